import { DwsError } from '@dws/kernel';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Other names under which business systems know this person. */
  readonly also: readonly string[];
}

/** Who may use the control plane. */
export interface People {
  find(id: string): Person | undefined;
}

const schema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9.-]*$/),
      name: z.string().min(1),
      roles: z.array(z.string().min(1)).min(1),
      also: z.array(z.string().min(1)).default([]),
    }),
  )
  .min(1);

export function peopleOf(list: readonly Person[]): People {
  const byId = new Map(list.map((person) => [person.id, person]));
  return { find: (id) => byId.get(id) };
}

/** @throws DwsError `config-invalid`, naming file and field */
export async function loadPeople(file: URL): Promise<People> {
  const result = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (!result.success)
    throw new DwsError('config-invalid', `${file.pathname}: ${z.prettifyError(result.error)}`);
  return peopleOf(result.data);
}

/** Whether the person holds one of the roles, or is named. */
export function holdsOneOf(person: Person, roles: readonly string[]): boolean {
  return roles.some((role) => role === person.id || person.roles.includes(role));
}
