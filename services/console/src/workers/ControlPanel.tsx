import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { killWorker, resumeOrder, type OrderAnswer } from '../api/orders.ts';
import { pauseWorker, type WorkerRow } from '../api/workers.ts';
import { usePerson } from '../app/person.ts';
import { Problem } from '../parts/Problem.tsx';
import { OrderView } from './OrderView.tsx';

type Order = 'pause' | 'kill' | 'resume';

const ORDERS: Readonly<Record<Order, { readonly label: string; readonly means: string }>> = {
  pause: { label: 'Pause', means: 'It takes up no further signal and claims nothing until it is resumed.' },
  kill: {
    label: 'Kill',
    means: 'Nothing of it is claimed once this is acknowledged; points that do not answer are fenced.',
  },
  resume: { label: 'Resume', means: 'Ends the order that holds it; what was held goes on.' },
};

/** Stops and resumes a worker, and shows who acknowledged it. */
export function ControlPanel({ worker }: { readonly worker: WorkerRow }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Order | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ order, reason }: { readonly order: Order; readonly reason: string }) =>
      give(order, worker, reason),
    onSuccess: () => setChosen(null),
    onSettled: async () => client.invalidateQueries(),
  });
  const orders: readonly Order[] = worker.pausedBy === null ? ['pause', 'kill'] : ['resume', 'kill'];
  return (
    <section className="decision" aria-label="Control">
      <div className="buttons">
        {orders.map((order) => (
          <button
            key={order}
            type="button"
            className={order === 'kill' ? 'reject' : ''}
            aria-pressed={chosen === order}
            onClick={() => setChosen(order)}
          >
            {ORDERS[order].label}
          </button>
        ))}
      </div>
      {chosen !== null && (
        <OrderForm
          key={chosen}
          order={chosen}
          busy={mutation.isPending}
          onGive={(reason) => mutation.mutate({ order: chosen, reason })}
          onCancel={() => setChosen(null)}
        />
      )}
      {mutation.error && <Problem error={mutation.error} />}
      {mutation.data && <OrderView order={mutation.data} open />}
    </section>
  );
}

async function give(order: Order, { worker, pausedBy }: WorkerRow, reason: string): Promise<OrderAnswer> {
  switch (order) {
    case 'pause':
      return pauseWorker(worker, reason);
    case 'kill':
      return killWorker(worker, reason);
    case 'resume':
      // Somebody may have resumed it meanwhile: then the control-plane says that the order no longer stands.
      return resumeOrder(pausedBy?.order ?? '', reason);
  }
}

interface OrderFormProps {
  readonly order: Order;
  readonly busy: boolean;
  readonly onGive: (reason: string) => void;
  readonly onCancel: () => void;
}

const MAX_REASON = 2_000;

function OrderForm({ order, busy, onGive, onCancel }: OrderFormProps) {
  const person = usePerson();
  const [reason, setReason] = useState('');
  const give = (event: SubmitEvent) => {
    event.preventDefault();
    onGive(reason.trim());
  };
  return (
    <form onSubmit={give} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <p>{ORDERS[order].means}</p>
      <label className="block">
        Reason
        <input
          autoFocus
          required
          maxLength={MAX_REASON}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {person === '' && (
        <p className="notice">Choose who you are, at the top of the page, to give an order.</p>
      )}
      <div className="row">
        <button
          type="submit"
          className={order === 'kill' ? 'reject go' : 'approve go'}
          disabled={busy || person === '' || reason.trim() === ''}
        >
          {busy ? 'Waiting for every point to acknowledge …' : `${ORDERS[order].label} now`}
        </button>
        <button type="button" onClick={onCancel}>
          Cancel <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
