// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';
import { checkMoney, serialiseMoney, type Money } from '../types/money.ts';

/** The renewal opportunity of an account is close to its date. */
export type RenewalDateNear = {
  /** Opportunity in the CRM. */
  readonly opportunityId: string;
  /** Account in the CRM. */
  readonly accountId: string;
  /** Contract that renews. */
  readonly contractId: string;
  /** Day of renewal, YYYY-MM-DD. */
  readonly renewalDate: string;
  /** Days from the observation to the renewal. */
  readonly daysUntilRenewal: number;
  /** Value of one contract year. */
  readonly annualValue: Money;
  /** Stage of the renewal opportunity. */
  readonly stage: string;
  /** When it was noticed. */
  readonly observedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseRenewalDateNear(value: RenewalDateNear): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"annualValue":' + serialiseMoney(value.annualValue);
  text += ',"contractId":' + jsonString(value.contractId);
  text += ',"daysUntilRenewal":' + jsonInteger(value.daysUntilRenewal);
  text += ',"observedAt":' + jsonString(value.observedAt);
  text += ',"opportunityId":' + jsonString(value.opportunityId);
  text += ',"renewalDate":' + jsonString(value.renewalDate);
  text += ',"stage":' + jsonString(value.stage);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['opportunityId', 'accountId', 'contractId', 'renewalDate', 'daysUntilRenewal', 'annualValue', 'stage', 'observedAt']);

export function checkRenewalDateNear(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['opportunityId'], at + 'opportunityId', issues);
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['contractId'], at + 'contractId', issues);
  checkString(value['renewalDate'], at + 'renewalDate', issues);
  checkInt(value['daysUntilRenewal'], at + 'daysUntilRenewal', issues);
  checkMoney(value['annualValue'], at + 'annualValue', issues);
  checkString(value['stage'], at + 'stage', issues);
  checkInstant(value['observedAt'], at + 'observedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateRenewalDateNear(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkRenewalDateNear(value, '', issues);
  return issues.list;
}

export const renewalDateNearContract: SignalContract<RenewalDateNear> = {
  type: 'renewal.date-near',
  domain: 'revenue',
  subject: 'opportunityId',
  personal: [],
  serialise: serialiseRenewalDateNear,
  validate: validateRenewalDateNear,
  check: checkRenewalDateNear,
  schema: {"type":"record","name":"RenewalDateNear","namespace":"dws.signals.revenue.v1","doc":"The renewal opportunity of an account is close to its date.","dws":{"type":"renewal.date-near","domain":"revenue","subject":"opportunityId"},"fields":[{"name":"opportunityId","type":"string","doc":"Opportunity in the CRM."},{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"contractId","type":"string","doc":"Contract that renews."},{"name":"renewalDate","type":"string","doc":"Day of renewal, YYYY-MM-DD."},{"name":"daysUntilRenewal","type":"int","doc":"Days from the observation to the renewal."},{"name":"annualValue","type":{"type":"record","name":"Money","namespace":"dws.types.v1","doc":"An amount of money in the smallest unit of its currency.","fields":[{"name":"amountMinor","type":"long","doc":"Amount in minor units, for example cents."},{"name":"currency","type":"string","doc":"ISO 4217 code."}]},"doc":"Value of one contract year."},{"name":"stage","type":"string","doc":"Stage of the renewal opportunity."},{"name":"observedAt","type":{"type":"string","format":"date-time"},"doc":"When it was noticed."}]},
};
