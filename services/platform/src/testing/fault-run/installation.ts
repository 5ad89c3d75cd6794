import { Names } from '@dws/application';
import { createEventStoreDb } from '@dws/eventstoredb';
import { KafkaMessageLog } from '@dws/kafka';
import { startKafka, type LocalKafka } from '@dws/kafka-local';
import type { EventStore, MessageLog } from '@dws/ports';
import { appendFile, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { urlOf } from '../../processes/addresses.ts';
import { startProcesses, type Processes } from '../../processes/start-processes.ts';
import { SANDBOX_STAGES } from '../../sandbox-stages.ts';
import { mountDisks, type Disks } from './disks.ts';
import { layCables, type Networks } from './networks.ts';
import type { FaultRunOptions } from './options.ts';
import { portsFrom, portsWithRoom } from './ports-with-room.ts';

/** Silence after which a group gives a member up. */
export const SESSION_MS = 6_000;
const BROKERS = [1, 2, 3] as const;
/** Those that are nobody's server: their network can be cut. */
const CLIENTS = [
  'governor',
  'executor',
  'escalation-router',
  'customer-experience-workers',
  'revenue-workers',
  'audit-recorder',
] as const;
/** Those that answer by HTTP, each replica on a port of its own. */
const SERVERS = ['signal-gateway', 'control-plane'] as const;

/** Everything that a run of faults is done to. */
export interface Installation {
  readonly data: string;
  readonly keys: string;
  readonly names: Names;
  readonly kafka: LocalKafka;
  readonly processes: Processes;
  readonly disks: Disks;
  readonly networks: Networks;
  /** The store as an auditor reads it, and the log as a publisher writes it: no service's own. */
  readonly store: EventStore;
  readonly log: MessageLog;
  readonly gateways: readonly string[];
  readonly controlPlanes: readonly string[];
  /** Where a process says whether it takes work. */
  readyUrl(name: string): string | null;
  stop(): Promise<void>;
}

/** Three brokers, every service as its own processes, disks and cables. Resolves when everything takes work. */
export async function install(options: FaultRunOptions): Promise<Installation> {
  const { folder, replicas, client } = options;
  const [data, keys, brokerFolder] = ['data', 'keys', 'kafka'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(data, { recursive: true });
  const disks = await mountDisks({
    'event-store-1': join(data, 'store'),
    'sandbox-1': join(data, 'company'),
    'audit-recorder': join(data, 'seals'),
    ...Object.fromEntries(BROKERS.map((id) => [`broker-${id}`, join(brokerFolder, `node-${id}`, 'data')])),
  });
  const networks = await layCables(replicas > 1 ? CLIENTS.map((name) => `${name}-${replicas}`) : []);
  const ending: (() => Promise<unknown>)[] = [() => disks.unmount(), () => networks.remove()];
  const stop = async (): Promise<void> => {
    for (const end of ending.toReversed()) await end().catch(() => undefined);
  };
  try {
    const kafka = await startKafka({ brokers: 3, keepIn: brokerFolder });
    ending.push(() => kafka.stop());
    const ports = await portsWithRoom(replicas);
    const processes = await startProcesses({
      data,
      keys,
      ports,
      brokers: kafka.bootstrap,
      replicationFactor: BROKERS.length,
      // One whose every output is reviewed, so that people have something to decide.
      stages: { ...SANDBOX_STAGES, 'revenue-execution': 'assistive' },
      replicas: Object.fromEntries([...CLIENTS, ...SERVERS].map((name) => [name, replicas])),
      common: {
        KAFKA_SESSION_MS: String(SESSION_MS),
        KAFKA_CLIENT: client,
        // A process in a network of its own has no 127.0.0.1.
        DWS_HEALTH_HOST: '0.0.0.0',
      },
      settings: {
        'event-store': { EVENT_STORE_FILE: join(data, 'store', 'events.db') },
        sandbox: { SANDBOX_FILE: join(data, 'company', 'sandbox.db') },
      },
      startedBy: (name) => networks.startedBy(name),
      tell: (line) => void appendFile(join(folder, 'warnings.log'), `${stamp()} ${line}\n`),
    });
    ending.push(async () => {
      // Nothing in them is looked at any more.
      await Promise.all(processes.all.map((one) => one.kill()));
      await processes.stop();
    });
    const store = createEventStoreDb({
      connectionString: processes.eventStoreUrl,
      clock: { now: () => Date.now() },
    });
    const log = new KafkaMessageLog({ brokers: kafka.bootstrap.split(','), clientId: 'fault-run' });
    ending.push(
      () => store.close(),
      () => log.close(),
    );
    const readyUrl = (name: string): string | null => {
      if (name === 'sandbox-1') return `${processes.sandboxUrl}/readyz`;
      if (name === 'event-store-1') return `http://127.0.0.1:${ports.eventStoreHttp}/readyz`;
      const health = processes.process(name).readyLine?.fields['health'] as { port: number } | undefined;
      return health ? `http://${networks.addressOf(name)}:${health.port}/readyz` : null;
    };
    return {
      ...{ data, keys, names: new Names(), kafka, processes, disks, networks, store, log, readyUrl, stop },
      gateways: portsFrom(ports.gateway, replicas).map(urlOf),
      controlPlanes: portsFrom(ports.controlPlane, replicas).map(urlOf),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Copies what stands on disks that end with the run to where it is kept. */
export async function keepEvidence({ disks }: Installation, folder: string): Promise<void> {
  for (const [name, disk] of disks.disks)
    await cp(disk.folder, join(folder, 'evidence', name), { recursive: true });
}

function stamp(): string {
  return new Date().toISOString();
}
