// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A person ordered work to stop or go on. */
export type ControlOrdered = {
  /** UUID of the order. */
  readonly order: string;
  /** `pause`, `stop-pending`, `kill` or `resume`. */
  readonly kind: string;
  /** `worker`, `action-kind`, `customer`, `domain` or `everything`. */
  readonly grain: string;
  /** Which one; empty for everything. */
  readonly target: string;
  /** Why. */
  readonly reason: string;
  /** Who. */
  readonly by: string;
  /** When. */
  readonly at: Instant;
  /** Order that a resume ends. */
  readonly resumes?: string;
};

/** RFC 8785 text. */
export function serialiseControlOrdered(value: ControlOrdered): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"by":' + jsonString(value.by);
  text += ',"grain":' + jsonString(value.grain);
  text += ',"kind":' + jsonString(value.kind);
  text += ',"order":' + jsonString(value.order);
  text += ',"reason":' + jsonString(value.reason);
  if (value.resumes !== undefined) text += ',"resumes":' + jsonString(value.resumes);
  text += ',"target":' + jsonString(value.target);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['order', 'kind', 'grain', 'target', 'reason', 'by', 'at', 'resumes']);

export function checkControlOrdered(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['order'], at + 'order', issues);
  checkString(value['kind'], at + 'kind', issues);
  checkString(value['grain'], at + 'grain', issues);
  checkString(value['target'], at + 'target', issues);
  checkString(value['reason'], at + 'reason', issues);
  checkString(value['by'], at + 'by', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkOptional(value['resumes'], at + 'resumes', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateControlOrdered(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkControlOrdered(value, '', issues);
  return issues.list;
}

export const controlOrderedContract: Contract<ControlOrdered> = {
  type: 'control-ordered',
  personal: [],
  serialise: serialiseControlOrdered,
  validate: validateControlOrdered,
  check: checkControlOrdered,
  schema: {"type":"record","name":"ControlOrdered","namespace":"dws.events.v1","doc":"A person ordered work to stop or go on.","dws":{"type":"control-ordered"},"fields":[{"name":"order","type":"string","doc":"UUID of the order."},{"name":"kind","type":"string","doc":"`pause`, `stop-pending`, `kill` or `resume`."},{"name":"grain","type":"string","doc":"`worker`, `action-kind`, `customer`, `domain` or `everything`."},{"name":"target","type":"string","doc":"Which one; empty for everything."},{"name":"reason","type":"string","doc":"Why."},{"name":"by","type":"string","doc":"Who."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"resumes","type":["null","string"],"doc":"Order that a resume ends.","default":null}]},
};
