import { type BaseOptions, type SASLOptions } from '@platformatic/kafka';
import { DEFAULT_BOUNDS, type KafkaBounds, type KafkaOptions } from '../kafka-options.ts';

/** What every client of the library is made of, and the bounds that everything built on it keeps. */
export interface PlatformaticClient {
  readonly connection: ConnectionSettings;
  readonly bounds: KafkaBounds;
}

type ConnectionSettings = Pick<
  BaseOptions,
  | 'clientId'
  | 'bootstrapBrokers'
  | 'connectTimeout'
  | 'requestTimeout'
  | 'retries'
  | 'retryDelay'
  | 'metadataMaxAge'
  | 'tls'
  | 'tlsServerName'
  | 'sasl'
>;

export function platformaticClient(options: KafkaOptions): PlatformaticClient {
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  const { ssl, sasl } = options;
  const tls = ssl === true ? {} : ssl || undefined;
  return {
    bounds,
    connection: {
      clientId: options.clientId,
      bootstrapBrokers: [...options.brokers],
      connectTimeout: bounds.connectionTimeoutMs,
      requestTimeout: bounds.requestTimeoutMs,
      retries: bounds.requestRetries,
      retryDelay: (_client, _operation, attempt) =>
        Math.min(bounds.retryFirstMs * 2 ** (attempt - 1), bounds.retryMostMs),
      metadataMaxAge: bounds.metadataAgeMs,
      // The name must be given, or certificates are held against no name at all.
      ...(tls === undefined ? {} : { tls, tlsServerName: true }),
      ...(sasl === undefined ? {} : { sasl: saslOf(sasl) }),
    },
  };
}

const MECHANISMS = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const;

function saslOf(sasl: NonNullable<KafkaOptions['sasl']>): SASLOptions {
  const { mechanism, username, password } = sasl;
  return { mechanism: MECHANISMS[mechanism], username, password };
}
