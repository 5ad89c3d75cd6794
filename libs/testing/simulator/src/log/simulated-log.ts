import { DwsError } from '@dws/kernel';
import type { ConsumeOptions, MessageLog, OutgoingMessage, PublishedAt } from '@dws/ports';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { CallFault } from '../world/weather.ts';
import type { LogState } from './log-state.ts';
import { SimulatedConsumer } from './simulated-consumer.ts';

const PUBLISH_FAULTS: readonly CallFault[] = [
  'fail-before',
  'lost-answer',
  'delay-before',
  'delay-after',
  'duplicate',
  'reorder',
  'crash-before',
  'crash-after',
];
const DUPLICATE_AFTER_MS = [1, 400, 8_000] as const;

/** The message log as one process reaches it. */
export function simulatedLog(
  process: SimulatedProcess,
  state: LogState,
  onConsumer: (consumer: SimulatedConsumer) => void,
): MessageLog {
  const { simulation } = process;
  const failed = (): DwsError => new DwsError('log-unavailable', 'the simulated brokers do not answer');
  return {
    publish: (messages) =>
      process.call<readonly PublishedAt[]>({
        port: 'log',
        operation: 'publish',
        about: messages
          .map(({ topic, key, headers }) => `${topic}:${headers['ce_type'] ?? ''}:${key}`)
          .join(' '),
        faults: PUBLISH_FAULTS,
        perform: () => state.publish(messages),
        failed,
        twists: {
          duplicate: () => {
            const delay = DUPLICATE_AFTER_MS[simulation.choose(DUPLICATE_AFTER_MS.length)] ?? 1;
            simulation.after(delay, () => state.publish(messages));
            return state.publish(messages);
          },
          reorder: () => reordered(messages, state),
        },
      }),
    consume: (options: ConsumeOptions) => {
      const consumer = new SimulatedConsumer(process, state, options);
      onConsumer(consumer);
      return consumer;
    },
    peek: async (topic, partition, offset, limit) =>
      (state.slots(topic)[partition]?.records ?? []).slice(Number(offset), Number(offset) + limit),
    admin: {
      describe: async () => [],
      create: async () => undefined,
      alter: async () => undefined,
      lag: async () => [],
    },
    close: async () => undefined,
  };
}

/** Records of one key keep their order, as on real brokers; whole keys change places. */
function reordered(messages: readonly OutgoingMessage[], state: LogState): readonly PublishedAt[] {
  const byKey = new Map<string, number[]>();
  messages.forEach(({ key }, place) => byKey.set(key, [...(byKey.get(key) ?? []), place]));
  const places: PublishedAt[] = [];
  for (const indexes of [...byKey.values()].toReversed())
    for (const index of indexes) {
      const [at] = state.publish([messages[index] as OutgoingMessage]);
      if (at) places[index] = at;
    }
  return places;
}
