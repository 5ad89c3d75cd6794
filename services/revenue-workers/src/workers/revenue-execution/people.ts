import { recordOf, recordsOf, sayable, type Context } from '@dws/worker';

export interface Contact {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who is who, as recorded. What is not recorded is undefined and never filled in. */
export interface People {
  readonly contact: Contact | undefined;
  readonly owner: string | undefined;
  readonly csm: string | undefined;
  /** Last contact with anybody at the account. */
  readonly lastContactAt: string | undefined;
}

const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[a-z]{2,}$/i;

/** @param preferred contact that the signal is about, before the one spoken to last */
export function peopleIn(context: Context, preferred?: string): People {
  const contacts = recordsOf(context, 'contacts').map(({ id, fields }) => ({
    id,
    name: sayable(fields['name']),
    email: sayable(fields['email']),
    at: sayable(fields['lastContactAt']) ?? '',
  }));
  const latestFirst = contacts.toSorted((a, b) => compare(b.at, a.at) || compare(a.id, b.id));
  const usable = latestFirst.flatMap(({ id, name, email }): Contact[] =>
    name !== undefined && email !== undefined && ADDRESS.test(email) ? [{ id, name, email }] : [],
  );
  const account = recordOf(context, 'account')?.fields ?? {};
  return {
    contact: usable.find(({ id }) => id === preferred) ?? usable[0],
    owner: sayable(recordOf(context, 'opportunity')?.fields['owner']) ?? sayable(account['owner']),
    csm: sayable(account['csm']),
    lastContactAt: latestFirst[0]?.at || undefined,
  };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
