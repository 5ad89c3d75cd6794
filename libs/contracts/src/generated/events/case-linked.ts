// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A case of this worker on this subject began. */
export type CaseLinked = {
  /** Case. */
  readonly caseId: string;
  /** Worker. */
  readonly worker: string;
  /** Business entity. */
  readonly subject: string;
  /** When. */
  readonly at: Instant;
};

/** RFC 8785 text. */
export function serialiseCaseLinked(value: CaseLinked): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"caseId":' + jsonString(value.caseId);
  text += ',"subject":' + jsonString(value.subject);
  text += ',"worker":' + jsonString(value.worker);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['caseId', 'worker', 'subject', 'at']);

export function checkCaseLinked(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['caseId'], at + 'caseId', issues);
  checkString(value['worker'], at + 'worker', issues);
  checkString(value['subject'], at + 'subject', issues);
  checkInstant(value['at'], at + 'at', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateCaseLinked(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkCaseLinked(value, '', issues);
  return issues.list;
}

export const caseLinkedContract: Contract<CaseLinked> = {
  type: 'case-linked',
  personal: [],
  serialise: serialiseCaseLinked,
  validate: validateCaseLinked,
  check: checkCaseLinked,
  schema: {"type":"record","name":"CaseLinked","namespace":"dws.events.v1","doc":"A case of this worker on this subject began.","dws":{"type":"case-linked"},"fields":[{"name":"caseId","type":"string","doc":"Case."},{"name":"worker","type":"string","doc":"Worker."},{"name":"subject","type":"string","doc":"Business entity."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."}]},
};
