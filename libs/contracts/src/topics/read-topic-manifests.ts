import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DwsError } from '@dws/kernel';
import { parse } from 'yaml';
import {
  parseDeadLetterRule,
  parseTopicManifest,
  type DeadLetterRule,
  type TopicManifest,
} from './topic-manifest.ts';

export interface Topics {
  /** In the order of their names. */
  readonly manifests: readonly TopicManifest[];
  readonly deadLetters: DeadLetterRule;
}

export const TOPICS_DIRECTORY = join(import.meta.dirname, '../../../../topics');
const DEAD_LETTERS = 'dead-letters.yaml';

/**
 * Reads one manifest per topic and the rule for dead letters.
 * @throws DwsError `file-unreadable`, `config-invalid` (names file and field)
 */
export function readTopicManifests(directory: string = TOPICS_DIRECTORY): Topics {
  const files = orUnreadable(directory, () => readdirSync(directory))
    .filter((file) => file.endsWith('.yaml') && file !== DEAD_LETTERS)
    .sort();
  const read = (file: string): unknown => {
    const path = join(directory, file);
    return orUnreadable(path, () => parse(readFileSync(path, 'utf8')) as unknown);
  };
  return {
    manifests: files.map((file) => parseTopicManifest(read(file), file)),
    deadLetters: parseDeadLetterRule(read(DEAD_LETTERS), DEAD_LETTERS),
  };
}

function orUnreadable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DwsError('file-unreadable', `expected readable YAML at ${path}`, { path }, error);
  }
}
