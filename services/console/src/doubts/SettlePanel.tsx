import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { settleDoubt, type DoubtRow, type Settlement } from '../api/doubts.ts';
import { usePerson } from '../app/person.ts';
import { Problem } from '../parts/Problem.tsx';

const VERDICTS = [
  { verdict: 'executed', label: 'It was executed', style: 'approve' },
  { verdict: 'failed', label: 'It was not executed', style: 'reject' },
] as const;
type Verdict = Settlement['verdict'];

/** Says what became of it. A button opens the form, the form decides: no single click settles anything. */
export function SettlePanel({ doubt }: { readonly doubt: DoubtRow }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Verdict | null>(null);
  const mutation = useMutation({
    mutationFn: async (settlement: Settlement) => settleDoubt(doubt, settlement),
    // Also after a refusal: somebody else may have been faster, and this page must show it.
    onSettled: async () => client.invalidateQueries(),
  });
  if (mutation.isSuccess)
    return (
      <p className="notice good" role="status">
        Settled; your word stands in the case.
      </p>
    );
  return (
    <div className="decision">
      {mutation.error && <Problem error={mutation.error} />}
      <div className="buttons">
        {VERDICTS.map(({ verdict, label, style }) => (
          <button
            key={verdict}
            type="button"
            className={style}
            aria-pressed={chosen === verdict}
            onClick={() => setChosen(verdict)}
          >
            {label}
          </button>
        ))}
      </div>
      {chosen !== null && (
        <SettleForm
          key={chosen}
          verdict={chosen}
          system={doubt.system}
          busy={mutation.isPending}
          onSettle={(settlement) => mutation.mutate(settlement)}
          onCancel={() => setChosen(null)}
        />
      )}
    </div>
  );
}

interface SettleFormProps {
  readonly verdict: Verdict;
  readonly system: string;
  readonly busy: boolean;
  readonly onSettle: (settlement: Settlement) => void;
  readonly onCancel: () => void;
}

const MAX_NOTE = 2_000;
const MAX_EVIDENCE = 200;

function SettleForm({ verdict, system, busy, onSettle, onCancel }: SettleFormProps) {
  const person = usePerson();
  const [evidence, setEvidence] = useState('');
  const [note, setNote] = useState('');
  const executed = verdict === 'executed';
  const settle = (event: SubmitEvent) => {
    event.preventDefault();
    const said = note.trim();
    onSettle(executed ? { verdict, evidence: evidence.trim(), note: said } : { verdict, note: said });
  };
  return (
    <form onSubmit={settle} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <p>
        {executed
          ? 'The case goes on as if the system had answered.'
          : 'The case goes on as after a failure; nothing is sent again by itself.'}
      </p>
      {executed && (
        <label className="block">
          What {system} calls it
          <input
            autoFocus
            required
            maxLength={MAX_EVIDENCE}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        </label>
      )}
      <label className="block">
        How you know{executed && ' (optional)'}
        <input
          autoFocus={!executed}
          required={!executed}
          maxLength={MAX_NOTE}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {person === '' && <p className="notice">Choose who you are, at the top of the page, to settle it.</p>}
      <div className="row">
        <button
          type="submit"
          className={`${executed ? 'approve' : 'reject'} go`}
          disabled={busy || person === ''}
        >
          {busy ? 'Settling …' : executed ? 'Settle as executed' : 'Settle as not executed'} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={onCancel}>
          Cancel <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
