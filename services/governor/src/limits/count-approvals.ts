import type { CaseMessage, ServicePorts } from '@dws/application';
import { findProposal } from '@dws/case';
import { millisecondsOf } from '@dws/kernel';
import type { Policies } from '@dws/policies';
import type { LimitLedger } from './limit-ledger.ts';
import { asksOf, type LimitAsk } from './limit-ref.ts';

/**
 * Counts what people approved, on the day they did: also over the limit, which a person may decide, but never
 * twice. An edit is not counted here: it passes the gate as a proposal of its own.
 */
export async function countApprovals(
  messages: readonly CaseMessage[],
  { cases }: ServicePorts,
  policies: Policies,
  ledger: LimitLedger,
): Promise<void> {
  const loaded = await cases.reload([...new Set(messages.map(({ caseId }) => caseId))]);
  const asks = loaded.flatMap(({ state, events }) =>
    events.flatMap(({ event }): readonly LimitAsk[] => {
      if (event.type !== 'review-decided' || event.data.verdict !== 'approve' || state.phase === 'none')
        return [];
      const entry = findProposal(state, event.data.proposalId);
      if (!entry) return [];
      const { limits, dayOf } = policies.of(entry.proposal.domain);
      return asksOf(entry.proposal, limits, dayOf(millisecondsOf(event.data.decidedAt)));
    }),
  );
  await ledger.reserve(asks, 'count');
}
