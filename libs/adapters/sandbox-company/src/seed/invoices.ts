import { DAY_MS, dayOf } from '../calendar.ts';
import type { Dice } from './dice.ts';
import { seedId, type SeedRecord } from './seed-record.ts';

/** Two invoices for each account: one paid, one open; every fifth open one is past its due date. */
export function seedInvoices(
  dice: Dice,
  now: number,
  accounts: readonly SeedRecord[],
): readonly SeedRecord[] {
  return accounts.flatMap((account, at) => {
    const amount = { amountMinor: dice.int(500, 90_000) * 100, currency: 'EUR' };
    const dueInDays = at % 5 === 0 ? -dice.int(1, 65) : dice.int(3, 30);
    const invoice = (number: number, status: string, dueDay: number): SeedRecord => {
      const id = seedId('inv', number);
      const dueDate = dayOf(now + dueDay * DAY_MS);
      const fields = {
        invoiceId: id,
        accountId: account.id,
        amount,
        dueDate,
        status,
        disputed: number % 34 === 0,
      };
      return { system: 'billing', recordType: 'invoice', id, fields };
    };
    return [
      invoice(at * 2 + 1, 'paid', dueInDays - 95),
      invoice(at * 2 + 2, dueInDays < 0 ? 'overdue' : 'open', dueInDays),
    ];
  });
}
