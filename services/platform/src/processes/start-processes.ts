import { Names, servicePorts, silentLog, noMetrics, noProbe } from '@dws/application';
import { registerWorkers } from '@dws/control-plane';
import {
  applyAccess,
  applyTopics,
  codeHashOf,
  kafkaConnection,
  openLog,
  openStore,
  parseSettings,
  settingsSchema,
  systemClock,
  type Settings,
} from '@dws/host';
import { KafkaAccessAdmin } from '@dws/kafka';
import { startKafka, type LocalKafka } from '@dws/kafka-local';
import { DwsError } from '@dws/kernel';
import { createFileSchemaCodec } from '@dws/schema-files';
import { pushSchemas, RegistryClient } from '@dws/schema-registry';
import { join } from 'node:path';
import { knownWorkers } from '../known-workers.ts';
import { urlOf } from './addresses.ts';
import { ADMIN, prepareBrokerIdentities } from './broker-identities.ts';
import type { StartProcessesOptions } from './options.ts';
import { planProcesses } from './plan-processes.ts';
import { logFolder, ProcessGroup } from './process-group.ts';
import { prepareSecrets } from './secrets.ts';
import { AUDITOR, prepareStoreIdentities } from './store-identities.ts';
import type { SupervisedProcess } from './supervised-process.ts';

export interface Processes {
  readonly brokers: string;
  /** KAFKA_USERNAME and the like of a service, or of `operator`, `admin`, `data-platform`, …; empty without `secure`. */
  brokerSettingsOf(name: string): Readonly<Record<string, string>>;
  /** Of an identity that reads everything and writes nothing, where the store is ours. */
  readonly eventStoreUrl: string;
  readonly gatewayUrl: string;
  readonly controlPlaneUrl: string;
  readonly sandboxUrl: string;
  /** Bearer that may read the sandbox and its ledger. */
  readonly sandboxReadToken: string;
  readonly all: readonly SupervisedProcess[];
  /** `executor-1`, … @throws DwsError `argument-invalid` */
  process(name: string): SupervisedProcess;
  /** Rejects when a process cannot run and starting it again would not help. */
  readonly failed: Promise<never>;
  /** Drains everything in order, from the way in to the ground. */
  stop(): Promise<void>;
}

/**
 * The platform with every service a process of its own, on Kafka and an event store server: the given ones, or local
 * ones. Resolves when everything takes work.
 * @throws DwsError `config-invalid`, `log-unavailable`, `store-unavailable`
 */
export async function startProcesses(options: StartProcessesOptions): Promise<Processes> {
  const { data, keys, ports } = options;
  const logs = await logFolder(data);
  const tokens = await prepareSecrets(keys);
  // Kept beside the store: what the store has of a message names its place in this very log.
  const identities = options.secure === true ? await prepareBrokerIdentities(options) : undefined;
  const security = identities && { users: identities.users, admins: [identities.admin] };
  // A folder of its own: who comes back without --secure finds no broker that refuses everybody.
  const folder = join(data, security ? 'kafka-secure' : 'kafka');
  const local = { brokers: 1, ports: [ports.kafka], keepIn: folder, ...(security && { security }) } as const;
  const kafka = options.brokers === undefined ? await startKafka(local) : null;
  const brokers = options.brokers ?? kafka?.bootstrap ?? '';
  const given = options.eventStoreUrl;
  const storeIdentities =
    given === undefined
      ? await prepareStoreIdentities(keys, options.environment ?? '', ports.eventStore)
      : undefined;
  const eventStoreUrlOf = (name: string): string => storeIdentities?.urlOf(name) ?? given ?? '';
  const brokerSettingsOf = (name: string): Readonly<Record<string, string>> => ({
    ...options.brokerSettings,
    ...identities?.settingsOf(name),
  });
  const connections = { brokers, brokerSettingsOf, eventStoreUrlOf, storeIdentities, tokens };
  let group: ProcessGroup | null = null;
  try {
    if (options.schemaRegistryUrl !== undefined) await pushTo(options.schemaRegistryUrl);
    group = new ProcessGroup(planProcesses(options, connections), logs, options);
    await group.start(0);
    await prepare(options, brokers, brokerSettingsOf(ADMIN), eventStoreUrlOf('platform'));
    await group.start(1);
    await group.start(2);
  } catch (error) {
    await end(group, kafka);
    throw error;
  }
  const started = group;
  return {
    brokers,
    brokerSettingsOf,
    eventStoreUrl: eventStoreUrlOf(AUDITOR),
    gatewayUrl: urlOf(ports.gateway),
    controlPlaneUrl: urlOf(ports.controlPlane),
    sandboxUrl: urlOf(ports.sandbox),
    sandboxReadToken: tokens.read,
    all: started.all,
    process: (name) => started.get(name),
    failed: started.failed,
    stop: () => end(started, kafka),
  };
}

async function end(group: ProcessGroup | null, kafka: LocalKafka | null): Promise<void> {
  await group?.stop();
  await kafka?.stop();
}

/** The services look their schemas up and register none: that right is the launcher's, or a person's. */
async function pushTo(url: string): Promise<void> {
  const { refused } = await pushSchemas(new RegistryClient({ url }));
  const [first] = refused;
  if (first === undefined) return;
  const message = `the schema registry holds versions that ${first} breaks; run dws schema check`;
  throw new DwsError('config-invalid', message, { subject: first });
}

/** Topics, access rules and registrations, before anybody asks for them. */
async function prepare(
  options: StartProcessesOptions,
  brokers: string,
  brokerSettings: Readonly<Record<string, string>>,
  eventStoreUrl: string,
): Promise<void> {
  const settings = parseSettings(settingsSchema, {
    DWS_ENV: options.environment,
    DWS_DATA: options.data,
    KAFKA_BROKERS: brokers,
    ...brokerSettings,
    EVENTSTORE_URL: eventStoreUrl,
  });
  const messages = await openLog(settings, systemClock, 'platform', silentLog);
  const store = await openStore(settings, systemClock);
  const names = new Names(settings.DWS_ENV);
  const { stages = {}, replicationFactor = 1 } = options;
  const known = knownWorkers();
  const folders = new Map(known.map(({ manifest, folder }) => [manifest.id, folder]));
  const manifests = known.map(({ manifest }) => ({
    ...manifest,
    stage: stages[manifest.id] ?? manifest.stage,
  }));
  try {
    await applyTopics({ messages, names, log: silentLog, workers: manifests, replicationFactor });
    if (options.secure === true) await allow(settings, names, manifests);
    const ports = servicePorts('platform', {
      store,
      messages,
      codec: createFileSchemaCodec(),
      names,
      clock: systemClock,
      log: silentLog,
      metrics: noMetrics,
      probe: noProbe,
      instance: 'launcher',
    });
    await registerWorkers(ports, manifests, (worker) => codeHashOf(folders.get(worker) as URL));
  } finally {
    await messages.close();
    await store.close();
  }
}

async function allow(
  settings: Settings,
  names: Names,
  workers: Parameters<typeof applyAccess>[2],
): Promise<void> {
  const access = new KafkaAccessAdmin({ ...(await kafkaConnection(settings)), clientId: 'platform' });
  try {
    if (await applyAccess(access, names, workers)) return;
  } finally {
    await access.close();
  }
  throw new DwsError(
    'config-invalid',
    'expected brokers with an authorizer for --secure, found some without',
  );
}
