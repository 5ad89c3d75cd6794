import type { ActionProposal } from '@dws/contracts';
import type { Clock, JsonObject } from '@dws/kernel';
import type { EventStore, MessageLog, SchemaCodec } from '@dws/ports';
import type { WorkerManifest } from '@dws/worker';
import { consumerGroups } from '../consume/consumer-groups.ts';
import { AVRO, HEADERS } from '../publish/headers.ts';
import { noProbe } from '../runtime/crash-points.ts';
import { instantOf } from '../runtime/instants.ts';
import { silentLog } from '../runtime/log.ts';
import { noMetrics } from '../runtime/metrics.ts';
import { Names } from '../runtime/names.ts';
import { servicePorts, type ServicePorts } from '../runtime/service-ports.ts';

export interface WorldOptions {
  readonly store: EventStore;
  readonly messages: MessageLog;
  readonly codec: SchemaCodec;
  readonly clock: Clock;
  readonly service: string;
  readonly workers: readonly WorkerManifest[];
}

/** What surrounds a service of workers, for its spec: signals go in, proposals come out on the topic. */
export interface WorkerWorld {
  readonly ports: ServicePorts;
  /** Publishes as the gateway does; `escalation-raised` goes to the domain's escalations. */
  signal(type: string, id: string, subject: string, body: JsonObject): Promise<void>;
  /** Proposals on the domain's topic so far, in order. */
  readonly proposals: readonly ActionProposal[];
  close(): Promise<void>;
}

export async function workerWorld(options: WorldOptions): Promise<WorkerWorld> {
  const { store, messages, codec, clock, service, workers } = options;
  const names = new Names();
  const domain = workers[0]?.domain ?? 'revenue';
  const outside = { log: silentLog, metrics: noMetrics, probe: noProbe, instance: 'spec-1' };
  const ports = servicePorts(service, { store, messages, codec, names, clock, ...outside });
  const groups = Object.entries(consumerGroups(workers));
  const topics = groups.flatMap(([topic, readers]) => [
    topic,
    ...readers.map((group) => `${topic}.${group}.dlq`),
  ]);
  await messages.admin.create(
    topics.map((name) => ({ name, partitions: 2, replicationFactor: 1, config: {} })),
  );

  const proposals: ActionProposal[] = [];
  const reader = messages.consume({
    group: 'spec',
    topics: [names.topic('action-proposals', domain)],
    maxBatch: 100,
    concurrency: 1,
    onBatch: async (batch) => {
      for (const { value } of batch.messages)
        if (value) proposals.push(codec.decode(value).value as unknown as ActionProposal);
    },
  });
  await reader.ready;

  return {
    ports,
    proposals,
    signal: async (type, id, subject, body) => {
      const kind = type === 'escalation-raised' ? 'escalations' : 'signals';
      const headers = {
        [HEADERS.specversion]: '1.0',
        [HEADERS.id]: id,
        [HEADERS.source]: 'urn:dws:spec',
        [HEADERS.type]: type,
        [HEADERS.time]: instantOf(clock.now()),
        [HEADERS.subject]: subject,
        [HEADERS.contentType]: AVRO,
      };
      await messages.publish([
        { topic: names.topic(kind, domain), key: subject, headers, value: codec.encode(type, body) },
      ]);
    },
    close: () => reader.stop(),
  };
}
