// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkDouble, checkInstant, checkInt, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonDouble, jsonInteger, jsonString } from '../../json/text.ts';

/** The usage of an account is back near where it was before a drop. */
export type UsageRecovered = {
  /** Account in the CRM. */
  readonly accountId: string;
  /** What is counted, for example `daily-active-users`. */
  readonly metric: string;
  /** Length of the recent window in days. */
  readonly windowDays: number;
  /** Length of the window compared with, in days. */
  readonly baselineDays: number;
  /** Daily average in the recent window. */
  readonly currentDailyAverage: number;
  /** Daily average before the drop. */
  readonly baselineDailyAverage: number;
  /** Recent average as a share of the baseline, 0 upwards. */
  readonly recoveredPercent: number;
  /** When the drop was measured. */
  readonly droppedAt?: Instant;
  /** When it was measured. */
  readonly observedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseUsageRecovered(value: UsageRecovered): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"baselineDailyAverage":' + jsonDouble(value.baselineDailyAverage);
  text += ',"baselineDays":' + jsonInteger(value.baselineDays);
  text += ',"currentDailyAverage":' + jsonDouble(value.currentDailyAverage);
  if (value.droppedAt !== undefined) text += ',"droppedAt":' + jsonString(value.droppedAt);
  text += ',"metric":' + jsonString(value.metric);
  text += ',"observedAt":' + jsonString(value.observedAt);
  text += ',"recoveredPercent":' + jsonDouble(value.recoveredPercent);
  text += ',"windowDays":' + jsonInteger(value.windowDays);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['accountId', 'metric', 'windowDays', 'baselineDays', 'currentDailyAverage', 'baselineDailyAverage', 'recoveredPercent', 'droppedAt', 'observedAt']);

export function checkUsageRecovered(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['metric'], at + 'metric', issues);
  checkInt(value['windowDays'], at + 'windowDays', issues);
  checkInt(value['baselineDays'], at + 'baselineDays', issues);
  checkDouble(value['currentDailyAverage'], at + 'currentDailyAverage', issues);
  checkDouble(value['baselineDailyAverage'], at + 'baselineDailyAverage', issues);
  checkDouble(value['recoveredPercent'], at + 'recoveredPercent', issues);
  checkOptional(value['droppedAt'], at + 'droppedAt', issues, checkInstant);
  checkInstant(value['observedAt'], at + 'observedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateUsageRecovered(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkUsageRecovered(value, '', issues);
  return issues.list;
}

export const usageRecoveredContract: SignalContract<UsageRecovered> = {
  type: 'usage.recovered',
  domain: 'customer-experience',
  subject: 'accountId',
  personal: [],
  serialise: serialiseUsageRecovered,
  validate: validateUsageRecovered,
  check: checkUsageRecovered,
  schema: {"type":"record","name":"UsageRecovered","namespace":"dws.signals.customer_experience.v1","doc":"The usage of an account is back near where it was before a drop.","dws":{"type":"usage.recovered","domain":"customer-experience","subject":"accountId"},"fields":[{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"metric","type":"string","doc":"What is counted, for example `daily-active-users`."},{"name":"windowDays","type":"int","doc":"Length of the recent window in days."},{"name":"baselineDays","type":"int","doc":"Length of the window compared with, in days."},{"name":"currentDailyAverage","type":"double","doc":"Daily average in the recent window."},{"name":"baselineDailyAverage","type":"double","doc":"Daily average before the drop."},{"name":"recoveredPercent","type":"double","doc":"Recent average as a share of the baseline, 0 upwards."},{"name":"droppedAt","type":["null",{"type":"string","format":"date-time"}],"doc":"When the drop was measured.","default":null},{"name":"observedAt","type":{"type":"string","format":"date-time"},"doc":"When it was measured."}]},
};
