import { instantOf } from '@dws/kernel';
import { DAY_MS } from '../calendar.ts';
import { stated } from '../stated.ts';
import type { Dice } from './dice.ts';
import { FAMILY, GIVEN, TITLES } from './names.ts';
import { seedId, type SeedRecord } from './seed-record.ts';

/** Two to four contacts for each account; one in eight has no title, one in ten was never spoken to. */
export function seedContacts(
  dice: Dice,
  now: number,
  accounts: readonly SeedRecord[],
): readonly SeedRecord[] {
  const contacts: SeedRecord[] = [];
  for (const account of accounts) {
    const domains = account.fields['domains'];
    const domain = Array.isArray(domains) ? String(domains[0]) : 'unknown.example';
    for (let many = dice.int(2, 4); many > 0; many -= 1) {
      const id = seedId('con', contacts.length + 1);
      const [given, givenAscii] = dice.pick(GIVEN);
      const [family, familyAscii] = dice.pick(FAMILY);
      const fields = stated({
        contactId: id,
        accountId: account.id,
        name: `${given} ${family}`,
        email: `${givenAscii}.${familyAscii}@${domain}`,
        title: dice.chance(12) ? undefined : dice.pick(TITLES),
        lastContactAt: dice.chance(10) ? undefined : instantOf(now - dice.int(1, 120) * DAY_MS),
      });
      contacts.push({ system: 'crm', recordType: 'contact', id, fields });
    }
  }
  return contacts;
}
