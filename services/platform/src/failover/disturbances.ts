import type { Processes } from '../processes/start-processes.ts';

/** Ends one replica as a lost machine would: at once, and it does not come back by itself. @returns its process id */
export async function killOne(processes: Processes, service: string): Promise<number> {
  const victim = processes.process(`${service}-1`);
  const pid = victim.pid ?? 0;
  await victim.kill();
  return pid;
}

/**
 * Replaces every replica of the services by a new life, one after the other: the next is stopped only when the last
 * takes work again. A stop drains, so that its partitions are given away finished.
 */
export async function rollingRestart(
  processes: Processes,
  services: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (const service of services) {
    for (const replica of processes.all.filter(({ name }) => name.replace(/-\d+$/, '') === service)) {
      await replica.stop();
      await replica.start(extra);
    }
  }
}
