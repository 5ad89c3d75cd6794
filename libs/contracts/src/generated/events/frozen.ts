// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkLong, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** A control order holds the case, or those of its actions that the order is about; none of them may be claimed. */
export type Frozen = {
  /** Control order. */
  readonly order: string;
  /** `pause`, `stop-pending` or `kill`. */
  readonly kind: string;
  /** Revision of the order in the control stream. */
  readonly orderRevision: number;
  /** What the order is about, as it says itself. Without it the order holds the whole case. */
  readonly grain?: string;
  /** Which one of the grain. */
  readonly target?: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseFrozen(value: Frozen): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  if (value.grain !== undefined) text += ',"grain":' + jsonString(value.grain);
  text += ',"kind":' + jsonString(value.kind);
  text += ',"order":' + jsonString(value.order);
  text += ',"orderRevision":' + jsonInteger(value.orderRevision);
  if (value.target !== undefined) text += ',"target":' + jsonString(value.target);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['order', 'kind', 'orderRevision', 'grain', 'target', 'at']);

export function checkFrozen(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['order'], at + 'order', issues);
  checkString(value['kind'], at + 'kind', issues);
  checkLong(value['orderRevision'], at + 'orderRevision', issues);
  checkOptional(value['grain'], at + 'grain', issues, checkString);
  checkOptional(value['target'], at + 'target', issues, checkString);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateFrozen(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkFrozen(value, '', issues);
  return issues.list;
}

export const frozenContract: Contract<Frozen> = {
  type: 'frozen',
  personal: [],
  serialise: serialiseFrozen,
  validate: validateFrozen,
  check: checkFrozen,
  schema: {"type":"record","name":"Frozen","namespace":"dws.events.v1","doc":"A control order holds the case, or those of its actions that the order is about; none of them may be claimed.","dws":{"type":"frozen"},"fields":[{"name":"order","type":"string","doc":"Control order."},{"name":"kind","type":"string","doc":"`pause`, `stop-pending` or `kill`."},{"name":"orderRevision","type":"long","doc":"Revision of the order in the control stream."},{"name":"grain","type":["null","string"],"doc":"What the order is about, as it says itself. Without it the order holds the whole case.","default":null},{"name":"target","type":["null","string"],"doc":"Which one of the grain.","default":null},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
