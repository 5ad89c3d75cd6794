import { useQuery } from '@tanstack/react-query';
import { showCase, type CaseDetail } from '../api/cases.ts';
import { hrefOf } from '../app/route.ts';
import { Ago } from '../parts/Ago.tsx';
import { CaseTable } from '../parts/CaseTable.tsx';
import { Json } from '../parts/Json.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { Step } from '../parts/Step.tsx';
import { sayCode } from '../say/words.ts';
import { Escalations } from './Escalations.tsx';
import { FeedbackPanel } from './FeedbackPanel.tsx';
import { Proposals } from './Proposals.tsx';
import { Timeline } from './Timeline.tsx';

export function CasePage({ caseId }: { readonly caseId: string }) {
  const query = useQuery({ queryKey: ['case', caseId], queryFn: async () => showCase(caseId) });
  return <Loaded query={query}>{(detail) => <CaseView detail={detail} />}</Loaded>;
}

function CaseView({ detail }: { readonly detail: CaseDetail }) {
  const { caseId, summary, state, timeline, escalations, linked } = detail;
  const { signal } = state;
  return (
    <>
      <h1>
        {sayCode(signal.signalType)} on {signal.subject}
      </h1>
      <p className="facts-line">
        <span>
          <Step step={summary?.step ?? state.phase} />
        </span>
        <span>
          <a href={hrefOf('workers', signal.worker)}>{signal.worker}</a> {signal.workerVersion}
        </span>
        <span>
          accepted <Ago at={signal.acceptedAt} />
        </span>
        {summary?.waitsUntil && (
          <span>
            waits, due <Ago at={summary.waitsUntil} />
          </span>
        )}
        <span>
          <a href={hrefOf('trace', undefined, { source: signal.source, id: signal.signalId })}>
            Trace the signal
          </a>
        </span>
        <span>
          <a href={hrefOf('audit', undefined, { caseId })}>Its audit trail</a>
        </span>
      </p>
      <p className="quiet digest">
        Case <code>{caseId}</code>
      </p>
      <Proposals proposals={state.proposals} reviews={timeline} />
      <Escalations escalations={escalations} />
      <Linked linked={linked} />
      <FeedbackPanel caseId={caseId} closed={state.phase === 'closed'} />
      <section>
        <h2>Timeline</h2>
        <Timeline events={timeline} />
      </section>
      <details>
        <summary>The signal as it came</summary>
        <Json value={signal.body} />
      </details>
    </>
  );
}

/** The case whose escalation this one handles, and the cases that escalations of this one led to. */
function Linked({ linked: { parent, children } }: Pick<CaseDetail, 'linked'>) {
  return (
    <>
      {parent !== null && (
        <section>
          <h2>Came from</h2>
          {typeof parent === 'string' ? (
            <a href={hrefOf('cases', parent)}>{parent}</a>
          ) : (
            <CaseTable cases={[parent]} caption="The case that escalated" />
          )}
        </section>
      )}
      {children.length > 0 && (
        <section>
          <h2>Led to</h2>
          <CaseTable cases={children} caption="Cases that escalations led to" />
        </section>
      )}
    </>
  );
}
