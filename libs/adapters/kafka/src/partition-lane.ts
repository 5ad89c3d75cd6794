import { DwsError } from '@dws/kernel';
import type { ConsumeOptions, IncomingMessage, MessageBatch } from '@dws/ports';
import { Backoff } from './backoff.ts';
import type { KafkaBounds } from './kafka-options.ts';
import type { Slots } from './slots.ts';

/** What a lane needs of the membership under which its records were fetched. */
export interface LaneMembership {
  /** The partition is no longer ours, or will not be in a moment. */
  isStale(): boolean;
  /** Aborts when nothing more shall be handed over: stop or pause. */
  readonly halt: AbortSignal;
  /** Has the offset after `offset` committed, and moves the next fetch there. */
  handled(offset: string): void;
  heartbeat(): Promise<void>;
}

export interface LaneOptions {
  readonly consume: ConsumeOptions;
  readonly bounds: KafkaBounds;
  readonly slots: Slots;
}

type Verdict = 'handled' | 'rejected' | 'left';

/**
 * Hands the fetched records of one partition over, slice by slice: handle, have it committed, next. A rejected slice is
 * tried again for as long as the membership lasts. Ends early, leaving the rest to be fetched again, when the
 * membership ends or the consumer halts.
 *
 * @throws DwsError `shutting-down` when a handler does not settle within `handlerTimeoutMs`.
 */
export async function runLane(
  records: Omit<MessageBatch, 'messages'> & { readonly messages: readonly IncomingMessage[] },
  membership: LaneMembership,
  options: LaneOptions,
): Promise<void> {
  const { maxBatch } = options.consume;
  for (let from = 0; from < records.messages.length; from += maxBatch) {
    const slice = { ...records, messages: records.messages.slice(from, from + maxBatch) };
    if (!(await handleSlice(slice, membership, options))) return;
  }
}

/** Hands one slice over until it is handled: true then, false where it was left for later. @throws as `runLane` */
export async function handleSlice(
  slice: MessageBatch,
  membership: LaneMembership,
  { consume, bounds, slots }: LaneOptions,
): Promise<boolean> {
  const backoff = new Backoff(bounds.rejectionFirstMs, bounds.rejectionMostMs);
  while (!membership.halt.aborted && !membership.isStale()) {
    const verdict = await slots.use(() => attempt(slice, membership, consume, bounds));
    if (verdict === 'handled') {
      const last = slice.messages.at(-1);
      if (last) membership.handled(last.offset);
      return true;
    }
    if (verdict === 'left') return false;
    await backoff.wait(membership.halt);
  }
  return false;
}

async function attempt(
  slice: MessageBatch,
  membership: LaneMembership,
  consume: ConsumeOptions,
  bounds: KafkaBounds,
): Promise<Verdict> {
  // Waiting for a slot takes time; the partition may be gone by now.
  if (membership.halt.aborted || membership.isStale()) return 'left';
  const told = { stale: false };
  const context = {
    isStale: () => (told.stale ||= membership.isStale()),
    heartbeat: () => membership.heartbeat(),
  };
  let verdict: Verdict = 'handled';
  const handling = consume.onBatch(slice, context).catch((error: unknown) => {
    verdict = 'rejected';
    consume.onError?.(error);
  });
  await settled(handling, slice, bounds.handlerTimeoutMs);
  return told.stale ? 'left' : verdict;
}

async function settled(handling: Promise<void>, slice: MessageBatch, withinMs: number): Promise<void> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const where = `${slice.topic}/${slice.partition} from offset ${slice.messages[0]?.offset ?? '?'}`;
    timeout.reject(
      new DwsError('shutting-down', `expected the handler of ${where} to settle within ${withinMs} ms`, {
        topic: slice.topic,
        partition: slice.partition,
      }),
    );
  }, withinMs);
  await Promise.race([handling, timeout.promise]).finally(() => clearTimeout(timer));
}
