// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';
import { checkMoney, serialiseMoney, type Money } from '../types/money.ts';

/** A customer has not paid an invoice by its due date. */
export type InvoiceOverdue = {
  /** Invoice in the billing system. */
  readonly invoiceId: string;
  /** Account in the CRM. */
  readonly accountId: string;
  /** Amount still open. */
  readonly amount: Money;
  /** Day it was due, YYYY-MM-DD. */
  readonly dueDate: string;
  /** Days since then. */
  readonly daysOverdue: number;
  /** Day the customer promised to pay, YYYY-MM-DD. */
  readonly promisedDate?: string;
  /** When it was noticed. */
  readonly observedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseInvoiceOverdue(value: InvoiceOverdue): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"amount":' + serialiseMoney(value.amount);
  text += ',"daysOverdue":' + jsonInteger(value.daysOverdue);
  text += ',"dueDate":' + jsonString(value.dueDate);
  text += ',"invoiceId":' + jsonString(value.invoiceId);
  text += ',"observedAt":' + jsonString(value.observedAt);
  if (value.promisedDate !== undefined) text += ',"promisedDate":' + jsonString(value.promisedDate);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['invoiceId', 'accountId', 'amount', 'dueDate', 'daysOverdue', 'promisedDate', 'observedAt']);

export function checkInvoiceOverdue(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['invoiceId'], at + 'invoiceId', issues);
  checkString(value['accountId'], at + 'accountId', issues);
  checkMoney(value['amount'], at + 'amount', issues);
  checkString(value['dueDate'], at + 'dueDate', issues);
  checkInt(value['daysOverdue'], at + 'daysOverdue', issues);
  checkOptional(value['promisedDate'], at + 'promisedDate', issues, checkString);
  checkInstant(value['observedAt'], at + 'observedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateInvoiceOverdue(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkInvoiceOverdue(value, '', issues);
  return issues.list;
}

export const invoiceOverdueContract: SignalContract<InvoiceOverdue> = {
  type: 'invoice.overdue',
  domain: 'finance',
  subject: 'invoiceId',
  personal: [],
  serialise: serialiseInvoiceOverdue,
  validate: validateInvoiceOverdue,
  check: checkInvoiceOverdue,
  schema: {"type":"record","name":"InvoiceOverdue","namespace":"dws.signals.finance.v1","doc":"A customer has not paid an invoice by its due date.","dws":{"type":"invoice.overdue","domain":"finance","subject":"invoiceId"},"fields":[{"name":"invoiceId","type":"string","doc":"Invoice in the billing system."},{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"amount","type":{"type":"record","name":"Money","namespace":"dws.types.v1","doc":"An amount of money in the smallest unit of its currency.","fields":[{"name":"amountMinor","type":"long","doc":"Amount in minor units, for example cents."},{"name":"currency","type":"string","doc":"ISO 4217 code."}]},"doc":"Amount still open."},{"name":"dueDate","type":"string","doc":"Day it was due, YYYY-MM-DD."},{"name":"daysOverdue","type":"int","doc":"Days since then."},{"name":"promisedDate","type":["null","string"],"doc":"Day the customer promised to pay, YYYY-MM-DD.","default":null},{"name":"observedAt","type":{"type":"string","format":"date-time"},"doc":"When it was noticed."}]},
};
