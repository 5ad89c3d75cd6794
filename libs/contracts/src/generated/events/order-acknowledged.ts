// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkArray, checkInstant, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonArray, jsonString } from '../../json/text.ts';

/** An enforcement point has nothing in flight in the scope of the order. */
export type OrderAcknowledged = {
  /** Order. */
  readonly order: string;
  /** Service and instance. */
  readonly point: string;
  /** When. */
  readonly at: Instant;
  /** Cases in scope that it completed since the order was given. */
  readonly completed: readonly string[];
  /** Cases whose effect was already dispatched. */
  readonly inFlight: readonly string[];
};

/** RFC 8785 text. */
export function serialiseOrderAcknowledged(value: OrderAcknowledged): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"completed":' + jsonArray(value.completed, jsonString);
  text += ',"inFlight":' + jsonArray(value.inFlight, jsonString);
  text += ',"order":' + jsonString(value.order);
  text += ',"point":' + jsonString(value.point);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['order', 'point', 'at', 'completed', 'inFlight']);

export function checkOrderAcknowledged(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['order'], at + 'order', issues);
  checkString(value['point'], at + 'point', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkArray(value['completed'], at + 'completed', issues, checkString);
  checkArray(value['inFlight'], at + 'inFlight', issues, checkString);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateOrderAcknowledged(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkOrderAcknowledged(value, '', issues);
  return issues.list;
}

export const orderAcknowledgedContract: Contract<OrderAcknowledged> = {
  type: 'order-acknowledged',
  personal: [],
  serialise: serialiseOrderAcknowledged,
  validate: validateOrderAcknowledged,
  check: checkOrderAcknowledged,
  schema: {"type":"record","name":"OrderAcknowledged","namespace":"dws.events.v1","doc":"An enforcement point has nothing in flight in the scope of the order.","dws":{"type":"order-acknowledged"},"fields":[{"name":"order","type":"string","doc":"Order."},{"name":"point","type":"string","doc":"Service and instance."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"completed","type":{"type":"array","items":"string"},"doc":"Cases in scope that it completed since the order was given."},{"name":"inFlight","type":{"type":"array","items":"string"},"doc":"Cases whose effect was already dispatched."}]},
};
