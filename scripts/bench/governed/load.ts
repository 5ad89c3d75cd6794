import { AVRO, HEADERS, type Surroundings } from '@dws/application';
import type { OutgoingMessage } from '@dws/ports';
import { setTimeout as delay } from 'node:timers/promises';
import type { Watched } from './watch-store.ts';
import type { BenchOptions } from './options.ts';

/** Signals published together when as many as go are wanted. */
const BATCH = 100;
/** Pause between looks at whether more may be sent, in milliseconds. */
const TICK_MS = 2;

export interface LoadResult {
  readonly sent: number;
  readonly executed: number;
  /** Executed in the measured window, for each second of it. */
  readonly perSecond: number;
  /** Milliseconds from publishing a signal to its durable outcome, of those sent in the window. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of this process's CPU per action, all threads, in the window. */
  readonly cpuMicros: number;
  /** Of that, the main thread's: it is what bounds the rate first. */
  readonly mainMicros: number;
}

/** Publishes distinct signals and measures what becomes of them. */
export async function drive(
  surroundings: Surroundings,
  watched: Watched,
  options: BenchOptions,
): Promise<LoadResult> {
  const started = new Map<string, number>();
  const latencies: number[] = [];
  let [sent, executed, inWindow] = [0, 0, 0];
  const begin = performance.now();
  const open = begin + options.warmup * 1000;
  const close = open + options.seconds * 1000;
  watched.onExecuted = (subject) => {
    const now = performance.now();
    const since = started.get(subject) ?? now;
    started.delete(subject);
    executed += 1;
    if (now >= open && now < close) inWindow += 1;
    if (since >= open && since < close) latencies.push(now - since);
  };
  const publish = async (count: number): Promise<void> => {
    const now = performance.now();
    const messages = Array.from({ length: count }, () => signal(sent++, surroundings));
    for (const { key } of messages) started.set(key, now);
    await surroundings.messages.publish(messages);
  };
  let cpu: NodeJS.CpuUsage | undefined;
  let main: NodeJS.CpuUsage | undefined;
  while (performance.now() < close) {
    if (!cpu && performance.now() >= open) {
      cpu = process.cpuUsage();
      main = process.threadCpuUsage();
    }
    if (options.rate > 0) {
      const due = Math.floor(((performance.now() - begin) / 1000) * options.rate) - sent;
      // Open loop: nobody waits for an answer before the next is sent.
      for (let index = 0; index < due; index++) void publish(1);
      await delay(1);
    } else if (sent - executed < options.inFlight) await publish(BATCH);
    else await delay(TICK_MS);
  }
  const perAction = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / inWindow;
  const cpuMicros = perAction(process.cpuUsage(cpu));
  const mainMicros = perAction(process.threadCpuUsage(main));
  while (executed < sent) await delay(TICK_MS);
  latencies.sort((a, b) => a - b);
  const quantile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    sent,
    executed,
    perSecond: inWindow / options.seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    cpuMicros,
    mainMicros,
  };
}

/** Signal `number`: each is of a ticket of its own. */
export function signal(number: number, { codec, names }: Surroundings): OutgoingMessage {
  const ticketId = `T-${number}`;
  const accountId = `acc-${String(1 + (number % 72)).padStart(4, '0')}`;
  const text = 'Where is my card? I have been waiting for two weeks now.';
  const value = { ticketId, accountId, text, channel: 'email', createdAt: '2026-03-02T08:59:00.000Z' };
  return {
    topic: names.topic('signals', 'customer-experience'),
    key: ticketId,
    headers: {
      [HEADERS.id]: `bench-${number}`,
      [HEADERS.source]: 'urn:dws:bench',
      [HEADERS.type]: 'ticket.created',
      [HEADERS.time]: '2026-03-02T08:59:00.000Z',
      [HEADERS.subject]: ticketId,
      [HEADERS.contentType]: AVRO,
      [HEADERS.traceparent]: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    },
    value: codec.encode('ticket.created', value),
  };
}
