import { kafkaConnection, readSettings, type KafkaConnection } from '@dws/host';
import { KafkaAccessAdmin, KafkaGroupAdmin, KafkaMessageLog } from '@dws/kafka';
import { DwsError } from '@dws/kernel';
import type { AccessAdmin, GroupAdmin, MessageLog } from '@dws/ports';
import { text } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';

/** Options of every command that talks to a broker itself. */
export const BROKER_OPTIONS = {
  brokers: text('HOST:PORT,…', 'Kafka brokers (default KAFKA_BROKERS)'),
} as const;

/** Opens the log behind the brokers. Specs put another one in its place. */
export type OpenBroker = (connection: KafkaConnection) => MessageLog;

/** Opens the access rules of the brokers. */
export type OpenAccess = (connection: KafkaConnection) => AccessAdmin;

/** Opens the consumer groups of the brokers. */
export type OpenGroups = (connection: KafkaConnection) => GroupAdmin;

/** Less patient than a service: a person is waiting. */
const BOUNDS = { connectionTimeoutMs: 3_000, requestTimeoutMs: 10_000, requestRetries: 2 };

export const openKafka: OpenBroker = (connection) =>
  new KafkaMessageLog({ ...connection, clientId: 'dws-cli', bounds: BOUNDS });

export const openKafkaAccess: OpenAccess = (connection) =>
  new KafkaAccessAdmin({ ...connection, clientId: 'dws-cli', bounds: BOUNDS });

export const openKafkaGroups: OpenGroups = (connection) =>
  new KafkaGroupAdmin({ ...connection, clientId: 'dws-cli', bounds: BOUNDS });

/**
 * Does `work` on the log of the brokers that are named, and closes it.
 * @throws DwsError `config-invalid` where none is named
 */
export async function withBroker<T>(
  open: OpenBroker,
  args: { readonly brokers: string | undefined },
  shell: Shell,
  work: (log: MessageLog) => Promise<T>,
): Promise<T> {
  const log = open(await brokersOf(args, shell));
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

/**
 * The brokers that are named, and who we are there: KAFKA_USERNAME and its companions.
 * @throws DwsError `config-invalid`
 */
export async function brokersOf(
  args: { readonly brokers: string | undefined },
  shell: Shell,
): Promise<KafkaConnection> {
  const given = args.brokers === undefined ? {} : { KAFKA_BROKERS: args.brokers };
  const connection = await kafkaConnection(readSettings({ ...shell.env, ...given }));
  if (connection.brokers.length === 0) {
    throw new DwsError(
      'config-invalid',
      'expected Kafka brokers, found neither --brokers nor KAFKA_BROKERS',
      {
        setting: 'KAFKA_BROKERS',
        next:
          'Set KAFKA_BROKERS=host:port. The embedded log needs no such command: its file belongs to the platform ' +
          'process, which makes its topics itself.',
      },
    );
  }
  return connection;
}
