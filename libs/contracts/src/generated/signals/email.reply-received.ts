// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** A contact answered an e-mail of ours. */
export type EmailReplyReceived = {
  /** Opportunity in the CRM. */
  readonly opportunityId: string;
  /** Account in the CRM. */
  readonly accountId: string;
  /** Contact in the CRM. */
  readonly contactId: string;
  /** Message-ID of the answer. */
  readonly messageId: string;
  /** Message-ID of our e-mail. */
  readonly inReplyTo?: string;
  /** Address it came from. Personal data of `contactId`. */
  readonly fromEmail: string;
  /** Subject line. Personal data of `contactId`. */
  readonly subject?: string;
  /** What the contact wrote, without the quoted part. Personal data of `contactId`. */
  readonly text: string;
  /** When it arrived. */
  readonly receivedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseEmailReplyReceived(value: EmailReplyReceived): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"contactId":' + jsonString(value.contactId);
  text += ',"fromEmail":' + jsonString(value.fromEmail);
  if (value.inReplyTo !== undefined) text += ',"inReplyTo":' + jsonString(value.inReplyTo);
  text += ',"messageId":' + jsonString(value.messageId);
  text += ',"opportunityId":' + jsonString(value.opportunityId);
  text += ',"receivedAt":' + jsonString(value.receivedAt);
  if (value.subject !== undefined) text += ',"subject":' + jsonString(value.subject);
  text += ',"text":' + jsonString(value.text);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['opportunityId', 'accountId', 'contactId', 'messageId', 'inReplyTo', 'fromEmail', 'subject', 'text', 'receivedAt']);

export function checkEmailReplyReceived(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['opportunityId'], at + 'opportunityId', issues);
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['contactId'], at + 'contactId', issues);
  checkString(value['messageId'], at + 'messageId', issues);
  checkOptional(value['inReplyTo'], at + 'inReplyTo', issues, checkString);
  checkString(value['fromEmail'], at + 'fromEmail', issues);
  checkOptional(value['subject'], at + 'subject', issues, checkString);
  checkString(value['text'], at + 'text', issues);
  checkInstant(value['receivedAt'], at + 'receivedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateEmailReplyReceived(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkEmailReplyReceived(value, '', issues);
  return issues.list;
}

export const emailReplyReceivedContract: SignalContract<EmailReplyReceived> = {
  type: 'email.reply-received',
  domain: 'revenue',
  subject: 'opportunityId',
  personal: [{"path":["fromEmail"],"subject":["contactId"]},{"path":["subject"],"subject":["contactId"]},{"path":["text"],"subject":["contactId"]}],
  serialise: serialiseEmailReplyReceived,
  validate: validateEmailReplyReceived,
  check: checkEmailReplyReceived,
  schema: {"type":"record","name":"EmailReplyReceived","namespace":"dws.signals.revenue.v1","doc":"A contact answered an e-mail of ours.","dws":{"type":"email.reply-received","domain":"revenue","subject":"opportunityId"},"fields":[{"name":"opportunityId","type":"string","doc":"Opportunity in the CRM."},{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"contactId","type":"string","doc":"Contact in the CRM."},{"name":"messageId","type":"string","doc":"Message-ID of the answer."},{"name":"inReplyTo","type":["null","string"],"doc":"Message-ID of our e-mail.","default":null},{"name":"fromEmail","type":"string","doc":"Address it came from.","personal":{"subject":"contactId"}},{"name":"subject","type":["null","string"],"doc":"Subject line.","default":null,"personal":{"subject":"contactId"}},{"name":"text","type":"string","doc":"What the contact wrote, without the quoted part.","personal":{"subject":"contactId"}},{"name":"receivedAt","type":{"type":"string","format":"date-time"},"doc":"When it arrived."}]},
};
