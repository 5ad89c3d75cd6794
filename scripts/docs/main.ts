// usage: npm run docs — rewrites the pages of docs/ that are written from code.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTopicManifests } from '@dws/contracts/topics';
import { ERRORS } from '@dws/kernel';
import { format, resolveConfig } from 'prettier';
import { errorsPage } from './errors-page.ts';
import { flowDiagram, withDiagram } from './flow-diagram.ts';

const path = resolve(import.meta.dirname, '../../docs/errors.md');
const options = await resolveConfig(path);
writeFileSync(path, await format(errorsPage(ERRORS), { ...options, parser: 'markdown' }));

const readme = resolve(import.meta.dirname, '../../README.md');
writeFileSync(readme, withDiagram(readFileSync(readme, 'utf8'), flowDiagram(readTopicManifests().manifests)));
