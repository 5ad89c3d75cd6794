// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkLong, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** An amount of money in the smallest unit of its currency. */
export type Money = {
  /** Amount in minor units, for example cents. */
  readonly amountMinor: number;
  /** ISO 4217 code. */
  readonly currency: string;
};

/** RFC 8785 text. */
export function serialiseMoney(value: Money): string {
  let text = '';
  text += '{"amountMinor":' + jsonInteger(value.amountMinor);
  text += ',"currency":' + jsonString(value.currency);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['amountMinor', 'currency']);

export function checkMoney(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkLong(value['amountMinor'], at + 'amountMinor', issues);
  checkString(value['currency'], at + 'currency', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateMoney(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkMoney(value, '', issues);
  return issues.list;
}
