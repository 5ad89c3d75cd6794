import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { giveFeedback, type FeedbackKind, type Word } from '../api/feedback.ts';
import { usePerson } from '../app/person.ts';
import { Problem } from '../parts/Problem.tsx';
import { Rating } from '../reviews/Rating.tsx';

const KINDS: readonly { readonly kind: FeedbackKind; readonly label: string; readonly means: string }[] = [
  {
    kind: 'correction',
    label: 'It was wrong',
    means: 'Say what would have been right; its worker learns from it.',
  },
  {
    kind: 'override',
    label: 'I did it otherwise',
    means: 'Say what you did instead; its worker learns from it.',
  },
  {
    kind: 'reopened',
    label: 'Open it again',
    means: 'The worker plans the case again at once, on what is true now.',
  },
  { kind: 'rating', label: 'Rate it', means: 'How good it was, from 1 to 5.' },
];

interface FeedbackPanelProps {
  readonly caseId: string;
  readonly closed: boolean;
}

/** What a person says of the case later. A button opens the form, the form says it: no single click does anything. */
export function FeedbackPanel({ caseId, closed }: FeedbackPanelProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<FeedbackKind | null>(null);
  const mutation = useMutation({
    mutationFn: async (word: Word) => giveFeedback(caseId, word),
    onSuccess: () => setChosen(null),
    onSettled: async () => client.invalidateQueries(),
  });
  const kinds = KINDS.filter(({ kind }) => closed || kind !== 'reopened');
  const current = kinds.find(({ kind }) => kind === chosen);
  return (
    <section className="decision" aria-labelledby="feedback">
      <h2 id="feedback">Feedback</h2>
      {mutation.error && <Problem error={mutation.error} />}
      {mutation.isSuccess && chosen === null && (
        <p className="notice good" role="status">
          Your word stands in the case.
        </p>
      )}
      <div className="buttons">
        {kinds.map(({ kind, label }) => (
          <button key={kind} type="button" aria-pressed={chosen === kind} onClick={() => setChosen(kind)}>
            {label}
          </button>
        ))}
      </div>
      {current && (
        <FeedbackForm
          key={current.kind}
          kind={current.kind}
          means={current.means}
          busy={mutation.isPending}
          onGive={(word) => mutation.mutate(word)}
          onCancel={() => setChosen(null)}
        />
      )}
    </section>
  );
}

const MAX_COMMENT = 4_000;

interface FeedbackFormProps {
  readonly kind: FeedbackKind;
  readonly means: string;
  readonly busy: boolean;
  readonly onGive: (word: Word) => void;
  readonly onCancel: () => void;
}

function FeedbackForm({ kind, means, busy, onGive, onCancel }: FeedbackFormProps) {
  const person = usePerson();
  const [comment, setComment] = useState('');
  const [rating, setRating] = useState<number | null>(null);
  const rated = kind === 'rating';
  const give = (event: SubmitEvent) => {
    event.preventDefault();
    onGive({ kind, comment: comment.trim(), ...(rated && rating !== null ? { rating } : {}) });
  };
  return (
    <form onSubmit={give} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <p className="quiet">{means}</p>
      {rated && <Rating rating={rating} onRate={setRating} />}
      <label className="block">
        Comment{rated && ' (optional)'}
        <input
          autoFocus
          required={!rated}
          maxLength={MAX_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
      <div className="row">
        <button
          type="submit"
          className="approve go"
          disabled={busy || person === '' || (rated && rating === null)}
        >
          {busy ? 'Saying …' : 'Give feedback'} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          Cancel <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
