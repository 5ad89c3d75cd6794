import { DwsError } from '@dws/kernel';
import type { ConsumeOptions, IncomingMessage, MessageBatch } from '@dws/ports';
import { Backoff } from './backoff.ts';
import type { KafkaBounds } from './kafka-options.ts';
import type { Slots } from './slots.ts';
import { kafkaErrorType, translateError } from './translate-error.ts';

/** What a lane needs of the membership under which its records were fetched. */
export interface LaneMembership {
  /** The partition is no longer ours, or will not be in a moment. */
  isStale(): boolean;
  /** The membership has ended: even a commit would be another member's business. */
  hasEnded(): boolean;
  /** Aborts when nothing more shall be handed over: stop or pause. */
  readonly halt: AbortSignal;
  /** Commits the offset after `offset` and moves the next fetch there. */
  commit(offset: string): Promise<void>;
  heartbeat(): Promise<void>;
}

export interface LaneOptions {
  readonly consume: ConsumeOptions;
  readonly bounds: KafkaBounds;
  readonly slots: Slots;
}

/** Commit errors that say the membership is gone; the records will be handed over elsewhere. */
const FENCED = new Set([
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'REBALANCE_IN_PROGRESS',
  'FENCED_INSTANCE_ID',
]);

type Verdict = 'handled' | 'rejected' | 'left';

/**
 * Hands the fetched records of one partition over, slice by slice: handle, commit, next. A rejected slice is
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

/** True when the slice was handled and committed. */
async function handleSlice(
  slice: MessageBatch,
  membership: LaneMembership,
  { consume, bounds, slots }: LaneOptions,
): Promise<boolean> {
  const backoff = new Backoff(bounds.rejectionFirstMs, bounds.rejectionMostMs);
  while (!membership.halt.aborted && !membership.isStale()) {
    const verdict = await slots.use(() => attempt(slice, membership, consume, bounds));
    if (verdict === 'handled') return commit(slice, membership, consume, backoff);
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

/** True when the commit stands. Otherwise the slice is handed over again, here or elsewhere. */
async function commit(
  slice: MessageBatch,
  membership: LaneMembership,
  consume: ConsumeOptions,
  backoff: Backoff,
): Promise<boolean> {
  const last = slice.messages.at(-1);
  backoff.reset();
  while (last && !membership.hasEnded()) {
    try {
      await membership.commit(last.offset);
      return true;
    } catch (error) {
      if (FENCED.has(kafkaErrorType(error))) return false;
      consume.onError?.(translateError(error, `committing ${slice.topic}/${slice.partition}`));
      if (membership.halt.aborted) return false;
      await backoff.wait(membership.halt);
    }
  }
  return false;
}
