import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findJava } from '@dws/kafka-local/java';
import { isDwsError } from '@dws/kernel';
import { parseModel } from '@dws/text';
import { dataFolder } from '../platform/addresses.ts';
import { textOfFile } from '../shell/json-argument.ts';
import type { Shell } from '../shell/shell.ts';
import { fail, ok, warn, type Finding } from './check.ts';

const OLDEST_NODE = 24;

export function nodeCheck(version: string): Finding {
  const major = Number(version.replace(/^v/, '').split('.')[0]);
  return major >= OLDEST_NODE
    ? ok('Node', version)
    : fail('Node', version, `Run scripts/setup: it installs Node ${OLDEST_NODE}.`);
}

/** Java is needed for the local Kafka broker only. */
export async function javaCheck({ env }: Pick<Shell, 'env'>): Promise<Finding> {
  try {
    return ok('Java', await findJava({ ...env }));
  } catch (error) {
    if (!isDwsError(error)) throw error;
    return warn('Java', error.message, 'Needed for scripts/start --kafka only.');
  }
}

export function dataCheck(shell: Pick<Shell, 'env' | 'cwd'>): Finding {
  const folder = resolve(shell.cwd, dataFolder(shell));
  const nearest = nearestExisting(folder);
  try {
    accessSync(nearest, constants.W_OK);
    if (!statSync(nearest).isDirectory())
      return fail('data folder', `${nearest} is no folder`, 'Move it away, or set DWS_DATA.');
  } catch {
    return fail('data folder', `${folder} cannot be written`, 'Correct its permissions, or set DWS_DATA.');
  }
  return ok('data folder', nearest === folder ? folder : `${folder}, made at the first start`);
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestExisting(dirname(folder));
}

export function modelCheck(shell: Pick<Shell, 'env' | 'cwd'>): Finding {
  const file = resolve(shell.cwd, dataFolder(shell), join('models', 'ticket-classification.model.json'));
  if (!existsSync(file))
    return warn(
      'ticket model',
      `none at ${file}`,
      'Run "dws train ticket-classification"; until then a small one is used.',
    );
  try {
    const { model, version } = parseModel(textOfFile(file));
    return ok('ticket model', `${version}, ${model.labels.length} categories`);
  } catch (error) {
    if (!isDwsError(error)) throw error;
    return fail('ticket model', error.message, 'Train it again with "dws train ticket-classification".');
  }
}
