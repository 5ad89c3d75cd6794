import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@dws/testing';

/** What `/readyz` of a process says. */
export interface Readiness {
  readonly code: number;
  readonly status: string;
  /** Names of the servers that it waits for. */
  readonly waitingFor: readonly string[];
}

const PAUSE_MS = 100;
const TIMEOUT_MS = 5_000;

/** Null where nobody listens. */
export async function readinessAt(port: number): Promise<Readiness | null> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal });
    const body = (await answer.json()) as { status: string; waitingFor: readonly { name: string }[] };
    return { code: answer.status, status: body.status, waitingFor: body.waitingFor.map(({ name }) => name) };
  } catch {
    return null;
  }
}

/** Resolves when the process at this health port says that it waits for exactly these; ready, where there are none. */
export async function untilWaitingFor(
  port: number,
  names: readonly string[],
  withinMs: number,
): Promise<void> {
  const wanted = names.length === 0 ? 'it is ready' : `it waits for ${names.join(' and ')}`;
  await eventually(`${wanted}, says /readyz`, withinMs, async () => {
    await delay(PAUSE_MS);
    const found = await readinessAt(port);
    if (found?.code !== (names.length === 0 ? 200 : 503)) return false;
    return found.waitingFor.join() === names.join();
  });
}
