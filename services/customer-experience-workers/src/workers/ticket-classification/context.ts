import type { ContextSpec } from '@dws/worker';
import { ticketOf } from './reading.ts';

const HOUR = 3600;

/** The ticket as the helpdesk has it, and the customer's tier where the account is known. Neither is indispensable. */
export const context: ContextSpec = (signal) => {
  const { ticketId, accountId } = ticketOf(signal);
  return [
    {
      name: 'ticket',
      system: 'helpdesk',
      recordType: 'ticket',
      by: { id: ticketId },
      required: false,
      staleAfterSeconds: HOUR,
    },
    ...(accountId !== undefined
      ? [
          {
            name: 'account',
            system: 'crm',
            recordType: 'account',
            by: { id: accountId },
            required: false,
            staleAfterSeconds: HOUR,
          },
        ]
      : []),
  ];
};
