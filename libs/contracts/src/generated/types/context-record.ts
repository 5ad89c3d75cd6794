// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import { checkInstant, checkMembers, checkOpen, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonOpen, jsonString } from '../../json/text.ts';

/** A record as a business system showed it when the context was assembled; each of its fields is a fact. */
export type ContextRecord = {
  /** System it was read from. */
  readonly system: string;
  /** Record type. */
  readonly recordType: string;
  /** The system's own id. */
  readonly id: string;
  /** The system's own version. */
  readonly version: string;
  /** When it was read. */
  readonly readAt: Instant;
  /** What the plan calls it, for example `account`. */
  readonly name: string;
  /** The fields in the scope of the worker. Personal data of `id`. */
  readonly fields: JsonObject;
};

/** RFC 8785 text. */
export function serialiseContextRecord(value: ContextRecord): string {
  let text = '';
  text += '{"fields":' + jsonOpen(value.fields);
  text += ',"id":' + jsonString(value.id);
  text += ',"name":' + jsonString(value.name);
  text += ',"readAt":' + jsonString(value.readAt);
  text += ',"recordType":' + jsonString(value.recordType);
  text += ',"system":' + jsonString(value.system);
  text += ',"version":' + jsonString(value.version);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['system', 'recordType', 'id', 'version', 'readAt', 'name', 'fields']);

export function checkContextRecord(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['system'], at + 'system', issues);
  checkString(value['recordType'], at + 'recordType', issues);
  checkString(value['id'], at + 'id', issues);
  checkString(value['version'], at + 'version', issues);
  checkInstant(value['readAt'], at + 'readAt', issues);
  checkString(value['name'], at + 'name', issues);
  checkOpen(value['fields'], at + 'fields', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateContextRecord(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkContextRecord(value, '', issues);
  return issues.list;
}
