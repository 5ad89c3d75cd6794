import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JsonObject } from '@dws/kernel';
import { z } from 'zod';

/** What a registry has told: kept so that a process can start while the registry is down. */
export interface KnownNumbers {
  /** Address of the registry that gave the numbers; another one gives others. */
  readonly registry: string;
  readonly types: readonly { readonly type: string; readonly fingerprint: string; readonly id: number }[];
  readonly schemas: readonly { readonly id: number; readonly schema: JsonObject }[];
}

export interface NumberStore {
  /** Null where nothing is kept, or nothing that can be read: the registry is asked again. */
  load(): Promise<KnownNumbers | null>;
  /** Rejects where it cannot be kept. */
  save(numbers: KnownNumbers): Promise<void>;
}

const shape = z.object({
  registry: z.string(),
  types: z.array(z.object({ type: z.string(), fingerprint: z.string(), id: z.number().int() })),
  schemas: z.array(z.object({ id: z.number().int(), schema: z.record(z.string(), z.json()) })),
});

/** Keeps the numbers in one file. Several processes may share it: each writes it whole, in one step. */
export function fileNumberStore(path: string): NumberStore {
  return {
    load: async () => {
      try {
        return shape.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return null;
      }
    },
    save: async (numbers) => {
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomUUID()}`;
      try {
        await writeFile(draft, JSON.stringify(numbers));
        await rename(draft, path);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}
