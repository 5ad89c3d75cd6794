// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A process that enforces control orders stopped in order. */
export type EnforcementPointLeft = {
  /** Service and instance. */
  readonly point: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseEnforcementPointLeft(value: EnforcementPointLeft): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"point":' + jsonString(value.point);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['point', 'at']);

export function checkEnforcementPointLeft(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['point'], at + 'point', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEnforcementPointLeft(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEnforcementPointLeft(value, '', issues);
  return issues.list;
}

export const enforcementPointLeftContract: Contract<EnforcementPointLeft> = {
  type: 'enforcement-point-left',
  personal: [],
  serialise: serialiseEnforcementPointLeft,
  validate: validateEnforcementPointLeft,
  check: checkEnforcementPointLeft,
  schema: {"type":"record","name":"EnforcementPointLeft","namespace":"dws.events.v1","doc":"A process that enforces control orders stopped in order.","dws":{"type":"enforcement-point-left"},"fields":[{"name":"point","type":"string","doc":"Service and instance."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
