import type { JsonObject } from '@dws/kernel';
import { DAY_MS, dayOf } from '../calendar.ts';
import type { Dice } from './dice.ts';
import { COMPANIES, CSMS, ownAddress, OWNERS, SUFFIXES } from './names.ts';
import { seedId, textOf, type SeedRecord } from './seed-record.ts';

/** 72 accounts, and 3 more that are second entries of earlier ones. */
export const ACCOUNTS = COMPANIES.length * 2;
export const DUPLICATE_ACCOUNTS = 3;

const YEARLY_VALUE = {
  enterprise: [12_000_000, 60_000_000],
  business: [2_000_000, 9_000_000],
  starter: [120_000, 900_000],
} as const satisfies Record<string, readonly [number, number]>;

type Tier = keyof typeof YEARLY_VALUE;

/** Accounts 1, 7, 13 … are enterprise; a third is business; the rest starter. */
export function tierOf(number: number): Tier {
  if (number % 6 === 1) return 'enterprise';
  return number % 3 === 2 ? 'business' : 'starter';
}

export function seedAccounts(dice: Dice, today: number): readonly SeedRecord[] {
  const accounts: SeedRecord[] = [];
  for (let number = 1; number <= ACCOUNTS; number += 1) accounts.push(account(dice, today, number));
  for (let copy = 1; copy <= DUPLICATE_ACCOUNTS; copy += 1) {
    const original = accounts[copy * 5];
    if (original !== undefined) accounts.push(duplicateOf(original, ACCOUNTS + copy));
  }
  return accounts;
}

function account(dice: Dice, today: number, number: number): SeedRecord {
  const [stemName, stem] = COMPANIES[(number - 1) % COMPANIES.length] as (typeof COMPANIES)[number];
  const second = number > COMPANIES.length;
  const tier = tierOf(number);
  const [low, high] = YEARLY_VALUE[tier];
  const domain = `${stem}${second ? `-${SUFFIXES[number % 2]?.toLowerCase()}` : ''}.example`;
  const fields: Record<string, JsonObject[string]> = {
    accountId: seedId('acc', number),
    name: second ? `${stemName} ${SUFFIXES[number % 2]}` : stemName,
    tier,
    yearlyValue: {
      amountMinor: dice.int(low / 100, high / 100) * 100,
      currency: dice.pick(['EUR', 'USD', 'GBP']),
    },
    owner: ownAddress(dice.pick(OWNERS)),
    csm: ownAddress(dice.pick(CSMS)),
    renewalDate: dayOf(today + dice.int(10, 360) * DAY_MS),
    healthScore: dice.int(45, 95),
    domains: tier === 'enterprise' ? [domain, `mail.${domain}`] : [domain],
    seats:
      tier === 'enterprise' ? dice.int(200, 900) : tier === 'business' ? dice.int(40, 199) : dice.int(3, 39),
    customerSince: dayOf(today - dice.int(120, 2400) * DAY_MS),
  };
  // Gaps as in a real CRM; never on enterprise accounts, which people look after.
  if (tier !== 'enterprise' && number % 10 === 0) delete fields['csm'];
  if (tier !== 'enterprise' && number % 11 === 0) delete fields['renewalDate'];
  if (tier !== 'enterprise' && number % 12 === 0) delete fields['healthScore'];
  return { system: 'crm', recordType: 'account', id: seedId('acc', number), fields };
}

/** The same company entered again: another spelling, no customer success manager, its value unknown. */
function duplicateOf(original: SeedRecord, number: number): SeedRecord {
  const { tier, domains, owner } = original.fields;
  const id = seedId('acc', number);
  const fields = {
    accountId: id,
    name: textOf(original, 'name').toUpperCase(),
    tier,
    domains,
    owner,
  } as JsonObject;
  return { system: 'crm', recordType: 'account', id, fields };
}
