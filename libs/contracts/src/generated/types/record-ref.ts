// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import { checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';

/** One version of one record of a business system. */
export type RecordRef = {
  /** System, for example `crm`. */
  readonly system: string;
  /** Record type, for example `account`. */
  readonly recordType: string;
  /** The system's own id. */
  readonly id: string;
  /** The system's own version, compared for equality only. */
  readonly version: string;
};

/** RFC 8785 text. */
export function serialiseRecordRef(value: RecordRef): string {
  let text = '';
  text += '{"id":' + jsonString(value.id);
  text += ',"recordType":' + jsonString(value.recordType);
  text += ',"system":' + jsonString(value.system);
  text += ',"version":' + jsonString(value.version);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['system', 'recordType', 'id', 'version']);

export function checkRecordRef(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['system'], at + 'system', issues);
  checkString(value['recordType'], at + 'recordType', issues);
  checkString(value['id'], at + 'id', issues);
  checkString(value['version'], at + 'version', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateRecordRef(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkRecordRef(value, '', issues);
  return issues.list;
}
