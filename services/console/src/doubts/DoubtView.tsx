import type { ReactNode } from 'react';
import type { DoubtRow } from '../api/doubts.ts';
import { hrefOf } from '../app/route.ts';
import { Ago, At } from '../parts/Ago.tsx';
import { Json } from '../parts/Json.tsx';
import { list, sayCode, sentence } from '../say/words.ts';
import { SettlePanel } from './SettlePanel.tsx';

const CLASSES: Readonly<Record<string, string>> = {
  K: 'takes our key',
  Q: 'can be asked by our reference',
  N: 'can neither be asked nor sent it twice',
};

/** Everything that is known of one action in doubt, and the way to settle it. */
export function DoubtView({ doubt }: { readonly doubt: DoubtRow }) {
  const action = doubt.summary === '' ? sayCode(doubt.actionKind) : doubt.summary;
  const title = doubt.write === 'reversal' ? `Undo: ${action}` : action;
  return (
    <section className="doubt" aria-label={title}>
      <h2>{title}</h2>
      <dl className="pairs">
        <Pair name="What is known">{sentence(doubt.detail)}</Pair>
        <Pair name="Sent">
          <At at={doubt.sentAt} /> (<Ago at={doubt.sentAt} />) by {doubt.claimant}
        </Pair>
        <Pair name="To">
          {doubt.system}, <code>{doubt.operation}</code>, which{' '}
          {CLASSES[doubt.effectClass] ?? doubt.effectClass}
        </Pair>
        <Pair name="Reference">
          <code>{doubt.reference}</code>
        </Pair>
        <Pair name="Worker">
          <a href={hrefOf('workers', doubt.worker)}>{doubt.worker}</a> on {doubt.subject}
        </Pair>
        <Pair name="Case">
          <a href={hrefOf('cases', doubt.caseId)} className="mono">
            {doubt.caseId}
          </a>
        </Pair>
        <Pair name="Digest">
          <code>{doubt.digest}</code>
        </Pair>
        <Pair name="Who may settle it">{list(doubt.settlers)}</Pair>
      </dl>
      {doubt.arguments === null ? (
        <p className="quiet">What was sent stands on the page of the case; reading it there is recorded.</p>
      ) : (
        <details>
          <summary>What was sent</summary>
          <Json value={doubt.arguments} />
        </details>
      )}
      <SettlePanel doubt={doubt} />
    </section>
  );
}

function Pair({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
