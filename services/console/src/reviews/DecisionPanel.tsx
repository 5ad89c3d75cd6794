import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { decideReview, type Judgement, type Packet, type Verdict } from '../api/reviews.ts';
import { usePerson } from '../app/person.ts';
import { hrefOf } from '../app/route.ts';
import { useKeys } from '../app/use-keys.ts';
import { At } from '../parts/Ago.tsx';
import { Problem } from '../parts/Problem.tsx';
import { count, sayCode } from '../say/words.ts';
import { DecisionForm } from './DecisionForm.tsx';

interface DecisionPanelProps {
  readonly packet: Packet;
  /** The next open review, and how many wait. */
  readonly next: string | null;
  readonly waiting: number;
}

const VERDICTS = [
  { verdict: 'approve', label: 'Approve', key: 'a' },
  { verdict: 'edit', label: 'Edit', key: 'e' },
  { verdict: 'reject', label: 'Reject', key: 'r' },
] as const;

/** Approve, edit or reject. A key opens the form, Enter in it decides: no single key press lets anything happen. */
export function DecisionPanel({ packet, next, waiting }: DecisionPanelProps) {
  const person = usePerson();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Verdict | null>(null);
  const mutation = useMutation({
    mutationFn: async (judgement: Judgement) => decideReview(packet.reviewId, chosen ?? 'reject', judgement),
    // Also after a refusal: somebody else may have been faster, and this page must show it.
    onSettled: async () => client.invalidateQueries(),
  });
  const open = packet.state === 'open' && !mutation.isSuccess;
  const keys = useMemo(
    () =>
      open && !mutation.isPending
        ? Object.fromEntries(VERDICTS.map(({ verdict, key }) => [key, () => setChosen(verdict)]))
        : {},
    [open, mutation.isPending],
  );
  useKeys(keys);
  return (
    <section className={open && chosen === null ? 'decision ready' : 'decision'} aria-label="Decision">
      {mutation.error && <Problem error={mutation.error} />}
      {!open && (
        <Ended packet={packet} own={mutation.isSuccess ? chosen : null} next={next} waiting={waiting} />
      )}
      {open && person === '' && (
        <p className="notice">Choose who you are, at the top of the page, to decide.</p>
      )}
      {open && (
        <div className="buttons">
          {VERDICTS.map(({ verdict, label, key }) => (
            <button
              key={verdict}
              type="button"
              className={verdict}
              aria-pressed={chosen === verdict}
              aria-keyshortcuts={key}
              onClick={() => setChosen(verdict)}
            >
              {label} <kbd>{key}</kbd>
            </button>
          ))}
        </div>
      )}
      {open && chosen !== null && (
        <DecisionForm
          key={chosen}
          verdict={chosen}
          packet={packet}
          busy={mutation.isPending}
          onDecide={(judgement) => mutation.mutate(judgement)}
          onCancel={() => setChosen(null)}
        />
      )}
    </section>
  );
}

const DONE: Readonly<Record<Verdict, string>> = {
  approve: 'You approved it.',
  edit: 'You edited it; the edited action passes the gate again with you as its approver.',
  reject: 'You rejected it; nothing was sent or changed.',
};

function Ended({ packet, own, next, waiting }: DecisionPanelProps & { readonly own: Verdict | null }) {
  const link = useRef<HTMLAnchorElement>(null);
  // After a decision, Enter goes on to the next packet.
  useEffect(() => {
    if (own !== null) link.current?.focus();
  }, [own]);
  const decision = packet.earlierDecisions.find(({ reviewId }) => reviewId === packet.reviewId);
  return (
    <div className="notice person" role="status">
      <p>
        {own !== null && <b>{DONE[own]}</b>}
        {own === null && decision && (
          <>
            <b>
              {decision.reviewer} decided: {sayCode(decision.verdict)}
            </b>
            , {sayCode(decision.reasonCode)}, <At at={decision.decidedAt} />. {decision.comment}
          </>
        )}
        {own === null && !decision && (
          <>
            <b>Nothing to decide any more:</b> the action is {sayCode(packet.state)}.
          </>
        )}
      </p>
      <p>
        {next === null ? (
          <a ref={link} href={hrefOf('cases', packet.caseId)}>
            See what becomes of the case
          </a>
        ) : (
          <>
            <a ref={link} href={hrefOf('reviews', next)}>
              Next packet
            </a>{' '}
            ({count(waiting, 'open review')}) or{' '}
            <a href={hrefOf('cases', packet.caseId)}>see what becomes of the case</a>
          </>
        )}
      </p>
    </div>
  );
}
