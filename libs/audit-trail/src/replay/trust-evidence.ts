import type { JsonObject } from '@dws/kernel';
import { textIn } from './text-in.ts';

/** Counts of one trust cell. */
export interface Evidence {
  /** Gate decisions. */
  allowed: number;
  reviewed: number;
  denied: number;
  /** What people decided. */
  approved: number;
  edited: number;
  rejected: number;
  /** What came of it. */
  executed: number;
  failed: number;
  inDoubt: number;
  reversed: number;
}

/** Event types that speak for or against a worker. */
export const EVIDENCE_TYPES: ReadonlySet<string> = new Set([
  'gate-decided',
  'review-decided',
  'action-executed',
  'action-failed',
  'action-in-doubt',
  'action-reversed',
]);

const OF_DECISION: Readonly<Record<string, keyof Evidence>> = {
  allow: 'allowed',
  review: 'reviewed',
  deny: 'denied',
};
const OF_VERDICT: Readonly<Record<string, keyof Evidence>> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
};
const OF_OUTCOME: Readonly<Record<string, keyof Evidence>> = {
  'action-executed': 'executed',
  'action-failed': 'failed',
  'action-in-doubt': 'inDoubt',
  'action-reversed': 'reversed',
};

/** @param cells Trust cell of each proposal of the event's case; a gate decision names it. */
export function addEvidence(
  trust: Map<string, Evidence>,
  cells: Map<string, string>,
  type: string,
  data: JsonObject,
): void {
  const proposal = textIn(data, 'proposalId');
  const named = cellIn(data);
  if (named !== null) cells.set(proposal, named);
  const cell = named ?? cells.get(proposal);
  const what =
    OF_OUTCOME[type] ??
    (type === 'review-decided' ? OF_VERDICT[textIn(data, 'verdict')] : OF_DECISION[textIn(data, 'decision')]);
  if (cell === undefined || what === undefined) return;
  const evidence = trust.get(cell) ?? {
    allowed: 0,
    reviewed: 0,
    denied: 0,
    approved: 0,
    edited: 0,
    rejected: 0,
    executed: 0,
    failed: 0,
    inDoubt: 0,
    reversed: 0,
  };
  evidence[what] += 1;
  trust.set(cell, evidence);
}

function cellIn(data: JsonObject): string | null {
  const cell = data['trustCell'];
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell)) return null;
  return ['actionKind', 'risk', 'workerVersion'].map((name) => textIn(cell as JsonObject, name)).join('/');
}
