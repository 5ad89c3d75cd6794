import type { StoreEvent } from '@dws/contracts';

/** The events of a `case-<id>` stream, in the order in which a case can live through them. */
export const CASE_EVENT_TYPES = [
  'signal-accepted',
  'context-assembled',
  'planned',
  'action-proposal',
  'gate-decided',
  'review-requested',
  'review-decided',
  'waiting',
  'frozen',
  'released',
  'superseded',
  'expired',
  'claimed',
  'action-executed',
  'action-failed',
  'action-in-doubt',
  'doubt-settled',
  'reversal-claimed',
  'action-reversed',
  'reversal-failed',
  'reversal-in-doubt',
  'closed',
  'feedback',
] as const;

export type CaseEventType = (typeof CASE_EVENT_TYPES)[number];
export type CaseEvent = Extract<StoreEvent, { type: CaseEventType }>;

export function isCaseEventType(type: string): type is CaseEventType {
  return (CASE_EVENT_TYPES as readonly string[]).includes(type);
}
