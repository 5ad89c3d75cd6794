import { CaseCache, Names, noMetrics, noProbe, silentLog, type Surroundings } from '@dws/application';
import { applyTopics } from '@dws/host';
import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import { KafkaMessageLog } from '@dws/kafka';
import { PlatformaticMessageLog } from '@dws/kafka/platformatic';
import { startKafka } from '@dws/kafka-local';
import type { EventStore, MessageLog, SystemReader, SystemWriter } from '@dws/ports';
import { InProcessSystems, openCompany, type Company } from '@dws/sandbox-company';
import { createFileSchemaCodec } from '@dws/schema-files';
import { SqliteEventStore, SqliteMessageLog } from '@dws/sqlite';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BENCH_WORKER } from './bench-worker.ts';
import { watchStore, type Watched } from './watch-store.ts';
import type { BenchOptions } from './options.ts';
import { startStub, type Stub } from './stub.ts';

const KAFKA_CLIENTS = { kafkajs: KafkaMessageLog, platformatic: PlatformaticMessageLog };

export const CLOCK = { now: (): number => Date.now() };

export interface BenchWorld {
  readonly folder: string;
  readonly surroundings: Surroundings;
  /** The store itself, for services in threads of their own. */
  readonly opened: SqliteEventStore;
  readonly path: string;
  /** What the store was seen to take. */
  readonly watched: Watched;
  readonly reader: SystemReader;
  readonly writer: SystemWriter;
  /** Writes that the systems performed, and how many references they saw more than once. */
  readonly ledger: () => Promise<{ readonly rows: number; readonly doubled: number }>;
  close(): Promise<void>;
}

/** Real adapters on an empty folder: durable store, durable log, a sandbox company. */
export async function openWorld(options: BenchOptions): Promise<BenchWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'dws-bench-'));
  const broker = options.log === 'kafka' ? await startKafka({ brokers: 1 }) : null;
  const path = join(folder, 'events.db');
  const opened = await SqliteEventStore.open({ path, clock: CLOCK });
  const { store, watched } = watchStore(opened);
  const messages: MessageLog = broker
    ? new KAFKA_CLIENTS[options.client]({ brokers: broker.bootstrap.split(','), clientId: 'bench' })
    : await SqliteMessageLog.open({ path: join(folder, 'messages.db'), clock: CLOCK });
  const codec = createFileSchemaCodec();
  await codec.ready();
  const names = new Names();
  await applyTopics({
    messages,
    names,
    log: silentLog,
    workers: [BENCH_WORKER.manifest],
    replicationFactor: 1,
  });
  const systems = options.systems === 'http' ? await overHttp() : inProcess();
  return {
    folder,
    opened,
    path,
    watched,
    ...systems,
    surroundings: surroundingsOf(store, messages, codec, names),
    close: async () => {
      await systems.close();
      await messages.close();
      await store.close();
      await broker?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function surroundingsOf(
  store: EventStore,
  messages: MessageLog,
  codec: Surroundings['codec'],
  names: Names,
): Surroundings {
  const cache = new CaseCache(4_000);
  return {
    store,
    messages,
    codec,
    names,
    clock: CLOCK,
    log: silentLog,
    metrics: noMetrics,
    probe: noProbe,
    instance: 'bench',
    cache,
  };
}

function inProcess() {
  const company: Company = openCompany({ seed: 7, clock: CLOCK });
  const systems = new InProcessSystems(company, { clock: CLOCK });
  return {
    reader: systems,
    writer: systems,
    ledger: () =>
      Promise.resolve({ rows: company.ledger.counts().total, doubled: company.ledger.duplicates().length }),
    close: () => Promise.resolve(),
  };
}

/** One context read and one effect with an idempotency key, to a stub in a process of its own. */
async function overHttp() {
  const stub: Stub = await startStub();
  const systems = new HttpSystems({ manifest: sandboxManifest(stub.url), clock: CLOCK });
  return {
    reader: systems,
    writer: systems,
    ledger: () => stub.ledger(),
    close: async () => {
      await systems.close();
      stub.stop();
    },
  };
}
