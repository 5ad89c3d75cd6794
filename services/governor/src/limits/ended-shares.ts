import type { Cases } from '@dws/application';
import type { CaseState, ProposalStatus } from '@dws/case';
import type { LimitEntry } from '@dws/contracts';

/** Ends of a proposal after which nothing will happen, nor has. */
const WITHOUT_EFFECT: ReadonlySet<ProposalStatus['at']> = new Set([
  'denied',
  'shadowed',
  'rejected',
  'edited',
  'expired',
  'superseded',
  'failed',
]);

/** Digests of the shares whose proposals ended without an effect, as the store knows their cases now. */
export async function endedShares(entries: readonly LimitEntry[], cases: Cases): Promise<readonly string[]> {
  const loaded = await cases.reload([...new Set(entries.map(({ caseId }) => caseId))]);
  const states = new Map(loaded.map(({ caseId, state }) => [caseId, state]));
  return entries.flatMap(({ caseId, digest }) => (isEnded(states.get(caseId), digest) ? [digest] : []));
}

/** False also where the case does not say: a share is kept while in doubt. */
export function isEnded(state: CaseState | undefined, digest: string): boolean {
  if (!state || state.phase === 'none') return false;
  const entry = state.proposals.find(({ proposal }) => proposal.digest === digest);
  return entry !== undefined && WITHOUT_EFFECT.has(entry.status.at);
}
