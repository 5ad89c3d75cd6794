import { pathFlaw, type EscalationPath } from '@dws/escalation';
import { DOMAINS, DwsError } from '@dws/kernel';
import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const domain = z.enum(DOMAINS);
const schema = z.strictObject({
  id: z.string().min(1),
  trigger: z.string().min(1),
  fromDomain: domain,
  toDomain: domain,
  owner: z.string().min(1),
  context: z.array(z.string().min(1)),
  permittedActions: z.array(z.string().min(1)),
  reviewRule: z.enum(['stage', 'always-review']),
  completion: z.string().min(1),
  deadlineHours: z.number().positive(),
  failureOwner: z.string().min(1),
  approvedBy: z.array(z.strictObject({ domain, owner: z.string().min(1) })),
});

/** The approved paths of a folder. @throws DwsError `file-unreadable`; `config-invalid`, naming file and field */
export async function loadPaths(folder: URL): Promise<ReadonlyMap<string, EscalationPath>> {
  const paths = (await textsIn(folder)).map(({ name, text }) => pathIn(name, text));
  return new Map(paths.map((path) => [path.id, path]));
}

async function textsIn(folder: URL): Promise<readonly { readonly name: string; readonly text: string }[]> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
    return await Promise.all(
      names.map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
    );
  } catch (error) {
    throw new DwsError('file-unreadable', `cannot read the paths in ${folder.pathname}`, {}, error);
  }
}

/** @throws DwsError `config-invalid`, naming file and field */
export function pathIn(name: string, text: string): EscalationPath {
  const result = schema.safeParse(yaml(name, text));
  if (!result.success)
    throw new DwsError('config-invalid', `${name}: ${z.prettifyError(result.error)}`, { file: name });
  const flaw =
    pathFlaw(result.data) ??
    (name === `${result.data.id}.yaml` ? null : `expected the file to be named ${result.data.id}.yaml`);
  if (flaw) throw new DwsError('config-invalid', `${name}: ${flaw}`, { file: name });
  return result.data;
}

function yaml(name: string, text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    throw new DwsError('config-invalid', `${name}: not YAML`, { file: name }, error);
  }
}
