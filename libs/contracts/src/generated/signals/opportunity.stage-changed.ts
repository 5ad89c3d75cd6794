// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.
import type { Instant } from '@dws/kernel';
import type { SignalContract } from '../../contract.ts';
import { checkInstant, checkMembers, checkOptional, checkString, isObject } from '../../json/checks.ts';
import { Issues, type Issue } from '../../json/issues.ts';
import { jsonString } from '../../json/text.ts';
import { checkMoney, serialiseMoney, type Money } from '../types/money.ts';

/** An opportunity moved to another stage. */
export type OpportunityStageChanged = {
  /** Opportunity in the CRM. */
  readonly opportunityId: string;
  /** Account in the CRM. */
  readonly accountId: string;
  /** Stage before. */
  readonly fromStage: string;
  /** Stage now. */
  readonly toStage: string;
  /** Amount of the opportunity. */
  readonly amount?: Money;
  /** User of the CRM who moved it. */
  readonly changedBy?: string;
  /** When it moved. */
  readonly changedAt: Instant;
};

/** RFC 8785 text. */
export function serialiseOpportunityStageChanged(value: OpportunityStageChanged): string {
  let text = '';
  text += '{"accountId":' + jsonString(value.accountId);
  if (value.amount !== undefined) text += ',"amount":' + serialiseMoney(value.amount);
  text += ',"changedAt":' + jsonString(value.changedAt);
  if (value.changedBy !== undefined) text += ',"changedBy":' + jsonString(value.changedBy);
  text += ',"fromStage":' + jsonString(value.fromStage);
  text += ',"opportunityId":' + jsonString(value.opportunityId);
  text += ',"toStage":' + jsonString(value.toStage);
  return text + '}';
}

const MEMBERS: ReadonlySet<string> = new Set(['opportunityId', 'accountId', 'fromStage', 'toStage', 'amount', 'changedBy', 'changedAt']);

export function checkOpportunityStageChanged(value: unknown, path: string, issues: Issues): void {
  if (!isObject(value)) return issues.expected(path, 'an object', value);
  const at = path === '' ? '' : path + '.';
  checkString(value['opportunityId'], at + 'opportunityId', issues);
  checkString(value['accountId'], at + 'accountId', issues);
  checkString(value['fromStage'], at + 'fromStage', issues);
  checkString(value['toStage'], at + 'toStage', issues);
  checkOptional(value['amount'], at + 'amount', issues, checkMoney);
  checkOptional(value['changedBy'], at + 'changedBy', issues, checkString);
  checkInstant(value['changedAt'], at + 'changedAt', issues);
  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);
}

/** Every issue with a value from outside, up to a bound; none means it is a valid one. */
export function validateOpportunityStageChanged(value: unknown): readonly Issue[] {
  const issues = new Issues(true);
  checkOpportunityStageChanged(value, '', issues);
  return issues.list;
}

export const opportunityStageChangedContract: SignalContract<OpportunityStageChanged> = {
  type: 'opportunity.stage-changed',
  domain: 'revenue',
  subject: 'opportunityId',
  personal: [],
  serialise: serialiseOpportunityStageChanged,
  validate: validateOpportunityStageChanged,
  check: checkOpportunityStageChanged,
  schema: {"type":"record","name":"OpportunityStageChanged","namespace":"dws.signals.revenue.v1","doc":"An opportunity moved to another stage.","dws":{"type":"opportunity.stage-changed","domain":"revenue","subject":"opportunityId"},"fields":[{"name":"opportunityId","type":"string","doc":"Opportunity in the CRM."},{"name":"accountId","type":"string","doc":"Account in the CRM."},{"name":"fromStage","type":"string","doc":"Stage before."},{"name":"toStage","type":"string","doc":"Stage now."},{"name":"amount","type":["null",{"type":"record","name":"Money","namespace":"dws.types.v1","doc":"An amount of money in the smallest unit of its currency.","fields":[{"name":"amountMinor","type":"long","doc":"Amount in minor units, for example cents."},{"name":"currency","type":"string","doc":"ISO 4217 code."}]}],"doc":"Amount of the opportunity.","default":null},{"name":"changedBy","type":["null","string"],"doc":"User of the CRM who moved it.","default":null},{"name":"changedAt","type":{"type":"string","format":"date-time"},"doc":"When it moved."}]},
};
