import { instantOf } from '@dws/kernel';
import type { CloudEvent, Gateway } from '../platform/gateway.ts';
import { retried } from '../platform/retry.ts';
import type { Shell } from '../shell/shell.ts';
import { batches } from './batches.ts';

export interface SendOptions {
  /** Most events in one request. */
  readonly batch: number;
  /** Most requests under way at once. */
  readonly concurrency: number;
  /** Most events a second; undefined for as fast as the gateway takes them. */
  readonly rate: number | undefined;
}

export interface Sent {
  readonly accepted: number;
  readonly requests: number;
  /** Requests that were sent again because the gateway was full, draining or away. */
  readonly retries: number;
  readonly milliseconds: number;
  /** Milliseconds of each request, its retries included. */
  readonly requestMs: readonly number[];
  /** When each event was sent first, in milliseconds since the epoch, by its id. */
  readonly sentAt: ReadonlyMap<string, number>;
}

/** Requests a second that a rate is kept with: few enough to batch, enough to be even. */
const EVENNESS = 5;

/** Sends events in order of their batches, a bounded number at once. The first error that time does not mend ends it. */
export async function sendBatches(
  events: readonly CloudEvent[],
  gateway: Pick<Gateway, 'publish'>,
  options: SendOptions,
  shell: Shell,
): Promise<Sent> {
  const { concurrency, rate } = options;
  const size = rate === undefined ? options.batch : Math.min(options.batch, Math.ceil(rate / EVENNESS));
  const requests = batches(events, size);
  const { clock } = shell;
  const start = clock.now();
  const bar = shell.progress('sending', events.length);
  const requestMs: number[] = [];
  const sentAt = new Map<string, number>();
  let accepted = 0;
  let retries = 0;
  let next = 0;
  let failed = false;

  const lane = async (): Promise<void> => {
    for (let at = next++; at < requests.length && !failed; at = next++) {
      const request = requests[at] ?? [];
      if (rate !== undefined) await waitUntil(start + (at * size * 1000) / rate, shell);
      shell.stop.throwIfAborted();
      const moment = clock.now();
      const stamped = request.map((event) => ({ ...event, time: instantOf(moment) }));
      for (const { id } of request) sentAt.set(id, moment);
      const taken = await retried(
        () => gateway.publish(stamped),
        shell,
        () => (retries += 1),
      );
      requestMs.push(clock.now() - moment);
      accepted += taken.length;
      bar.to(accepted);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: Math.min(concurrency, requests.length) }, () =>
        lane().catch((error: unknown) => {
          failed = true;
          throw error;
        }),
      ),
    );
  } finally {
    bar.stop();
  }
  return {
    accepted,
    requests: requests.length,
    retries,
    milliseconds: clock.now() - start,
    requestMs,
    sentAt,
  };
}

async function waitUntil(moment: number, shell: Shell): Promise<void> {
  const wait = moment - shell.clock.now();
  if (wait > 0) await shell.sleep(wait);
}
