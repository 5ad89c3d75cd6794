import type { CheckpointAnswer } from '@dws/gate';
import { DwsError } from '@dws/kernel';
import type { DecisionTable, PolicyFile, TableColumns, TableRow } from '@dws/ports';
import { z } from 'zod';

/** What a checkpoint table may ask, and what each of its rows must say. */
export const CHECKPOINT_COLUMNS: TableColumns = {
  inputs: {
    worker: 'text',
    actionKind: 'text',
    operation: 'text',
    risk: 'text',
    external: 'boolean',
    meaningful: 'boolean',
    confidence: 'number',
    customerTier: 'text',
    valueMinor: 'number',
    currency: 'text',
    category: 'text',
    stage: 'text',
  },
  outputs: {
    decision: 'text',
    reviewers: 'texts',
    deadlineHours: 'number',
    secondPerson: 'boolean',
    reason: 'text',
  },
};

const answer = z.strictObject({
  decision: z.enum(['allow', 'review', 'deny']),
  reviewers: z.array(z.string().min(1)),
  deadlineHours: z.number().nonnegative(),
  secondPerson: z.boolean(),
  reason: z.string().min(1),
});

/** The answers of every row, by its id. @throws DwsError `config-invalid`, naming file and row */
export function checkpointAnswers(
  file: PolicyFile,
  table: DecisionTable,
): ReadonlyMap<string, CheckpointAnswer> {
  return new Map(table.rows.map((row) => [row.id, answerOf(file, row)]));
}

function answerOf(file: PolicyFile, { id, output }: TableRow): CheckpointAnswer {
  const result = answer.safeParse(output);
  if (result.success) return { row: id, ...result.data };
  throw new DwsError('config-invalid', `${file.name}: row ${id}: ${z.prettifyError(result.error)}`, {
    file: file.name,
  });
}
