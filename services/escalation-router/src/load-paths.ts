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

/** The approved paths of a folder. @throws DwsError `config-invalid`, naming file and field */
export async function loadPaths(folder: URL): Promise<ReadonlyMap<string, EscalationPath>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const paths = await Promise.all(
    files.map(async (name) => pathOf(name, await readFile(new URL(name, folder), 'utf8'))),
  );
  return new Map(paths.map((path) => [path.id, path]));
}

function pathOf(name: string, text: string): EscalationPath {
  const result = schema.safeParse(parse(text));
  if (!result.success)
    throw new DwsError('config-invalid', `${name}: ${z.prettifyError(result.error)}`, { file: name });
  const flaw =
    pathFlaw(result.data) ??
    (name === `${result.data.id}.yaml` ? null : `expected the file to be named ${result.data.id}.yaml`);
  if (flaw) throw new DwsError('config-invalid', `${name}: ${flaw}`, { file: name });
  return result.data;
}
