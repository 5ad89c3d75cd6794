import { instantOf } from '@dws/kernel';
import { DAY_MS, dayOf } from '../calendar.ts';
import { stated } from '../stated.ts';
import type { Dice } from './dice.ts';
import { seedId, textOf, type SeedRecord } from './seed-record.ts';

export const STAGES = ['discovery', 'qualification', 'proposal', 'negotiation'] as const;

const NEXT_STEPS = [
  'Send the security questionnaire',
  'Demo for the operations team',
  'Agree on the pilot’s success measures',
  'Price proposal for the second region',
  'Legal review of the data processing terms',
] as const;

/** One open opportunity for every second account; some have no next step. */
export function seedOpportunities(
  dice: Dice,
  now: number,
  accounts: readonly SeedRecord[],
): readonly SeedRecord[] {
  const opportunities: SeedRecord[] = [];
  for (const account of accounts.filter((_, at) => at % 2 === 0)) {
    const id = seedId('opp', opportunities.length + 1);
    const planned = !dice.chance(20);
    const fields = stated({
      opportunityId: id,
      accountId: account.id,
      name: `${textOf(account, 'name')}: ${dice.pick(['renewal', 'expansion', 'new region', 'add-on'])}`,
      stage: dice.pick(STAGES),
      amount: { amountMinor: dice.int(20, 2_500) * 10_000, currency: 'EUR' },
      owner: account.fields['owner'],
      lastActivityAt: instantOf(now - dice.int(0, 25) * DAY_MS),
      closeDate: dayOf(now + dice.int(10, 150) * DAY_MS),
      nextStep: planned ? dice.pick(NEXT_STEPS) : undefined,
      nextStepDate: planned ? dayOf(now + dice.int(-5, 20) * DAY_MS) : undefined,
    });
    opportunities.push({ system: 'crm', recordType: 'opportunity', id, fields });
  }
  return opportunities;
}
