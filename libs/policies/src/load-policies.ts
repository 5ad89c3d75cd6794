import { DOMAINS, DwsError, sha256, type Domain } from '@dws/kernel';
import type { PolicyFile } from '@dws/ports';
import { readdir, readFile } from 'node:fs/promises';
import { domainPolicies, type DomainPolicies } from './domain-policies.ts';
import { Policies } from './policies.ts';
import type { PolicyEngines } from './policy-engines.ts';

/** Texts of policy files by their names. */
export type PolicyFiles = ReadonlyMap<string, string>;

const ACCESS = '.cedar';
const SCHEMA = 'access.cedarschema';
const EVERYWHERE = 'everywhere.cedar';
const CHECKPOINTS = 'checkpoints.json';
const LIMITS = 'limits.yaml';
const DOMAIN = 'domain.yaml';

/**
 * The policies of a folder: `access.cedarschema` and `everywhere.cedar`, and for every domain a folder with
 * `*.cedar`, `checkpoints.json`, `limits.yaml` and `domain.yaml`. Their hash covers names and bytes of every one of
 * these files.
 * @throws DwsError `config-invalid`, naming what is wrong where; `file-unreadable`
 */
export async function loadPolicies(folder: URL, engines: PolicyEngines): Promise<Policies> {
  return policiesOf(await readPolicyFiles(folder), engines);
}

/** The same from texts by file name, in the order of their names. @throws DwsError `config-invalid` */
export function policiesOf(files: PolicyFiles, engines: PolicyEngines): Policies {
  return new Policies(hashOf(files), domainsOf(files, engines));
}

/** Everything that is decided, by domain; what a process then remembers of it is its own. @throws DwsError `config-invalid` */
export function domainsOf(files: PolicyFiles, engines: PolicyEngines): ReadonlyMap<Domain, DomainPolicies> {
  const known = new Set(files.keys());
  const file = (name: string): PolicyFile => {
    known.delete(name);
    const text = files.get(name);
    if (text === undefined)
      throw new DwsError('config-invalid', `policies: ${name} is missing`, { file: name });
    return { name, text };
  };
  const schema = file(SCHEMA);
  const everywhere = file(EVERYWHERE);
  const domains = new Map<Domain, DomainPolicies>();
  for (const domain of DOMAINS) {
    const own = [...files.keys()].filter((name) => name.startsWith(`${domain}/`) && name.endsWith(ACCESS));
    const parts = {
      schema,
      access: [everywhere, ...own.map(file)],
      checkpoints: file(`${domain}/${CHECKPOINTS}`),
      limits: file(`${domain}/${LIMITS}`),
      domain: file(`${domain}/${DOMAIN}`),
    };
    domains.set(domain, domainPolicies(domain, parts, engines));
  }
  const [stray] = known;
  // A misnamed file would be a rule that somebody wrote and nobody applies.
  if (stray !== undefined)
    throw new DwsError('config-invalid', `policies: ${stray} is not read by anything`, { file: stray });
  return domains;
}

/** The texts of a folder by their names. @throws DwsError `file-unreadable` */
export async function readPolicyFiles(folder: URL): Promise<PolicyFiles> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const root = decodeURIComponent(folder.pathname).replace(/\/$/, '');
    const names = entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.md'))
      .map((entry) => `${entry.parentPath.replace(/\/$/, '')}/${entry.name}`.slice(root.length + 1))
      .toSorted();
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(new URL(name, folder), 'utf8')] as const),
      ),
    );
  } catch (error) {
    throw new DwsError('file-unreadable', `cannot read the policies in ${folder.pathname}`, {}, error);
  }
}

function hashOf(files: PolicyFiles): string {
  return sha256([...files].map(([name, text]) => `${name} ${sha256(text)}\n`).join(''));
}
