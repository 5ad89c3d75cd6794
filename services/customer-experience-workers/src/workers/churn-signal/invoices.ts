import type { Money } from '@dws/contracts';
import { recordsOf, type Context } from '@dws/worker';
import { moneyOf } from '../../policy/high-value.ts';
import type { ChurnTables } from './tables.ts';

export interface OverdueInvoice {
  readonly id: string;
  readonly amount: Money | undefined;
}

/** Unpaid past their due date. A disputed one is the customer's open question, not a sign of leaving. */
export function overdueInvoices(context: Context, tables: ChurnTables): readonly OverdueInvoice[] {
  return recordsOf(context, 'invoices').flatMap(({ id, fields }) => {
    const { status, disputed, amount } = fields;
    if (typeof status !== 'string' || !tables.unpaidInvoices.includes(status) || disputed === true) return [];
    return [{ id, amount: moneyOf(amount) }];
  });
}

/** Invoices whose amounts can be added: those of one currency, together. */
export function byCurrency(invoices: readonly OverdueInvoice[]) {
  const groups = new Map<string, { ids: string[]; amountMinor: number }>();
  for (const { id, amount } of invoices) {
    if (!amount) continue;
    const group = groups.get(amount.currency) ?? { ids: [], amountMinor: 0 };
    groups.set(amount.currency, {
      ids: [...group.ids, id],
      amountMinor: group.amountMinor + amount.amountMinor,
    });
  }
  return [...groups].map(([currency, group]) => ({ currency, ...group }));
}
