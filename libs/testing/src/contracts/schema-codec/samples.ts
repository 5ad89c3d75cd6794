import type { JsonObject } from '@dws/kernel';

export const TICKET = 'ticket.created';
export const ticket: JsonObject = {
  ticketId: 'T-1001',
  text: 'My card has not arrived — it has been two weeks. 🙁',
  channel: 'email',
  createdAt: '2026-03-01T09:30:00.000Z',
};

export const INVOICE = 'invoice.overdue';
export const invoice: JsonObject = {
  invoiceId: 'INV-77',
  accountId: 'A-9',
  amount: { amountMinor: -9_007_199_254_740_991, currency: 'EUR' },
  dueDate: '2026-02-01',
  daysOverdue: 28,
  observedAt: '2026-03-01T00:00:00.000Z',
};

export const FEEDBACK = 'feedback';
export const feedback: JsonObject = {
  kind: 'correction',
  by: 'maria',
  at: '2026-03-01T09:30:00.000Z',
  detail: { field: 'category', was: null, now: ['billing', { share: 0.5 }], empty: {} },
  reopens: false,
};
