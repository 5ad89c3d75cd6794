// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkArray, checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonString } from '../../json/text.ts';

/** Somebody recorded how a meeting with a customer went. */
export type MeetingOutcomeRecorded = {
  /** Opportunity in the CRM. */
  readonly opportunityId: string;
  /** Account in the CRM. */
  readonly accountId: string;
  /** Meeting in the calendar or the CRM. */
  readonly meetingId: string;
  /** `held`, `no-show`, `cancelled` or `rescheduled`. */
  readonly outcome: string;
  /** Contacts who took part. */
  readonly attendeeContactIds: readonly string[];
  /** Notes of the person who was there. Personal data of `opportunityId`. */
  readonly notes?: string;
  /** Next step agreed. */
  readonly nextStep?: string;
  /** Day it is due, YYYY-MM-DD. */
  readonly nextStepDueDate?: string;
  /** When it took place or should have. */
  readonly heldAt: Instant;
  /** When it was recorded. */
  readonly recordedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseMeetingOutcomeRecorded(value: MeetingOutcomeRecorded): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"attendeeContactIds":' + jsonArray(value.attendeeContactIds, jsonString);
  text += ',"heldAt":' + jsonString(value.heldAt);
  text += ',"meetingId":' + jsonString(value.meetingId);
  if (value.nextStep !== undefined) text += ',"nextStep":' + jsonString(value.nextStep);
  if (value.nextStepDueDate !== undefined) text += ',"nextStepDueDate":' + jsonString(value.nextStepDueDate);
  if (value.notes !== undefined) text += ',"notes":' + jsonString(value.notes);
  text += ',"opportunityId":' + jsonString(value.opportunityId);
  text += ',"outcome":' + jsonString(value.outcome);
  text += ',"recordedAt":' + jsonString(value.recordedAt);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['opportunityId', 'accountId', 'meetingId', 'outcome', 'attendeeContactIds', 'notes', 'nextStep', 'nextStepDueDate', 'heldAt', 'recordedAt']);

export function checkMeetingOutcomeRecorded(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['opportunityId'], at + 'opportunityId', issues);
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['meetingId'], at + 'meetingId', issues);
  checkString(value['outcome'], at + 'outcome', issues);
  checkArray(value['attendeeContactIds'], at + 'attendeeContactIds', issues, checkString);
  checkOptional(value['notes'], at + 'notes', issues, checkString);
  checkOptional(value['nextStep'], at + 'nextStep', issues, checkString);
  checkOptional(value['nextStepDueDate'], at + 'nextStepDueDate', issues, checkString);
  checkInstant(value['heldAt'], at + 'heldAt', issues);
  checkInstant(value['recordedAt'], at + 'recordedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateMeetingOutcomeRecorded(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkMeetingOutcomeRecorded(value, '', issues);
  return issues.list;
}

export const meetingOutcomeRecordedContract: SignalContract<MeetingOutcomeRecorded> = {
  type: 'meeting.outcome-recorded',
  domain: 'revenue',
  subject: 'opportunityId',
  personal: [{"path":["notes"],"subject":["opportunityId"]}],
  serialise: serialiseMeetingOutcomeRecorded,
  validate: validateMeetingOutcomeRecorded,
  check: checkMeetingOutcomeRecorded,
  schema: {"type":"record","name":"MeetingOutcomeRecorded","namespace":"dws.signals.revenue.v1","doc":"Somebody recorded how a meeting with a customer went.","dws":{"type":"meeting.outcome-recorded","domain":"revenue","subject":"opportunityId"},"fields":[{"name":"opportunityId","type":"string","doc":"Opportunity in the CRM."},{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"meetingId","type":"string","doc":"Meeting in the calendar or the CRM."},{"name":"outcome","type":"string","doc":"`held`, `no-show`, `cancelled` or `rescheduled`."},{"name":"attendeeContactIds","type":{"type":"array","items":"string"},"doc":"Contacts who took part."},{"name":"notes","type":["null","string"],"doc":"Notes of the person who was there.","default":null,"personal":{"subject":"opportunityId"}},{"name":"nextStep","type":["null","string"],"doc":"Next step agreed.","default":null},{"name":"nextStepDueDate","type":["null","string"],"doc":"Day it is due, YYYY-MM-DD.","default":null},{"name":"heldAt","type":{"type":"string","format":"date-time"},"doc":"When it took place or should have."},{"name":"recordedAt","type":{"type":"string","format":"date-time"},"doc":"When it was recorded."}]},
};
