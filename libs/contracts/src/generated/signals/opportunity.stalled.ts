// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkInt, checkMembers, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonInteger, jsonString } from '../../json/text.ts';

/** Nothing has happened on an opportunity for longer than its stage allows. */
export type OpportunityStalled = {
  /** Opportunity in the CRM. */
  readonly opportunityId: string;
  /** Account in the CRM. */
  readonly accountId: string;
  /** Stage as the CRM names it. */
  readonly stage: string;
  /** Days without activity. */
  readonly daysInactive: number;
  /** Newest activity. */
  readonly lastActivityAt: Instant;
};

/** RFC 8785 text. */
export function serialiseOpportunityStalled(value: OpportunityStalled): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  text += ',"daysInactive":' + jsonInteger(value.daysInactive);
  text += ',"lastActivityAt":' + jsonString(value.lastActivityAt);
  text += ',"opportunityId":' + jsonString(value.opportunityId);
  text += ',"stage":' + jsonString(value.stage);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['opportunityId', 'accountId', 'stage', 'daysInactive', 'lastActivityAt']);

export function checkOpportunityStalled(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['opportunityId'], at + 'opportunityId', issues);
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['stage'], at + 'stage', issues);
  checkInt(value['daysInactive'], at + 'daysInactive', issues);
  checkInstant(value['lastActivityAt'], at + 'lastActivityAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateOpportunityStalled(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkOpportunityStalled(value, '', issues);
  return issues.list;
}

export const opportunityStalledContract: SignalContract<OpportunityStalled> = {
  type: 'opportunity.stalled',
  domain: 'revenue',
  subject: 'opportunityId',
  personal: [],
  serialise: serialiseOpportunityStalled,
  validate: validateOpportunityStalled,
  check: checkOpportunityStalled,
  schema: {"type":"record","name":"OpportunityStalled","namespace":"dws.signals.revenue.v1","doc":"Nothing has happened on an opportunity for longer than its stage allows.","dws":{"type":"opportunity.stalled","domain":"revenue","subject":"opportunityId"},"fields":[{"name":"opportunityId","type":"string","doc":"Opportunity in the CRM."},{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"stage","type":"string","doc":"Stage as the CRM names it."},{"name":"daysInactive","type":"int","doc":"Days without activity."},{"name":"lastActivityAt","type":{"type":"string","format":"date-time"},"doc":"Newest activity."}]},
};
