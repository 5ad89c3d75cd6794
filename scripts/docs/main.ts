// usage: npm run docs — rewrites the pages of docs/ that are written from code.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { consumerGroups, serviceOfGroup } from '@dws/application';
import { COMMANDS, EXIT, EXIT_MEANINGS, pageCommands } from '@dws/cli';
import { WORKERS } from '@dws/cli/workers';
import { readTopicManifests } from '@dws/contracts/topics';
import { ERRORS } from '@dws/kernel';
import { format, resolveConfig } from 'prettier';
import { currentMatrix, withMatrix } from './access-matrix.ts';
import { cliPage, pageExits } from './cli-page.ts';
import { errorsPage } from './errors-page.ts';
import { withExamples } from './examples.ts';
import { flowDiagram, withDiagram } from './flow-diagram.ts';

async function write(name: string, page: string): Promise<void> {
  const path = resolve(import.meta.dirname, '../../docs', name);
  const options = await resolveConfig(path);
  writeFileSync(path, await format(page, { ...options, parser: 'markdown' }));
}

await write('errors.md', errorsPage(ERRORS));
await write('cli.md', cliPage(pageCommands(COMMANDS), pageExits(EXIT, EXIT_MEANINGS)));

const clients = resolve(import.meta.dirname, '../../docs/clients.md');
writeFileSync(clients, withExamples(readFileSync(clients, 'utf8')));

const readme = resolve(import.meta.dirname, '../../README.md');
writeFileSync(readme, withDiagram(readFileSync(readme, 'utf8'), flowDiagram(readTopicManifests().manifests)));

const access = resolve(import.meta.dirname, '../../docs/access.md');
const manifests = WORKERS.map(({ definition }) => definition.manifest);
const matrix = currentMatrix(consumerGroups(manifests), (group) => serviceOfGroup(group, manifests));
await write('access.md', withMatrix(readFileSync(access, 'utf8'), matrix));
