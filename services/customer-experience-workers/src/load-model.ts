import { DwsError } from '@dws/kernel';
import { parseModel } from '@dws/text';
import { readFile } from 'node:fs/promises';
import type { LoadedModel } from './workers/ticket-classification/starter-model.ts';

/** Reads a model that `dws train` wrote. @throws DwsError `file-unreadable`, `model-invalid` */
export async function loadModel(path: string): Promise<LoadedModel> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new DwsError('file-unreadable', `expected a model file at ${path}`, { path }, cause);
  }
  return parseModel(text);
}
