import { mkdir, statfs } from 'node:fs/promises';
import { reasonOf, runTool } from './run-tool.ts';

const SIZE = '1g';
/** Tries to shrink a disk to what is on it, while its process goes on writing. */
const FILL_TRIES = 20;

/** A file system of its own for what one process writes, so that it can be full for that process alone. */
export class Disk {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** From now on nothing can grow. @throws Error when its process writes faster than it can be filled */
  async fill(): Promise<void> {
    for (let left = FILL_TRIES; ; left -= 1) {
      const { blocks, bfree, bsize } = await statfs(this.folder);
      try {
        // A size of nothing would mean any size.
        await this.#resize(String(Math.max(1, blocks - bfree) * bsize));
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  /** There is room again. */
  async free(): Promise<void> {
    await this.#resize(SIZE);
  }

  async unmount(): Promise<void> {
    await runTool('umount', this.folder);
  }

  async #resize(size: string): Promise<void> {
    await runTool('mount', '-o', `remount,size=${size}`, this.folder);
  }
}

export interface Disks {
  readonly disks: ReadonlyMap<string, Disk>;
  /** Why there are none, where this machine does not allow it. */
  readonly missing: string | null;
  unmount(): Promise<void>;
}

/** Mounts a small disk on each folder, by name. */
export async function mountDisks(folders: Readonly<Record<string, string>>): Promise<Disks> {
  const disks = new Map<string, Disk>();
  const unmount = async (): Promise<void> => {
    for (const disk of disks.values()) await disk.unmount().catch(() => undefined);
  };
  try {
    for (const [name, folder] of Object.entries(folders)) {
      await mkdir(folder, { recursive: true });
      await runTool('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'dws-faults', folder);
      disks.set(name, new Disk(folder));
    }
    return { disks, missing: null, unmount };
  } catch (error) {
    await unmount();
    return { disks: new Map(), missing: `a disk of its own needs mount: ${reasonOf(error)}`, unmount };
  }
}
