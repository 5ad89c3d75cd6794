// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A person moved a ticket from where it had been routed. */
export type TicketRecategorised = {
  /** Ticket in the helpdesk. */
  readonly ticketId: string;
  /** Account in the CRM, where the helpdesk knows it. */
  readonly accountId?: string;
  /** Category it had; none where it had none. */
  readonly previousCategory?: string;
  /** Category it has now. */
  readonly category: string;
  /** Queue it is in now. */
  readonly queue?: string;
  /** Who moved it, as the helpdesk knows them. */
  readonly changedBy: string;
  /** When it was moved. */
  readonly changedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseTicketRecategorised(value: TicketRecategorised): string {
  let text = '';
  if (value.accountId !== undefined) text += ',"accountId":' + jsonString(value.accountId);
  text += ',"category":' + jsonString(value.category);
  text += ',"changedAt":' + jsonString(value.changedAt);
  text += ',"changedBy":' + jsonString(value.changedBy);
  if (value.previousCategory !== undefined) text += ',"previousCategory":' + jsonString(value.previousCategory);
  if (value.queue !== undefined) text += ',"queue":' + jsonString(value.queue);
  text += ',"ticketId":' + jsonString(value.ticketId);
  return `{${text.slice(1)}}`;
}

const MEMBERS: ReadonlySet<string> = new Set(['ticketId', 'accountId', 'previousCategory', 'category', 'queue', 'changedBy', 'changedAt']);

export function checkTicketRecategorised(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['ticketId'], at + 'ticketId', issues);
  checkOptional(value['accountId'], at + 'accountId', issues, checkString);
  checkOptional(value['previousCategory'], at + 'previousCategory', issues, checkString);
  checkString(value['category'], at + 'category', issues);
  checkOptional(value['queue'], at + 'queue', issues, checkString);
  checkString(value['changedBy'], at + 'changedBy', issues);
  checkInstant(value['changedAt'], at + 'changedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateTicketRecategorised(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkTicketRecategorised(value, '', issues);
  return issues.list;
}

export const ticketRecategorisedContract: SignalContract<TicketRecategorised> = {
  type: 'ticket.recategorised',
  domain: 'customer-experience',
  subject: 'ticketId',
  personal: [],
  serialise: serialiseTicketRecategorised,
  validate: validateTicketRecategorised,
  check: checkTicketRecategorised,
  schema: {"type":"record","name":"TicketRecategorised","namespace":"dws.signals.customer_experience.v1","doc":"A person moved a ticket from where it had been routed.","dws":{"type":"ticket.recategorised","domain":"customer-experience","subject":"ticketId"},"fields":[{"name":"ticketId","type":"string","doc":"Ticket in the helpdesk."},{"name":"accountId","type":["null","string"],"doc":"Account in the CRM, where the helpdesk knows it.","default":null},{"name":"previousCategory","type":["null","string"],"doc":"Category it had; none where it had none.","default":null},{"name":"category","type":"string","doc":"Category it has now."},{"name":"queue","type":["null","string"],"doc":"Queue it is in now.","default":null},{"name":"changedBy","type":"string","doc":"Who moved it, as the helpdesk knows them."},{"name":"changedAt","type":{"type":"string","format":"date-time"},"doc":"When it was moved."}]},
};
