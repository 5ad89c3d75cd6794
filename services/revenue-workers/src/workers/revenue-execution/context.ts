import type { ContextSpec, Need } from '@dws/worker';
import { accountIdOf, opportunityIdOf } from './signal.ts';

const HOUR = 3600;
const MANY = 50;

/** The account and its contacts; for a deal also the opportunity, without which there is no next step. */
export const context: ContextSpec = (signal) => {
  const accountId = accountIdOf(signal);
  const opportunityId = opportunityIdOf(signal);
  const need = (name: string, by: Need['by'], required: boolean): Need => ({
    name,
    system: 'crm',
    recordType: name === 'contacts' ? 'contact' : name,
    by,
    required,
    staleAfterSeconds: HOUR,
  });
  return [
    need('account', { id: accountId }, opportunityId === undefined),
    need('contacts', { match: { accountId }, limit: MANY }, false),
    ...(opportunityId === undefined ? [] : [need('opportunity', { id: opportunityId }, true)]),
  ];
};
