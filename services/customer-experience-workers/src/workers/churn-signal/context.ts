import type { ContextSpec, Need } from '@dws/worker';
import { accountIdOf } from './signal.ts';

const MANY = 50;
const HOUR = 3600;

/** Everything that shows how an account is doing, read together. Without the account nobody can be told. */
export const context: ContextSpec = (signal) => {
  const accountId = accountIdOf(signal);
  const one = (name: string, system: string, recordType: string, required: boolean): Need => ({
    name,
    system,
    recordType,
    by: { id: accountId },
    required,
    staleAfterSeconds: HOUR,
  });
  const all = (name: string, system: string, recordType: string): Need => ({
    name,
    system,
    recordType,
    by: { match: { accountId }, limit: MANY },
    required: false,
    staleAfterSeconds: HOUR,
  });
  return [
    one('account', 'crm', 'account', true),
    one('usage', 'analytics', 'usage', false),
    one('login', 'analytics', 'login', false),
    all('tickets', 'helpdesk', 'ticket'),
    all('invoices', 'billing', 'invoice'),
    all('contacts', 'crm', 'contact'),
  ];
};
