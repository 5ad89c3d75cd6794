import { DwsError } from '@dws/kernel';
import { startKafka } from './start-kafka.ts';

/** Kafka 4.1; testcontainers knows how to start Confluent's image, not yet Apache's. */
const IMAGE = 'confluentinc/cp-kafka:8.1.0';

export interface TestBroker {
  readonly bootstrap: string;
  /** Where it came from, for the test run's output. */
  readonly source: 'KAFKA_BROKERS' | 'docker' | 'kafka-local';
  stop(): Promise<void>;
}

/**
 * A broker for tests: the one that `KAFKA_BROKERS` names, else a container where a Docker engine answers, else a
 * local process.
 *
 * @throws DwsError `log-unavailable` with the reason of every way that failed.
 */
export async function startBroker(
  env: NodeJS.ProcessEnv = process.env,
  ways: readonly (() => Promise<TestBroker>)[] = [startContainer, startLocal],
): Promise<TestBroker> {
  const given = env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') {
    return { bootstrap: given, source: 'KAFKA_BROKERS', stop: async () => undefined };
  }
  const reasons: string[] = [];
  for (const start of ways) {
    try {
      return await start();
    } catch (error) {
      reasons.push(`${start.name}: ${String(error)}`);
    }
  }
  throw new DwsError('log-unavailable', `expected a Kafka broker for tests; ${reasons.join('; ')}`);
}

export async function startContainer(): Promise<TestBroker> {
  // Loaded here only: it is slow to load and most runs without Docker never need more than its first answer.
  const { getContainerRuntimeClient } = await import('testcontainers');
  await getContainerRuntimeClient();
  const { KafkaContainer } = await import('@testcontainers/kafka');
  const container = await new KafkaContainer(IMAGE)
    .withKraft()
    .withEnvironment({
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '500',
    })
    .start();
  return {
    bootstrap: `${container.getHost()}:${container.getMappedPort(9093)}`,
    source: 'docker',
    stop: async () => {
      await container.stop();
    },
  };
}

async function startLocal(): Promise<TestBroker> {
  const kafka = await startKafka({ brokers: 1 });
  return { bootstrap: kafka.bootstrap, source: 'kafka-local', stop: () => kafka.stop() };
}
