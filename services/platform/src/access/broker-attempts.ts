import { setTimeout as sleep } from 'node:timers/promises';
import {
  Connection,
  fetchV13,
  findCoordinatorV4,
  heartbeatV4,
  metadataV12,
  produceV9,
} from '@platformatic/kafka';

/** Kafka's numbers: https://kafka.apache.org/protocol.html#protocol_error_codes */
const TOPIC_REFUSED = 29;
const GROUP_REFUSED = 30;
const UNKNOWN_MEMBER = 25;
const NO_ERROR = 0;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Single requests of Kafka's protocol as one identity: many topics in each, so that a whole table is tried in no time. */
export class BrokerAttempts {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async as(bootstrap: string, credentials?: Credentials): Promise<BrokerAttempts> {
    const sasl = credentials && { mechanism: 'SCRAM-SHA-512' as const, ...credentials };
    const connection = new Connection('access-spec', { ...(sasl && { sasl }) });
    const [host = '', port = ''] = bootstrap.split(':');
    await connection.connect(host, Number(port));
    return new BrokerAttempts(connection);
  }

  /** Ids by name, of topics that this identity may see. */
  async topics(): Promise<ReadonlyMap<string, string>> {
    const { topics } = await metadataV12.api.async(this.#connection, null, false, false);
    return new Map(topics.map(({ name, topicId }) => [name ?? '', topicId]));
  }

  /** Fetches from partition 0 of each. @param ids by name. @returns those it was given something of */
  async readable(ids: ReadonlyMap<string, string>): Promise<readonly string[]> {
    const topics = [...ids.values()].map((topicId) => ({
      topicId,
      partitions: [
        {
          partition: 0,
          currentLeaderEpoch: -1,
          fetchOffset: 0n,
          lastFetchedEpoch: -1,
          partitionMaxBytes: 1_024,
        },
      ],
    }));
    const { responses } = await answered(
      fetchV13.api.async(this.#connection, 0, 0, 1_000_000, 0, 0, -1, topics, [], ''),
    );
    const codes = new Map(responses.map(({ topicId, partitions }) => [topicId, partitions[0]?.errorCode]));
    return [...ids].filter(([, id]) => isAllowed(codes.get(id), TOPIC_REFUSED)).map(([name]) => name);
  }

  /** Publishes one record to partition 0 of each. @returns those that took it */
  async writable(names: readonly string[]): Promise<readonly string[]> {
    const records = names.map((topic) => ({ topic, partition: 0, value: Buffer.from('tried') }));
    const { responses } = (await answered(
      produceV9.api.async(this.#connection, -1, 10_000, records, {
        producerId: -1n,
        producerEpoch: -1,
      }),
    )) as Exclude<Awaited<ReturnType<typeof produceV9.api.async>>, boolean>;
    const codes = new Map(
      responses.map(({ name, partitionResponses }) => [name, partitionResponses[0]?.errorCode]),
    );
    return names.filter((name) => isAllowed(codes.get(name), TOPIC_REFUSED));
  }

  /** Resolves once the brokers keep groups: they begin when somebody asks for one. */
  async untilGroupsAreKept(): Promise<void> {
    for (;;) {
      const { coordinators } = await answered(findCoordinatorV4.api.async(this.#connection, 0, ['any']));
      if (coordinators[0]?.errorCode === NO_ERROR) {
        const { errorCode } = await answered(heartbeatV4.api.async(this.#connection, 'any', 0, 'nobody'));
        if (errorCode === UNKNOWN_MEMBER) return;
      }
      await sleep(100);
    }
  }

  /** Whether it may be a member of the group: a heartbeat of one that is none is answered so. */
  async mayJoin(group: string): Promise<boolean> {
    const { errorCode } = await answered(heartbeatV4.api.async(this.#connection, group, 0, 'nobody'));
    if (errorCode !== UNKNOWN_MEMBER && errorCode !== GROUP_REFUSED)
      throw new Error(`expected error ${UNKNOWN_MEMBER} or ${GROUP_REFUSED}, found ${errorCode}`);
    return errorCode === UNKNOWN_MEMBER;
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

function isAllowed(code: number | undefined, refusal: number): boolean {
  if (code !== NO_ERROR && code !== refusal) throw new Error(`expected error 0 or ${refusal}, found ${code}`);
  return code === NO_ERROR;
}

/** The client rejects where any part of the answer is an error; what is asked for here is the answer. */
async function answered<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => {
    if (error instanceof Error && 'response' in error && typeof error.response === 'object')
      return error.response as T;
    throw error;
  });
}
