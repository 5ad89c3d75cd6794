// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkDouble, checkInstant, checkInt, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonDouble, jsonInteger, jsonString } from '../../json/text.ts';

/** An account uses the product clearly less than before. */
export type UsageDropped = {
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
  /** Daily average in the window compared with. */
  readonly baselineDailyAverage: number;
  /** Decline against the baseline, 0 to 100. */
  readonly dropPercent: number;
  /** When it was measured. */
  readonly observedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseUsageDropped(value: UsageDropped): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"baselineDailyAverage":' + jsonDouble(value.baselineDailyAverage);
  text += ',"baselineDays":' + jsonInteger(value.baselineDays);
  text += ',"currentDailyAverage":' + jsonDouble(value.currentDailyAverage);
  text += ',"dropPercent":' + jsonDouble(value.dropPercent);
  text += ',"metric":' + jsonString(value.metric);
  text += ',"observedAt":' + jsonString(value.observedAt);
  text += ',"windowDays":' + jsonInteger(value.windowDays);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['accountId', 'metric', 'windowDays', 'baselineDays', 'currentDailyAverage', 'baselineDailyAverage', 'dropPercent', 'observedAt']);

export function checkUsageDropped(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['metric'], at + 'metric', issues);
  checkInt(value['windowDays'], at + 'windowDays', issues);
  checkInt(value['baselineDays'], at + 'baselineDays', issues);
  checkDouble(value['currentDailyAverage'], at + 'currentDailyAverage', issues);
  checkDouble(value['baselineDailyAverage'], at + 'baselineDailyAverage', issues);
  checkDouble(value['dropPercent'], at + 'dropPercent', issues);
  checkInstant(value['observedAt'], at + 'observedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateUsageDropped(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkUsageDropped(value, '', issues);
  return issues.list;
}

export const usageDroppedContract: SignalContract<UsageDropped> = {
  type: 'usage.dropped',
  domain: 'customer-experience',
  subject: 'accountId',
  personal: [],
  serialise: serialiseUsageDropped,
  validate: validateUsageDropped,
  check: checkUsageDropped,
  schema: {"type":"record","name":"UsageDropped","namespace":"dws.signals.customer_experience.v1","doc":"An account uses the product clearly less than before.","dws":{"type":"usage.dropped","domain":"customer-experience","subject":"accountId"},"fields":[{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"metric","type":"string","doc":"What is counted, for example `daily-active-users`."},{"name":"windowDays","type":"int","doc":"Length of the recent window in days."},{"name":"baselineDays","type":"int","doc":"Length of the window compared with, in days."},{"name":"currentDailyAverage","type":"double","doc":"Daily average in the recent window."},{"name":"baselineDailyAverage","type":"double","doc":"Daily average in the window compared with."},{"name":"dropPercent","type":"double","doc":"Decline against the baseline, 0 to 100."},{"name":"observedAt","type":{"type":"string","format":"date-time"},"doc":"When it was measured."}]},
};
