import { DwsError } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { CallFault } from '../world/weather.ts';

/** Seals by trail: they outlive every process. */
export class SealState {
  readonly texts = new Map<string, string[]>();
  readonly #onSealed: (stream: string, text: string) => void;

  constructor(onSealed: (stream: string, text: string) => void) {
    this.#onSealed = onSealed;
  }

  append(stream: string, text: string): void {
    this.texts.set(stream, [...(this.texts.get(stream) ?? []), text]);
    this.#onSealed(stream, text);
  }
}

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
  const { texts } = state;
  return {
    append: ({ stream, text }) => ask('append', stream, () => state.append(stream, text)),
    read: (stream) => ask('read', stream, () => texts.get(stream) ?? []),
    last: (stream) => ask('last', stream, () => texts.get(stream)?.at(-1) ?? null),
    streams: () => ask('streams', '', () => [...texts.keys()].toSorted()),
  };
}
