import type { Observed } from './observed.ts';

/** Words in a field's name that speak of a person. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/e_?mail/i, 'an e-mail address by its name'],
  [/phone|mobile|fax/i, 'a phone number by its name'],
  [
    /(first|last|full|given|family|middle|maiden|sur|nick|person|customer|contact|employee|user)_?name/i,
    'a name',
  ],
  [/street|address|postcode|postal|zip_?code/i, 'an address by its name'],
  [/birth|(^|_)dob($|_)|(^|_)age($|_)|gender|nationality/i, 'about a person by its name'],
  [/iban|account_?number|card_?number|(^|_)pan($|_)/i, 'a bank account or card by its name'],
  [
    /ssn|social_?security|tax_?id|passport|national_?id|licen[cs]e_?number/i,
    'an official number by its name',
  ],
  [/(^|_)ip(_?address)?($|_)|ipAddress/i, 'a network address by its name'],
  [/(^|_)(lat|lon|lng|latitude|longitude)($|_)/i, 'a place by its name'],
];

const SHAPES = [
  ['email', 'e-mail addresses'],
  ['phone', 'phone numbers'],
  ['iban', 'bank accounts'],
] as const;

/** Why a field may hold personal data, by its name or its values; empty where nothing says so. */
export function personalBecause(name: string, { shapes }: Observed): string {
  const [, byName] = NAMES.find(([pattern]) => pattern.test(name)) ?? [];
  const byValue = SHAPES.flatMap(([shape, what]) => {
    const count = shapes.get(shape) ?? 0;
    return count > 0 ? [`${count} of its values look like ${what}`] : [];
  });
  return [...(byName === undefined ? [] : [byName]), ...byValue].join('; ');
}
