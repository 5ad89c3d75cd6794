// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A customer opened a ticket. */
export type TicketCreated = {
  /** Ticket in the helpdesk. */
  readonly ticketId: string;
  /** Account in the CRM, where the helpdesk knows it. */
  readonly accountId?: string;
  /** Address of the person who asks. Personal data of `ticketId`. */
  readonly requesterEmail?: string;
  /** Subject line. Personal data of `ticketId`. */
  readonly subject?: string;
  /** What the customer wrote. Personal data of `ticketId`. */
  readonly text: string;
  /** `email`, `chat`, `web`, `phone`. */
  readonly channel: string;
  /** When the ticket was opened. */
  readonly createdAt: Instant;
};

/** RFC 8785 text. */
export function serialiseTicketCreated(value: TicketCreated): string {
  let text = '';
  if (value.accountId !== undefined) text += ',"accountId":' + jsonString(value.accountId);
  text += ',"channel":' + jsonString(value.channel);
  text += ',"createdAt":' + jsonString(value.createdAt);
  if (value.requesterEmail !== undefined) text += ',"requesterEmail":' + jsonString(value.requesterEmail);
  if (value.subject !== undefined) text += ',"subject":' + jsonString(value.subject);
  text += ',"text":' + jsonString(value.text);
  text += ',"ticketId":' + jsonString(value.ticketId);
  return `{${text.slice(1)}}`;
}

const MEMBERS: ReadonlySet<string> = new Set(['ticketId', 'accountId', 'requesterEmail', 'subject', 'text', 'channel', 'createdAt']);

export function checkTicketCreated(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['ticketId'], at + 'ticketId', issues);
  checkOptional(value['accountId'], at + 'accountId', issues, checkString);
  checkOptional(value['requesterEmail'], at + 'requesterEmail', issues, checkString);
  checkOptional(value['subject'], at + 'subject', issues, checkString);
  checkString(value['text'], at + 'text', issues);
  checkString(value['channel'], at + 'channel', issues);
  checkInstant(value['createdAt'], at + 'createdAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateTicketCreated(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkTicketCreated(value, '', issues);
  return issues.list;
}

export const ticketCreatedContract: SignalContract<TicketCreated> = {
  type: 'ticket.created',
  domain: 'customer-experience',
  subject: 'ticketId',
  personal: [{"path":["requesterEmail"],"subject":["ticketId"]},{"path":["subject"],"subject":["ticketId"]},{"path":["text"],"subject":["ticketId"]}],
  serialise: serialiseTicketCreated,
  validate: validateTicketCreated,
  check: checkTicketCreated,
  schema: {"type":"record","name":"TicketCreated","namespace":"dws.signals.customer_experience.v1","doc":"A customer opened a ticket.","dws":{"type":"ticket.created","domain":"customer-experience","subject":"ticketId"},"fields":[{"name":"ticketId","type":"string","doc":"Ticket in the helpdesk."},{"name":"accountId","type":["null","string"],"doc":"Account in the CRM, where the helpdesk knows it.","default":null},{"name":"requesterEmail","type":["null","string"],"doc":"Address of the person who asks.","default":null,"personal":{"subject":"ticketId"}},{"name":"subject","type":["null","string"],"doc":"Subject line.","default":null,"personal":{"subject":"ticketId"}},{"name":"text","type":"string","doc":"What the customer wrote.","personal":{"subject":"ticketId"}},{"name":"channel","type":"string","doc":"`email`, `chat`, `web`, `phone`."},{"name":"createdAt","type":{"type":"string","format":"date-time"},"doc":"When the ticket was opened."}]},
};
