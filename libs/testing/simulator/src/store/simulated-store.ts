import { DwsError, comparePositions } from '@dws/kernel';
import { END, type Append, type EventStore, type LogBatch, type SubscribeOptions } from '@dws/ports';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { CallFault } from '../world/weather.ts';
import type { StoreState } from './store-state.ts';

const APPEND_FAULTS: readonly CallFault[] = [
  'fail-before',
  'unknown-before',
  'lost-answer',
  'delay-before',
  'delay-after',
  'wrong-revision',
  'crash-before',
  'crash-after',
];
const READ_FAULTS: readonly CallFault[] = [
  'fail-before',
  'delay-before',
  'delay-after',
  'crash-before',
  'crash-after',
];
const DEFAULT_BATCH = 500;

/** Lets somebody else append to one of the streams first, where a rival has something to say there. */
export type Rival = (appends: readonly Append[]) => void;

const unavailable = (): DwsError => new DwsError('store-unavailable', 'the simulated store does not answer');
const unknown = (): DwsError =>
  new DwsError('store-outcome-unknown', 'the answer of the simulated store was lost');

/** The store as one process reaches it. */
export function simulatedStore(process: SimulatedProcess, state: StoreState, rival: Rival): EventStore {
  const ask = <Result>(
    operation: string,
    about: string,
    perform: () => Result,
    faults: readonly CallFault[] = READ_FAULTS,
  ): Promise<Result> =>
    process.call({ port: 'store', operation, about, faults, perform, failed: unavailable });

  async function* subscribe(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    const { filter, signal, batchSize = DEFAULT_BATCH } = options;
    let after = options.after;
    while (!signal?.aborted) {
      if (!state.hasAfter(after, filter)) await somethingNew(state, filter, signal);
      if (signal?.aborted) return;
      const batch = await ask('deliver', filter?.streamPrefixes?.[0] ?? 'all', () =>
        state.forwards(after, batchSize, filter),
      );
      if (comparePositions(batch.upTo, after) <= 0) continue;
      after = batch.upTo;
      yield batch;
    }
  }

  return {
    append: (appends) =>
      process.call({
        port: 'store',
        operation: 'append',
        about: aboutOf(appends),
        faults: APPEND_FAULTS,
        perform: () => state.append(appends, process.name),
        failed: unavailable,
        unknown,
        twists: {
          'wrong-revision': () => {
            rival(appends);
            return state.append(appends, process.name);
          },
        },
      }),
    read: (stream, options) => ask('read', stream, () => state.read(stream, options)),
    readMany: (streams) =>
      ask('readMany', streams.join(' '), () => streams.map((stream) => [...state.stream(stream)])),
    readAll: (after, limit, filter) => ask('readAll', '', () => state.forwards(after, limit, filter)),
    readAllBackwards: (before, limit, filter) =>
      ask('readAllBackwards', before === END ? 'end' : '', () => state.backwards(before, limit, filter)),
    subscribe,
    head: () => ask('head', '', () => state.head),
    close: async () => undefined,
  };
}

function somethingNew(
  state: StoreState,
  filter: SubscribeOptions['filter'],
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const forget = state.wakeOn(filter, () => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    });
    const giveUp = (): void => {
      forget();
      resolve();
    };
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}

function aboutOf(appends: readonly Append[]): string {
  return appends
    .map(
      ({ stream, expectedRevision, events }) =>
        `${stream}@${expectedRevision}+${events.map(({ type }) => type).join(',')}`,
    )
    .join(' ');
}
