import { instantOf } from '@dws/kernel';
import { DAY_MS, dayOf, startOfDay } from '../calendar.ts';
import type { Happen } from './happening.ts';

/** The days after the due date on which receivables are looked at. */
const STEPS = [1, 15, 30, 60] as const;

/** An unpaid invoice passes one of the steps of collection. */
export const invoiceOverdue: Happen = (company, dice, choice, now) => {
  const invoices = company.table('billing', 'invoice');
  const unpaid = [...invoices.all()].filter(
    ({ fields }) =>
      fields['status'] !== 'paid' &&
      (choice.accountId === undefined || fields['accountId'] === choice.accountId),
  );
  if (unpaid.length === 0) return undefined;
  const { id, fields } = dice.pick(unpaid);
  const daysOverdue = dice.pick(STEPS);
  const dueDate = dayOf(startOfDay(now) - daysOverdue * DAY_MS);
  company.put('billing', 'invoice', id, { ...fields, status: 'overdue', dueDate });
  const data = {
    invoiceId: id,
    accountId: fields['accountId'] ?? null,
    amount: fields['amount'] ?? null,
    dueDate,
    daysOverdue,
    observedAt: instantOf(now),
  };
  return { system: 'billing', subject: id, data };
};
