import type { Packet } from '../api/reviews.ts';
import { hrefOf } from '../app/route.ts';
import { At } from '../parts/Ago.tsx';
import { MemoryView } from '../parts/MemoryView.tsx';
import { Json } from '../parts/Json.tsx';
import { list, sayCode } from '../say/words.ts';

/** What a decision rarely needs, one click away. */
export function Background({ packet }: { readonly packet: Packet }) {
  const { trigger, gate, planRationale, earlierCases, earlierDecisions } = packet;
  return (
    <section aria-label="Background">
      <details>
        <summary>The signal</summary>
        <p className="quiet">
          {trigger.source}, id <code>{trigger.id}</code>, accepted <At at={trigger.acceptedAt} />
        </p>
        <Json value={trigger.body} />
      </details>
      <details>
        <summary>The plan and the gate, stage {sayCode(gate.stage)}</summary>
        <p>{planRationale}</p>
        <ol className="steps">
          {gate.reasons.map(({ step, code, text }) => (
            <li key={`${step} ${code} ${text}`}>
              <b>{sayCode(step)}</b> {text} <code className="quiet">{code}</code>
            </li>
          ))}
        </ol>
        <p className="quiet">
          Policies <code>{gate.policiesHash}</code>
        </p>
      </details>
      <details>
        <summary>What people taught {packet.worker}</summary>
        <MemoryView memory={packet.memory} />
      </details>
      {earlierDecisions.length > 0 && (
        <details>
          <summary>Decisions in this case ({earlierDecisions.length})</summary>
          <ul>
            {earlierDecisions.map(({ reviewId, reviewer, verdict, reasonCode, comment, decidedAt }) => (
              <li key={`${reviewId} ${decidedAt}`}>
                <At at={decidedAt} /> {reviewer}: {sayCode(verdict)}, {sayCode(reasonCode)}. {comment}
              </li>
            ))}
          </ul>
        </details>
      )}
      {earlierCases.length > 0 && (
        <details>
          <summary>Earlier cases on this subject ({earlierCases.length})</summary>
          <ul>
            {earlierCases.map(({ caseId, signalType, acceptedAt, outcome, phase, actions }) => (
              <li key={caseId}>
                <a href={hrefOf('cases', caseId)}>{sayCode(signalType)}</a> <At at={acceptedAt} />,{' '}
                {sayCode(outcome === '' ? phase : outcome)}
                {actions.length > 0 && `: ${list(actions.map(sayCode))}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
