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

/** @throws DwsError `file-unreadable`; `config-invalid`, naming file and field */
export async function loadPeople(file: URL): Promise<People> {
  return peopleIn(await textOf(file), file.pathname);
}

/** People of a YAML text. @throws DwsError `config-invalid`, naming `origin` and field */
export function peopleIn(text: string, origin: string): People {
  const result = schema.safeParse(yaml(text, origin));
  if (result.success) return peopleOf(result.data);
  throw new DwsError('config-invalid', `${origin}: ${z.prettifyError(result.error)}`, { file: origin });
}

async function textOf(file: URL): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new DwsError('file-unreadable', `cannot read the people in ${file.pathname}`, {}, error);
  }
}

function yaml(text: string, origin: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    throw new DwsError('config-invalid', `${origin}: not YAML`, { file: origin }, error);
  }
}

/** Whether the person holds one of the roles, or is named. */
export function holdsOneOf(person: Person, roles: readonly string[]): boolean {
  return roles.some((role) => role === person.id || person.roles.includes(role));
}
