import { fillTemplate, firstSayable, type Facts, type PlannedAction } from '@dws/worker';
import type { People } from './people.ts';
import type { RevenueTables } from './tables.ts';

export interface LetterRequest {
  readonly name: string;
  readonly people: People;
  readonly facts: Facts;
  readonly accountId: string;
  readonly tables: RevenueTables;
  /** Records that must not have changed when it is sent. */
  readonly expects: readonly string[];
}

type Letter = Pick<PlannedAction, 'kind' | 'arguments' | 'summary' | 'expects'>;

/** A message to the contact, for a person to approve; undefined where contact, owner or a fact is missing. */
export function letterTo({
  name,
  people,
  facts,
  accountId,
  tables,
  expects,
}: LetterRequest): Letter | undefined {
  const { contact, owner } = people;
  if (!contact || owner === undefined) return undefined;
  const known = { ...facts, contactName: contact.name, owner };
  const letter = firstSayable(tables.letters[name] ?? [], known);
  if (!letter) return undefined;
  const subject = fillTemplate(letter.subject, known);
  return {
    kind: 'message.send',
    arguments: { to: [contact.email], subject, body: fillTemplate(letter.body, known), accountId },
    summary: `Send "${subject}" to ${contact.name} at ${contact.email}`,
    expects,
  };
}

/** What stands in the way of writing to the customer, in words. */
export function lackingFor({ contact, owner }: People): readonly { name: string; text: string }[] {
  return [
    ...(contact
      ? []
      : [{ name: 'contact', text: 'no contact with a name and a usable address is recorded' }]),
    ...(owner === undefined ? [{ name: 'owner', text: 'no owner is recorded' }] : []),
  ];
}
