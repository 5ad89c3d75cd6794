// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkBoolean, checkInstant, checkInt, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonBoolean, jsonInteger, jsonString } from '../../json/text.ts';
import { checkMoney, serialiseMoney, type Money } from '../types/money.ts';

/** The contract of an account comes up for renewal. */
export type RenewalNear = {
  /** Account in the CRM. */
  readonly accountId: string;
  /** Contract in the CRM. */
  readonly contractId: string;
  /** Day of renewal, YYYY-MM-DD. */
  readonly renewalDate: string;
  /** Days from the observation to the renewal. */
  readonly daysUntilRenewal: number;
  /** Value of one contract year. */
  readonly annualValue: Money;
  /** Whether it renews without anybody acting. */
  readonly autoRenews: boolean;
  /** When it was noticed. */
  readonly observedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseRenewalNear(value: RenewalNear): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"annualValue":' + serialiseMoney(value.annualValue);
  text += ',"autoRenews":' + jsonBoolean(value.autoRenews);
  text += ',"contractId":' + jsonString(value.contractId);
  text += ',"daysUntilRenewal":' + jsonInteger(value.daysUntilRenewal);
  text += ',"observedAt":' + jsonString(value.observedAt);
  text += ',"renewalDate":' + jsonString(value.renewalDate);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['accountId', 'contractId', 'renewalDate', 'daysUntilRenewal', 'annualValue', 'autoRenews', 'observedAt']);

export function checkRenewalNear(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['contractId'], at + 'contractId', issues);
  checkString(value['renewalDate'], at + 'renewalDate', issues);
  checkInt(value['daysUntilRenewal'], at + 'daysUntilRenewal', issues);
  checkMoney(value['annualValue'], at + 'annualValue', issues);
  checkBoolean(value['autoRenews'], at + 'autoRenews', issues);
  checkInstant(value['observedAt'], at + 'observedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateRenewalNear(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkRenewalNear(value, '', issues);
  return issues.list;
}

export const renewalNearContract: SignalContract<RenewalNear> = {
  type: 'renewal.near',
  domain: 'customer-experience',
  subject: 'accountId',
  personal: [],
  serialise: serialiseRenewalNear,
  validate: validateRenewalNear,
  check: checkRenewalNear,
  schema: {"type":"record","name":"RenewalNear","namespace":"dws.signals.customer_experience.v1","doc":"The contract of an account comes up for renewal.","dws":{"type":"renewal.near","domain":"customer-experience","subject":"accountId"},"fields":[{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"contractId","type":"string","doc":"Contract in the CRM."},{"name":"renewalDate","type":"string","doc":"Day of renewal, YYYY-MM-DD."},{"name":"daysUntilRenewal","type":"int","doc":"Days from the observation to the renewal."},{"name":"annualValue","type":{"type":"record","name":"Money","namespace":"dws.types.v1","doc":"An amount of money in the smallest unit of its currency.","fields":[{"name":"amountMinor","type":"long","doc":"Amount in minor units, for example cents."},{"name":"currency","type":"string","doc":"ISO 4217 code."}]},"doc":"Value of one contract year."},{"name":"autoRenews","type":"boolean","doc":"Whether it renews without anybody acting."},{"name":"observedAt","type":{"type":"string","format":"date-time"},"doc":"When it was noticed."}]},
};
