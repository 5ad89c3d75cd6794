// usage: npm run docs — rewrites the pages of docs/ that are written from code.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ERRORS } from '@dws/kernel';
import { format, resolveConfig } from 'prettier';
import { errorsPage } from './errors-page.ts';

const path = resolve(import.meta.dirname, '../../docs/errors.md');
const options = await resolveConfig(path);
writeFileSync(path, await format(errorsPage(ERRORS), { ...options, parser: 'markdown' }));
