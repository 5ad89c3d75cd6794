import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunnableWorker } from '@dws/application';
import { DwsError, isDwsError } from '@dws/kernel';
import { parseModel } from '@dws/text';
import { dataFolder } from '../platform/addresses.ts';
import { textOfFile } from '../shell/json-argument.ts';
import type { Shell } from '../shell/shell.ts';
import { workersWithBuiltInModels } from '../workers.ts';
import type { ReplayModel } from './replay.ts';

const NONE: ReplayModel = { model: null, version: '' };

/**
 * The model that a plan was made with, found by its recorded hash: in the file that is named, among the trained
 * ones in DWS_DATA, or built in.
 * @param file insists on this model, whatever was recorded
 * @throws DwsError `model-invalid` where the recorded model is not here
 */
export function replayModel(
  { definition: { manifest } }: RunnableWorker,
  version: string,
  file: string | undefined,
  shell: Shell,
): ReplayModel {
  if (file !== undefined) return parseModel(textOfFile(resolve(shell.cwd, file)));
  if (version === '') return NONE;
  const trained = resolve(
    shell.cwd,
    dataFolder(shell),
    join('models', `${manifest.model ?? manifest.id}.model.json`),
  );
  const found = modelIn(trained) ?? NONE;
  if (found.version === version) return found;
  const builtIn = workersWithBuiltInModels().find(({ definition }) => definition.manifest.id === manifest.id);
  if (builtIn?.modelVersion === version) return { model: builtIn.model, version };
  throw new DwsError(
    'model-invalid',
    `expected the model ${version} of ${manifest.id}, found another at ${trained}`,
    {
      next: 'Name its file with --model; any other model given there shows how the plan would differ.',
    },
  );
}

function modelIn(path: string): ReplayModel | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return parseModel(textOfFile(path));
  } catch (error) {
    if (isDwsError(error)) return undefined;
    throw error;
  }
}
