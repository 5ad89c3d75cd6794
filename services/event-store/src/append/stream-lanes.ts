import type { Position } from '@dws/kernel';
import type { AppendResult, NewEvent, Revision } from '@dws/ports';
import type { AppendQueue } from './append-queue.ts';

export interface StreamLanes {
  /** Appends after whatever stands, in the order of the calls for each stream. */
  append(stream: string, events: readonly NewEvent[]): Promise<AppendedAfterAny | NeedsCare>;
}

/** The stream is being deleted, or was: nothing of this append was sent. */
export interface NeedsCare {
  readonly outcome: 'needs-care';
}

export interface AppendedAfterAny {
  readonly outcome: 'appended';
  readonly revision: Revision;
  readonly position: Position;
}

interface Waiting {
  readonly events: readonly NewEvent[];
  readonly resolve: (appended: AppendedAfterAny | NeedsCare) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Turns "any revision" into explicit ones. All that waits for a stream goes out together, each with the
 * revision that the one before it will give; if somebody else wrote meanwhile, the rest goes out again in the
 * same order from where the stream stands now.
 */
export function createStreamLanes(
  queue: AppendQueue,
  lastRevision: (stream: string) => Promise<Revision>,
  needsCare: (stream: string) => boolean,
): StreamLanes {
  const lanes = new Map<string, Waiting[]>();

  async function run(stream: string, lane: Waiting[]): Promise<void> {
    try {
      let tail = await lastRevision(stream);
      while (lane.length > 0) {
        if (needsCare(stream)) {
          for (const { resolve } of lane.splice(0)) resolve({ outcome: 'needs-care' });
          break;
        }
        const group = lane.splice(0);
        const results = await sendGroup(stream, group, tail);
        const refused: Waiting[] = [];
        for (const [i, waiting] of group.entries()) {
          const result = results[i] as PromiseSettledResult<AppendResult>;
          if (result.status === 'rejected') waiting.reject(result.reason);
          else if (result.value.outcome === 'conflict') refused.push(waiting);
          else waiting.resolve(result.value);
        }
        lane.unshift(...refused);
        if (lane.length > 0) tail = tailAfter(results) ?? (await lastRevision(stream));
      }
    } catch (error) {
      for (const { reject } of lane.splice(0)) reject(error);
    } finally {
      lanes.delete(stream);
    }
  }

  function sendGroup(stream: string, group: readonly Waiting[], tail: Revision) {
    let expectedRevision = tail;
    const sent = group.map(({ events }) => {
      const submitted = queue.submit({ stream, expectedRevision, events });
      expectedRevision += events.length;
      return submitted;
    });
    return Promise.allSettled(sent);
  }

  return {
    append: (stream, events) =>
      new Promise((resolve, reject) => {
        const running = lanes.get(stream);
        const lane = running ?? [];
        lane.push({ events, resolve, reject });
        if (running) return;
        lanes.set(stream, lane);
        void run(stream, lane);
      }),
  };
}

/** Where the stream stands by what the store just answered; `undefined` when an answer is missing. */
function tailAfter(results: readonly PromiseSettledResult<AppendResult>[]): Revision | undefined {
  let tail: Revision | undefined;
  for (const result of results) {
    if (result.status === 'rejected') return undefined;
    const { value } = result;
    tail = Math.max(tail ?? -1, value.outcome === 'appended' ? value.revision : value.actualRevision);
  }
  return tail;
}
