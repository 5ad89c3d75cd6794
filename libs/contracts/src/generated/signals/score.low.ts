// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** A customer gave a low score in a survey. */
export type ScoreLow = {
  /** Account in the CRM. */
  readonly accountId: string;
  /** Survey in the feedback tool. */
  readonly surveyId: string;
  /** Answer in the feedback tool. */
  readonly responseId: string;
  /** `nps`, `csat` or `ces`. */
  readonly kind: string;
  /** Score given. */
  readonly score: number;
  /** Highest score of the scale. */
  readonly scaleMax: number;
  /** Address of the person who answered. Personal data of `responseId`. */
  readonly respondentEmail?: string;
  /** What the person wrote. Personal data of `responseId`. */
  readonly comment?: string;
  /** When it was answered. */
  readonly answeredAt: Instant;
};

/** RFC 8785 text. */
export function serialiseScoreLow(value: ScoreLow): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"answeredAt":' + jsonString(value.answeredAt);
  if (value.comment !== undefined) text += ',"comment":' + jsonString(value.comment);
  text += ',"kind":' + jsonString(value.kind);
  if (value.respondentEmail !== undefined) text += ',"respondentEmail":' + jsonString(value.respondentEmail);
  text += ',"responseId":' + jsonString(value.responseId);
  text += ',"scaleMax":' + jsonInteger(value.scaleMax);
  text += ',"score":' + jsonInteger(value.score);
  text += ',"surveyId":' + jsonString(value.surveyId);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['accountId', 'surveyId', 'responseId', 'kind', 'score', 'scaleMax', 'respondentEmail', 'comment', 'answeredAt']);

export function checkScoreLow(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['surveyId'], at + 'surveyId', issues);
  checkString(value['responseId'], at + 'responseId', issues);
  checkString(value['kind'], at + 'kind', issues);
  checkInt(value['score'], at + 'score', issues);
  checkInt(value['scaleMax'], at + 'scaleMax', issues);
  checkOptional(value['respondentEmail'], at + 'respondentEmail', issues, checkString);
  checkOptional(value['comment'], at + 'comment', issues, checkString);
  checkInstant(value['answeredAt'], at + 'answeredAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateScoreLow(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkScoreLow(value, '', issues);
  return issues.list;
}

export const scoreLowContract: SignalContract<ScoreLow> = {
  type: 'score.low',
  domain: 'customer-experience',
  subject: 'accountId',
  personal: [{"path":["respondentEmail"],"subject":["responseId"]},{"path":["comment"],"subject":["responseId"]}],
  serialise: serialiseScoreLow,
  validate: validateScoreLow,
  check: checkScoreLow,
  schema: {"type":"record","name":"ScoreLow","namespace":"dws.signals.customer_experience.v1","doc":"A customer gave a low score in a survey.","dws":{"type":"score.low","domain":"customer-experience","subject":"accountId"},"fields":[{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"surveyId","type":"string","doc":"Survey in the feedback tool."},{"name":"responseId","type":"string","doc":"Answer in the feedback tool."},{"name":"kind","type":"string","doc":"`nps`, `csat` or `ces`."},{"name":"score","type":"int","doc":"Score given."},{"name":"scaleMax","type":"int","doc":"Highest score of the scale."},{"name":"respondentEmail","type":["null","string"],"doc":"Address of the person who answered.","default":null,"personal":{"subject":"responseId"}},{"name":"comment","type":["null","string"],"doc":"What the person wrote.","default":null,"personal":{"subject":"responseId"}},{"name":"answeredAt","type":{"type":"string","format":"date-time"},"doc":"When it was answered."}]},
};
