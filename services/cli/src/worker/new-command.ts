import { SIGNAL_TYPES, signalContractOf, type SignalContract } from '@dws/contracts';
import { DOMAINS, DwsError, isDomain, type Domain } from '@dws/kernel';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { required, text } from '../shell/option.ts';
import { workerFiles } from './scaffold/worker-files.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

export const workerNew = command({
  name: 'worker new',
  does: 'make the folder of a new worker, which passes verify as it is',
  details:
    'Manifest, context, plan, tables, spec and README. No other file changes: the service of its domain finds it.\n' +
    'Nothing is written where the folder is there already.',
  operands: { name: one('NAME', 'two words or more in lower case, joined by hyphens') },
  options: {
    domain: required('DOMAIN', 'domain it works for'),
    signal: text('TYPE', 'signal type that wakes it (default: the first of its domain)'),
    root: text('FOLDER', 'repository to write to (default: this one)'),
  },
  example: 'renewal-reminder --domain customer-experience --signal renewal.near',
  run: ({ name, domain, signal, root }, shell) => {
    if (!NAME.test(name))
      throw wrong('NAME', `expected two words or more such as renewal-reminder, found "${name}"`);
    if (!isDomain(domain))
      throw wrong('--domain', `expected one of ${DOMAINS.join(', ')}, found "${domain}"`);
    const repository = root === undefined ? ROOT : resolve(shell.cwd, root);
    const workers = join(repository, `services/${domain}-workers/src/workers`);
    if (!existsSync(workers))
      throw new DwsError(
        'file-unreadable',
        `expected the workers of ${domain} in ${workers}, found no such folder`,
        {
          next: 'That domain has no service yet: copy services/revenue-workers, as docs/for-worker-authors.md says.',
        },
      );
    const folder = join(workers, name);
    if (existsSync(folder))
      throw wrong('NAME', `${relative(repository, folder)} is there already; choose another name`);
    const files = workerFiles({ name, domain, signal: signalOf(signal, domain) });
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content, { flag: 'wx' });
    }
    const written = Object.keys(files).map((path) => relative(repository, join(folder, path)));
    return Promise.resolve({
      data: { worker: name, domain, folder: relative(repository, folder), files: written },
      text: written.join('\n'),
      next: `npx vitest run ${name}, then scripts/start; docs/for-worker-authors.md goes on from there`,
    });
  },
});

function signalOf(type: string | undefined, domain: Domain): SignalContract {
  const own = Object.values<SignalContract>(SIGNAL_TYPES).filter((contract) => contract.domain === domain);
  const types = own.map((contract) => contract.type).join(', ');
  const howTo =
    'For a new type begin with "dws schema infer"; docs/contracts.md says how it becomes a schema.';
  if (type === undefined) {
    const [first] = own;
    if (first) return first;
    throw new DwsError('argument-invalid', `${domain} has no signal type yet`, {
      argument: '--signal',
      next: howTo,
    });
  }
  if (own.some((contract) => contract.type === type)) return signalContractOf(type);
  throw new DwsError('argument-invalid', `expected a signal type of ${domain} (${types}), found "${type}"`, {
    argument: '--signal',
    next: howTo,
  });
}

function wrong(argument: string, message: string): DwsError {
  return new DwsError('argument-invalid', message, { argument });
}
