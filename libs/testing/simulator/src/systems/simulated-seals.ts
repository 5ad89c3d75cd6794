import { DwsError } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { CallFault } from '../world/weather.ts';

/** Seals by trail: they outlive every process. */
export type SealState = Map<string, string[]>;

const FAULTS: readonly CallFault[] = [
  'fail-before',
  'lost-answer',
  'delay-after',
  'crash-before',
  'crash-after',
];

export function simulatedSeals(process: SimulatedProcess, state: SealState): SealStore {
  const ask = <Result>(operation: string, about: string, perform: () => Result): Promise<Result> =>
    process.call({
      port: 'seals',
      operation,
      about,
      faults: FAULTS,
      perform,
      failed: () => new DwsError('seal-store-unavailable', 'the simulated seal store does not answer'),
    });
  return {
    append: ({ stream, text }) =>
      ask('append', stream, () => {
        state.set(stream, [...(state.get(stream) ?? []), text]);
      }),
    read: (stream) => ask('read', stream, () => state.get(stream) ?? []),
    last: (stream) => ask('last', stream, () => state.get(stream)?.at(-1) ?? null),
    streams: () => ask('streams', '', () => [...state.keys()].toSorted()),
  };
}
