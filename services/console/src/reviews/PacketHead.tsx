import type { Packet } from '../api/reviews.ts';
import { hrefOf } from '../app/route.ts';
import { Ago, Due } from '../parts/Ago.tsx';
import { Step } from '../parts/Step.tsx';
import { sayMoney, sayPercent } from '../say/number.ts';
import { sayJsonText } from '../say/value.ts';
import { list, sayCode, shorten } from '../say/words.ts';

/** What is asked, why, until when, and what is different from last time. */
export function PacketHead({ packet }: { readonly packet: Packet }) {
  const { action, trigger, confidence, why, findings } = packet;
  return (
    <>
      <h1>{action.summary}</h1>
      <p className="facts-line">
        <span>
          <Step step={packet.state === 'open' ? 'under-review' : packet.state} />{' '}
          {packet.state === 'open' && <Due at={packet.dueAt} />}
        </span>
        <span>
          confidence <b>{sayPercent(confidence)}</b>
        </span>
        <span>
          risk <Step step={action.risk} />
        </span>
        {action.external && <span className="leaves">leaves the company</span>}
        {action.value && <span>{sayMoney(action.value)} at stake</span>}
        <span>
          {packet.worker}, case{' '}
          <a className="mono" href={hrefOf('cases', packet.caseId)}>
            {shorten(packet.caseId)}
          </a>
        </span>
      </p>
      <dl className="pairs">
        <dt>Why you are asked</dt>
        <dd>{why}</dd>
        <dt>Trigger</dt>
        <dd>
          {sayCode(trigger.signalType)} on {trigger.subject}, <Ago at={trigger.occurredAt} />
          {trigger.parentWorker !== null && <> (handed over by {trigger.parentWorker})</>}
        </dd>
        <dt>Why this action</dt>
        <dd>{action.rationale}</dd>
        {action.customer !== '' && (
          <>
            <dt>Customer</dt>
            <dd>
              {action.customer}
              {action.customerTier !== '' && `, ${sayCode(action.customerTier)}`}
            </dd>
          </>
        )}
        <dt>Who may decide</dt>
        <dd>{list(packet.reviewers)}</dd>
      </dl>
      {findings.map((finding) => (
        <p key={finding.code + finding.text} className="notice stop">
          <b>{sayCode(finding.code)}:</b> {finding.text}
        </p>
      ))}
      <Changes packet={packet} />
    </>
  );
}

function Changes({ packet }: { readonly packet: Packet }) {
  const { changedSince } = packet;
  if (changedSince.length === 0) return null;
  return (
    <section className="notice person" aria-label="What changed">
      <h2>Changed since the last plan or review</h2>
      <ul>
        {changedSince.map((change) => (
          <li key={`${change.record} ${change.field}`}>
            {change.record}
            {change.field !== '' && <> {sayCode(change.field)}</>}: <del>{sayJsonText(change.before)}</del> →{' '}
            <ins>{sayJsonText(change.after)}</ins>
          </li>
        ))}
      </ul>
    </section>
  );
}
