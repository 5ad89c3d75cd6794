// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkInt, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonInteger, jsonString } from '../../json/text.ts';

/** Every point answered or was fenced. */
export type OrderCompleted = {
  /** Order. */
  readonly order: string;
  /** When. */
  readonly at: Instant;
  /** Points that answered. */
  readonly acknowledged: readonly string[];
  /** Points that did not and were fenced. */
  readonly fenced: readonly string[];
  /** Cases frozen. */
  readonly frozen: number;
};

/** RFC 8785 text. */
export function serialiseOrderCompleted(value: OrderCompleted): string {
  let text = '';
  text += '{"acknowledged":' + jsonArray(value.acknowledged, jsonString);
  text += ',"at":' + jsonString(value.at);
  text += ',"fenced":' + jsonArray(value.fenced, jsonString);
  text += ',"frozen":' + jsonInteger(value.frozen);
  text += ',"order":' + jsonString(value.order);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['order', 'at', 'acknowledged', 'fenced', 'frozen']);

export function checkOrderCompleted(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['order'], at + 'order', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkArray(value['acknowledged'], at + 'acknowledged', issues, checkString);
  checkArray(value['fenced'], at + 'fenced', issues, checkString);
  checkInt(value['frozen'], at + 'frozen', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateOrderCompleted(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkOrderCompleted(value, '', issues);
  return issues.list;
}

export const orderCompletedContract: Contract<OrderCompleted> = {
  type: 'order-completed',
  personal: [],
  serialise: serialiseOrderCompleted,
  validate: validateOrderCompleted,
  check: checkOrderCompleted,
  schema: {"type":"record","name":"OrderCompleted","namespace":"dws.events.v1","doc":"Every point answered or was fenced.","dws":{"type":"order-completed"},"fields":[{"name":"order","type":"string","doc":"Order."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"acknowledged","type":{"type":"array","items":"string"},"doc":"Points that answered."},{"name":"fenced","type":{"type":"array","items":"string"},"doc":"Points that did not and were fenced."},{"name":"frozen","type":"int","doc":"Cases frozen."}]},
};
