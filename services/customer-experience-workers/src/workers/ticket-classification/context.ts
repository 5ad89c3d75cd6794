import type { ContextSpec } from '@dws/worker';

const HOUR = 3600;

/** The ticket as the helpdesk has it, and the customer's tier where the account is known. Neither is indispensable. */
export const context: ContextSpec = ({ body }) => {
  const { ticketId, accountId } = body;
  return [
    {
      name: 'ticket',
      system: 'helpdesk',
      recordType: 'ticket',
      by: { id: String(ticketId) },
      required: false,
      staleAfterSeconds: HOUR,
    },
    ...(typeof accountId === 'string'
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
