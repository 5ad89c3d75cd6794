// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** A customer came back to a ticket that was solved. */
export type TicketReopened = {
  /** Ticket in the helpdesk. */
  readonly ticketId: string;
  /** Account in the CRM, where the helpdesk knows it. */
  readonly accountId?: string;
  /** Address of the person who asks. Personal data of `ticketId`. */
  readonly requesterEmail?: string;
  /** Subject line. Personal data of `ticketId`. */
  readonly subject?: string;
  /** What the customer wrote on reopening. Personal data of `ticketId`. */
  readonly text: string;
  /** `email`, `chat`, `web`, `phone`. */
  readonly channel: string;
  /** How often it was reopened, this time included. */
  readonly reopenCount: number;
  /** When it had been marked solved. */
  readonly solvedAt?: Instant;
  /** When it was reopened. */
  readonly reopenedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseTicketReopened(value: TicketReopened): string {
  let text = '';
  if (value.accountId !== undefined) text += ',"accountId":' + jsonString(value.accountId);
  text += ',"channel":' + jsonString(value.channel);
  text += ',"reopenCount":' + jsonInteger(value.reopenCount);
  text += ',"reopenedAt":' + jsonString(value.reopenedAt);
  if (value.requesterEmail !== undefined) text += ',"requesterEmail":' + jsonString(value.requesterEmail);
  if (value.solvedAt !== undefined) text += ',"solvedAt":' + jsonString(value.solvedAt);
  if (value.subject !== undefined) text += ',"subject":' + jsonString(value.subject);
  text += ',"text":' + jsonString(value.text);
  text += ',"ticketId":' + jsonString(value.ticketId);
  return `{${text.slice(1)}}`;
}

const MEMBERS: ReadonlySet<string> = new Set(['ticketId', 'accountId', 'requesterEmail', 'subject', 'text', 'channel', 'reopenCount', 'solvedAt', 'reopenedAt']);

export function checkTicketReopened(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['ticketId'], at + 'ticketId', issues);
  checkOptional(value['accountId'], at + 'accountId', issues, checkString);
  checkOptional(value['requesterEmail'], at + 'requesterEmail', issues, checkString);
  checkOptional(value['subject'], at + 'subject', issues, checkString);
  checkString(value['text'], at + 'text', issues);
  checkString(value['channel'], at + 'channel', issues);
  checkInt(value['reopenCount'], at + 'reopenCount', issues);
  checkOptional(value['solvedAt'], at + 'solvedAt', issues, checkInstant);
  checkInstant(value['reopenedAt'], at + 'reopenedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateTicketReopened(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkTicketReopened(value, '', issues);
  return issues.list;
}

export const ticketReopenedContract: SignalContract<TicketReopened> = {
  type: 'ticket.reopened',
  domain: 'customer-experience',
  subject: 'ticketId',
  personal: [{"path":["requesterEmail"],"subject":["ticketId"]},{"path":["subject"],"subject":["ticketId"]},{"path":["text"],"subject":["ticketId"]}],
  serialise: serialiseTicketReopened,
  validate: validateTicketReopened,
  check: checkTicketReopened,
  schema: {"type":"record","name":"TicketReopened","namespace":"dws.signals.customer_experience.v1","doc":"A customer came back to a ticket that was solved.","dws":{"type":"ticket.reopened","domain":"customer-experience","subject":"ticketId"},"fields":[{"name":"ticketId","type":"string","doc":"Ticket in the helpdesk."},{"name":"accountId","type":["null","string"],"doc":"Account in the CRM, where the helpdesk knows it.","default":null},{"name":"requesterEmail","type":["null","string"],"doc":"Address of the person who asks.","default":null,"personal":{"subject":"ticketId"}},{"name":"subject","type":["null","string"],"doc":"Subject line.","default":null,"personal":{"subject":"ticketId"}},{"name":"text","type":"string","doc":"What the customer wrote on reopening.","personal":{"subject":"ticketId"}},{"name":"channel","type":"string","doc":"`email`, `chat`, `web`, `phone`."},{"name":"reopenCount","type":"int","doc":"How often it was reopened, this time included."},{"name":"solvedAt","type":["null",{"type":"string","format":"date-time"}],"doc":"When it had been marked solved.","default":null},{"name":"reopenedAt","type":{"type":"string","format":"date-time"},"doc":"When it was reopened."}]},
};
