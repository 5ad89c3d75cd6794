// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A process that enforces control orders started. */
export type EnforcementPointJoined = {
  /** Service and instance. */
  readonly point: string;
  /** Service. */
  readonly service: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseEnforcementPointJoined(value: EnforcementPointJoined): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"point":' + jsonString(value.point);
  text += ',"service":' + jsonString(value.service);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['point', 'service', 'at']);

export function checkEnforcementPointJoined(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['point'], at + 'point', issues);
  checkString(value['service'], at + 'service', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEnforcementPointJoined(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEnforcementPointJoined(value, '', issues);
  return issues.list;
}

export const enforcementPointJoinedContract: Contract<EnforcementPointJoined> = {
  type: 'enforcement-point-joined',
  personal: [],
  serialise: serialiseEnforcementPointJoined,
  validate: validateEnforcementPointJoined,
  check: checkEnforcementPointJoined,
  schema: {"type":"record","name":"EnforcementPointJoined","namespace":"dws.events.v1","doc":"A process that enforces control orders started.","dws":{"type":"enforcement-point-joined"},"fields":[{"name":"point","type":"string","doc":"Service and instance."},{"name":"service","type":"string","doc":"Service."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
