// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkLong, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** A resume order ended the hold. */
export type Released = {
  /** Control order. */
  readonly order: string;
  /** Revision of the order in the control stream. */
  readonly orderRevision: number;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseReleased(value: Released): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"order":' + jsonString(value.order);
  text += ',"orderRevision":' + jsonInteger(value.orderRevision);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['order', 'orderRevision', 'at']);

export function checkReleased(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['order'], at + 'order', issues);
  checkLong(value['orderRevision'], at + 'orderRevision', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateReleased(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkReleased(value, '', issues);
  return issues.list;
}

export const releasedContract: Contract<Released> = {
  type: 'released',
  personal: [],
  serialise: serialiseReleased,
  validate: validateReleased,
  check: checkReleased,
  schema: {"type":"record","name":"Released","namespace":"dws.events.v1","doc":"A resume order ended the hold.","dws":{"type":"released"},"fields":[{"name":"order","type":"string","doc":"Control order."},{"name":"orderRevision","type":"long","doc":"Revision of the order in the control stream."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
