import type { WriteReceipt } from '@dws/ports';
import { operationOf } from './catalogue.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerRow } from './ledger-row.ts';
import { refusal } from './refusal.ts';

/** What a class Q operation did for a reference; `null` when it did nothing. */
export function query(
  ledger: Ledger,
  system: string,
  operation: string,
  reference: string,
): WriteReceipt | null {
  const { effectClass } = operationOf(system, operation);
  if (effectClass !== 'Q') {
    throw refusal(
      'operation-unknown',
      `${system}/${operation} is class ${effectClass}: it cannot be queried`,
    );
  }
  const row = ledger.byReference(system, reference);
  return row?.operation === operation ? receiptOf(row, true) : null;
}

export function receiptOf(row: LedgerRow, replayed: boolean): WriteReceipt {
  return { recordId: row.recordIds[0] ?? '', version: row.version, answer: row.answer, replayed };
}
