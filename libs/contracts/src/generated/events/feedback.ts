// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant, JsonObject } from '@dws/kernel';
import type { Contract } from '../../contract.ts';
import { checkBoolean, checkInstant, checkMembers, checkOpen, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonBoolean, jsonOpen, jsonString } from '../../json/text.ts';

/** What came later. */
export type Feedback = {
  /** `correction`, `override`, `reopened` or `rating`. */
  readonly kind: string;
  /** Who, or which signal. */
  readonly by: string;
  /** When. */
  readonly at: Instant;
  /** Proposal it is about. */
  readonly proposalId?: string;
  /** What was corrected. Personal data of `by`. */
  readonly detail: JsonObject;
  /** Whether the case must be worked on again. */
  readonly reopens: boolean;
};

/** RFC 8785 text. */
export function serialiseFeedback(value: Feedback): string {
  let text = '';
  text += '{"at":' + jsonString(value.at);
  text += ',"by":' + jsonString(value.by);
  text += ',"detail":' + jsonOpen(value.detail);
  text += ',"kind":' + jsonString(value.kind);
  if (value.proposalId !== undefined) text += ',"proposalId":' + jsonString(value.proposalId);
  text += ',"reopens":' + jsonBoolean(value.reopens);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['kind', 'by', 'at', 'proposalId', 'detail', 'reopens']);

export function checkFeedback(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['kind'], at + 'kind', issues);
  checkString(value['by'], at + 'by', issues);
  checkInstant(value['at'], at + 'at', issues);
  checkOptional(value['proposalId'], at + 'proposalId', issues, checkString);
  checkOpen(value['detail'], at + 'detail', issues);
  checkBoolean(value['reopens'], at + 'reopens', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateFeedback(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkFeedback(value, '', issues);
  return issues.list;
}

export const feedbackContract: Contract<Feedback> = {
  type: 'feedback',
  personal: [{"path":["detail"],"subject":["by"]}],
  serialise: serialiseFeedback,
  validate: validateFeedback,
  check: checkFeedback,
  schema: {"type":"record","name":"Feedback","namespace":"dws.events.v1","doc":"What came later.","dws":{"type":"feedback"},"fields":[{"name":"kind","type":"string","doc":"`correction`, `override`, `reopened` or `rating`."},{"name":"by","type":"string","doc":"Who, or which signal."},{"name":"at","type":{"type":"string","format":"date-time"},"doc":"When."},{"name":"proposalId","type":["null","string"],"doc":"Proposal it is about.","default":null},{"name":"detail","type":{"type":"string","contentMediaType":"application/json"},"doc":"What was corrected.","personal":{"subject":"by"}},{"name":"reopens","type":"boolean","doc":"Whether the case must be worked on again."}]},
};
