import { caseIdOf } from '@dws/kernel';
import { ControlPlane, type Caller } from '../platform/control-plane.ts';
import { textIn, type Row } from '../rows/read-rows.ts';
import type { Shell } from '../shell/shell.ts';
import { followCases } from './follow-cases.ts';
import { latencies, type Latencies } from './latencies.ts';
import { eventIdOfRow } from './row-signals.ts';
import { score, type Score } from './score.ts';
import type { Sent } from './send-batches.ts';

/** Worker that classifies tickets: whose cases a file of tickets is followed in. */
export const FOLLOWED_WORKER = 'ticket-classification';

export interface Outcome {
  readonly classified: number;
  /** Rows whose plan was not seen. */
  readonly missing: number;
  /** Milliseconds from sending to the plan standing in the case; rows that were classified before do not count. */
  readonly latencyMs: Latencies | null;
  /** Undefined where no label was named. */
  readonly score?: Score;
}

export interface OutcomeOptions extends Caller {
  readonly path: string;
  readonly source: string;
  readonly rows: readonly Row[];
  readonly label: string | undefined;
}

/** Follows what was sent until every row is classified, and compares with the labels, which never leave here. */
export async function outcomeOf(sent: Sent, options: OutcomeOptions, shell: Shell): Promise<Outcome> {
  const { path, source, rows, label } = options;
  const labels = label === undefined ? [] : rows.map((row, at) => textIn(row, label, path, at));
  const ids = rows.map((_, at) => ({
    event: eventIdOfRow(at),
    caseId: caseIdOf(FOLLOWED_WORKER, source, eventIdOfRow(at)),
  }));
  const wanted = new Set(ids.map(({ caseId }) => caseId));
  const found = await followCases(FOLLOWED_WORKER, wanted, new ControlPlane(shell, options), shell);
  const took = ids.flatMap(({ event, caseId }) => {
    const waited = (found.get(caseId)?.at ?? Number.NaN) - (sent.sentAt.get(event) ?? Number.NaN);
    return waited >= 0 ? [waited] : [];
  });
  const judged = labels.flatMap((said, at) => {
    const classified = found.get(ids[at]?.caseId ?? '');
    return classified ? [{ label: said, category: classified.category }] : [];
  });
  return {
    classified: found.size,
    missing: rows.length - found.size,
    latencyMs: latencies(took),
    ...(label === undefined ? {} : { score: score(judged) }),
  };
}
