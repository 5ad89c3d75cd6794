import { mkdir, open, readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { DwsError } from '@dws/kernel';
import type { SealStore, StoredSeal } from '@dws/ports';

const SUFFIX = '.seals';
/** A seal is a few lines and ends with its signature, the only line that begins with an em dash. */
const SEAL_END = /^\u2014 .*\n/gm;

/**
 * Seals as text files in `directory`, one for each trail, appended to and synced. Put the directory on another
 * volume than the store, or better on another machine: it is what the store is held against.
 *
 * Text after the last signature line is a write that a crash cut short, so was never promised: it is not read,
 * and the first append to the file removes it.
 */
export function createFileSealStore(directory: string): SealStore {
  const mended = new Set<string>();
  let queue: Promise<void> = Promise.resolve();

  async function append({ stream, text }: StoredSeal): Promise<void> {
    await mkdir(directory, { recursive: true });
    const path = fileOf(directory, stream);
    if (!mended.has(path)) {
      const content = await contentOf(path);
      if (content !== '') await truncate(path, Buffer.byteLength(sealsIn(content).join('')));
    }
    const file = await open(path, 'a', 0o644);
    try {
      await file.appendFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    // A new file stands only once its directory entry is on the disk too.
    if (!mended.has(path)) await syncDirectory(directory);
    mended.add(path);
  }

  return {
    // One after the other: two writers of this process must not mend one file at once.
    append: (seal) => {
      const done = queue.then(() => guarded(directory, () => append(seal)));
      queue = done.catch(() => undefined);
      return done;
    },
    read: (stream) => guarded(directory, async () => sealsIn(await contentOf(fileOf(directory, stream)))),
    last: (stream) =>
      guarded(directory, async () => sealsIn(await contentOf(fileOf(directory, stream))).at(-1) ?? null),
    streams: () => guarded(directory, () => streamsIn(directory)),
  };
}

function fileOf(directory: string, stream: string): string {
  return join(directory, encodeURIComponent(stream) + SUFFIX);
}

function sealsIn(content: string): string[] {
  const seals: string[] = [];
  let start = 0;
  for (const match of content.matchAll(SEAL_END)) {
    const end = match.index + match[0].length;
    seals.push(content.slice(start, end));
    start = end;
  }
  return seals;
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

async function streamsIn(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(directory);
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => decodeURIComponent(name.slice(0, -SUFFIX.length)))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** No file, or none that could be: a name longer than files may have is asked for by whoever makes one up. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENAMETOOLONG')
  );
}

async function guarded<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DwsError(
      'seal-store-unavailable',
      `Seals in ${directory} cannot be kept or read: ${reason}`,
      { directory },
      error,
    );
  }
}
