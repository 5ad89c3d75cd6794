import type { ActionProposal } from '@dws/contracts';
import type { SpanOf } from '@dws/ports';

/** Names an action in its trace, by what it is and never by what it holds. */
export function spanOf(
  { worker, caseId, digest, system, operation }: ActionProposal,
  traceparent: string | undefined,
): SpanOf {
  return {
    traceparent,
    attributes: {
      'dws.worker': worker,
      'dws.case': caseId,
      'dws.digest': digest,
      'dws.system': system,
      'dws.operation': operation,
    },
  };
}
