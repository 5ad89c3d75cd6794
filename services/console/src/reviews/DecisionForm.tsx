import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react';
import type { Judgement, Packet, Verdict } from '../api/reviews.ts';
import { usePerson } from '../app/person.ts';
import { EditDiff } from '../parts/EditDiff.tsx';
import { ArgumentInputs } from './ArgumentInputs.tsx';
import { argumentsOf, fieldsOf } from './argument-fields.ts';
import { Rating } from './Rating.tsx';
import { REASON_CODES } from './reason-codes.ts';

interface DecisionFormProps {
  readonly verdict: Verdict;
  readonly packet: Packet;
  readonly busy: boolean;
  readonly onDecide: (judgement: Judgement) => void;
  readonly onCancel: () => void;
}

const MAX_COMMENT = 2_000;
const LABELS: Readonly<Record<Verdict, string>> = {
  approve: 'Approve exactly this',
  edit: 'Approve as edited',
  reject: 'Reject',
};

export function DecisionForm({ verdict, packet, busy, onDecide, onCancel }: DecisionFormProps) {
  const person = usePerson();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState(() => fieldsOf(packet.action.arguments));
  const [reasonCode, setReasonCode] = useState(REASON_CODES[verdict][0]?.code ?? 'other');
  const [comment, setComment] = useState('');
  const [rating, setRating] = useState<number | null>(null);
  const [unread, setUnread] = useState<{ readonly name: string; readonly says: string } | null>(null);

  // The first thing to fill in, or for an approval the button itself: Enter decides.
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-first]')?.focus(), []);

  // Of what is typed now; while something of it cannot be read, of nothing.
  const edited = useMemo(() => {
    const read = verdict === 'edit' ? argumentsOf(fields) : null;
    return read?.ok ? read.arguments : null;
  }, [verdict, fields]);

  const decide = (event: SubmitEvent) => {
    event.preventDefault();
    const read = argumentsOf(fields);
    if (verdict === 'edit' && !read.ok) {
      setUnread(read);
      return;
    }
    setUnread(null);
    onDecide({
      digest: packet.digest,
      reasonCode,
      comment: comment.trim(),
      ...(rating === null ? {} : { rating }),
      ...(verdict === 'edit' && read.ok ? { editedArguments: read.arguments } : {}),
    });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    // In a text of several lines Enter is a new line.
    if (event.key === 'Enter' && event.ctrlKey) form.current?.requestSubmit();
  };

  return (
    <form ref={form} onSubmit={decide} onKeyDown={press}>
      {verdict === 'edit' && <ArgumentInputs fields={fields} unread={unread} onChange={setFields} />}
      {edited !== null && (
        <section className="changed" aria-label="What you change">
          <h3>What you change</h3>
          <EditDiff before={packet.action.arguments} after={edited} />
        </section>
      )}
      <div className="row">
        <label>
          Reason{' '}
          <select
            value={reasonCode}
            data-first={verdict === 'reject' || undefined}
            onChange={(event) => setReasonCode(event.target.value)}
          >
            {REASON_CODES[verdict].map(({ code, says }) => (
              <option key={code} value={code}>
                {says}
              </option>
            ))}
          </select>
        </label>
        <Rating rating={rating} onRate={setRating} />
      </div>
      <label className="block">
        Comment{reasonCode === 'other' ? '' : ' (optional)'}
        <input
          value={comment}
          maxLength={MAX_COMMENT}
          required={reasonCode === 'other'}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
      <div className="row">
        <button
          type="submit"
          className={`${verdict} go`}
          disabled={busy || person === ''}
          data-first={verdict === 'approve' || undefined}
        >
          {busy ? 'Deciding …' : LABELS[verdict]} <kbd>{verdict === 'edit' ? 'Ctrl Enter' : 'Enter'}</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          Cancel <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
