import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DwsError } from '@dws/kernel';
import { runCommand } from './run-command.ts';

const FILE = 'cluster.json';
const PS_TIMEOUT_MS = 5_000;
const DEATH_TIMEOUT_MS = 10_000;
const DEATH_POLL_MS = 50;

/** What `kafka-local start` leaves for `status` and `stop`. */
export interface ClusterRecord {
  readonly bootstrap: string;
  readonly pids: readonly number[];
  /** The cluster's own folder. */
  readonly dir: string;
}

export function readCluster(home: string): ClusterRecord | undefined {
  const path = join(home, FILE);
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8')) as ClusterRecord;
}

export async function writeCluster(home: string, record: ClusterRecord): Promise<void> {
  await mkdir(home, { recursive: true });
  await writeFile(join(home, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

/** Process ids that still run this cluster's brokers. A number that another program has got since is not one. */
export async function livePids({ pids, dir }: ClusterRecord): Promise<number[]> {
  const alive = await Promise.all(
    pids.map(async (pid) => {
      const command = await runCommand('ps', ['-ww', '-o', 'args=', '-p', String(pid)], PS_TIMEOUT_MS).catch(
        () => '',
      );
      return command.includes(dir);
    }),
  );
  return pids.filter((_, i) => alive[i]);
}

/** Kills the brokers of the record and removes everything they wrote. */
export async function removeCluster(home: string, record: ClusterRecord): Promise<void> {
  for (const pid of await livePids(record)) process.kill(pid, 'SIGKILL');
  const deadline = performance.now() + DEATH_TIMEOUT_MS;
  while ((await livePids(record)).length > 0) {
    if (performance.now() > deadline) {
      throw new DwsError('log-unavailable', `expected brokers ${record.pids.join()} to end after SIGKILL`);
    }
    await sleep(DEATH_POLL_MS);
  }
  await rm(record.dir, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
}
