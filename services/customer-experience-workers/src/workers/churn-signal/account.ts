import type { Money } from '@dws/contracts';
import { recordOf, recordsOf, sayable, type Context } from '@dws/worker';
import { moneyOf, whyHighValue, type HighValuePolicy } from '../../policy/high-value.ts';

/** The customer as the CRM has it; what it does not have is undefined, never filled in. */
export interface Account {
  readonly id: string;
  /** As recorded, or the id where there is no name. */
  readonly name: string;
  readonly tier: string | undefined;
  readonly yearlyValue: Money | undefined;
  readonly healthScore: number | undefined;
  readonly renewalDate: string | undefined;
  readonly csm: string | undefined;
  readonly owner: string | undefined;
  /** Why it is of high value; null where it is not. */
  readonly highValue: string | null;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
}

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[a-z]{2,}$/i;

export function accountOf(context: Context, policy: HighValuePolicy): Account | undefined {
  const record = recordOf(context, 'account');
  if (!record) return undefined;
  const { id, fields } = record;
  const score = fields['healthScore'];
  return {
    id,
    name: sayable(fields['name']) ?? id,
    tier: sayable(fields['tier']),
    yearlyValue: moneyOf(fields['yearlyValue']),
    healthScore: typeof score === 'number' ? score : undefined,
    renewalDate: sayable(fields['renewalDate']),
    csm: sayable(fields['csm']),
    owner: sayable(fields['owner']),
    highValue: whyHighValue(fields, policy),
  };
}

/** The contact spoken to last, among those with a name and an address; undefined where there is none. */
export function mainContact(context: Context): Contact | undefined {
  const known = recordsOf(context, 'contacts').flatMap(({ id, fields }) => {
    const [name, email] = [sayable(fields['name']), sayable(fields['email'])];
    if (name === undefined || email === undefined || !ADDRESS.test(email)) return [];
    return [{ id, name, email, at: sayable(fields['lastContactAt']) ?? '' }];
  });
  const [main] = known.toSorted((a, b) => compareText(b.at, a.at) || compareText(a.id, b.id));
  return main && { name: main.name, email: main.email };
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
