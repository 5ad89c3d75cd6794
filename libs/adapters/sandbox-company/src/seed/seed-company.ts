import { seedAccounts } from './accounts.ts';
import { seedChannels } from './channels.ts';
import { seedContacts } from './contacts.ts';
import { dice } from './dice.ts';
import { seedInvoices } from './invoices.ts';
import { seedOpportunities } from './opportunities.ts';
import type { SeedRecord } from './seed-record.ts';
import { seedTickets } from './tickets.ts';
import { seedUsage } from './usage.ts';

/**
 * Every record of a new company. Each part rolls its own dice, so that a change to one leaves the others as
 * they were.
 * @param now milliseconds since the epoch; dates are laid out around it
 */
export function seedCompany(seed: number, now: number): readonly SeedRecord[] {
  const accounts = seedAccounts(dice(seed), now);
  const contacts = seedContacts(dice(seed + 1), now, accounts);
  return [
    ...accounts,
    ...contacts,
    ...seedOpportunities(dice(seed + 2), now, accounts),
    ...seedUsage(dice(seed + 3), now, accounts),
    ...seedTickets(dice(seed + 4), now, contacts),
    ...seedInvoices(dice(seed + 5), now, accounts),
    ...seedChannels,
  ];
}
