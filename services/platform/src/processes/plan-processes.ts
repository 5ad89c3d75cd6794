import { DwsError } from '@dws/kernel';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOST, urlOf } from './addresses.ts';
import type { StartProcessesOptions } from './options.ts';
import type { ProcessPlan } from './process-plan.ts';
import type { SandboxTokens } from './secrets.ts';
import type { StoreIdentities } from './store-identities.ts';

const SERVICES = new URL('../../../', import.meta.url);
const POLICIES = fileURLToPath(new URL('governor/policies/', SERVICES));

/** What everybody needs, what works, and the way in, which opens last and closes first. */
const STAGE = { ground: 0, work: 1, way_in: 2 } as const;

export interface Connections {
  readonly brokers: string;
  /** Settings of a service's identity at the brokers; none where they ask for none. */
  readonly brokerSettingsOf: (service: string) => Readonly<Record<string, string>>;
  /** Connection string that a service is given: of its own identity where the store is ours. */
  readonly eventStoreUrlOf: (service: string) => string;
  /** Missing where the store is somebody else's. */
  readonly storeIdentities: StoreIdentities | undefined;
  readonly tokens: SandboxTokens;
}

type Draft = Omit<ProcessPlan, 'main' | 'replicas' | 'environment'> & {
  readonly own: Readonly<Record<string, string>>;
};

/** @throws DwsError `config-invalid` for a service that there is none of, or a number of replicas that is none */
export function planProcesses(
  options: StartProcessesOptions,
  connections: Connections,
): readonly ProcessPlan[] {
  const { only = [], replicas = {}, settings = {}, eventStoreUrl } = options;
  const drafts = draftsOf(options, connections);
  const known = drafts.map(({ name }) => name);
  const unknown = [...only, ...Object.keys(replicas), ...Object.keys(settings)].find(
    (name) => !known.includes(name),
  );
  if (unknown !== undefined)
    throw new DwsError('config-invalid', `expected services out of ${known.join(', ')}, found "${unknown}"`);
  const wanted = drafts.filter(({ name }) => only.length === 0 || only.includes(name));
  return wanted
    .filter(({ name }) => !(name === 'event-store' && eventStoreUrl !== undefined))
    .map(({ name, stage, own, listens }) => ({
      name,
      stage,
      main: new URL(`${name}/src/main.ts`, SERVICES),
      environment: { ...commonOf(name, options, connections), ...options.common, ...own, ...settings[name] },
      replicas: countOf(name, replicas[name] ?? 1),
      ...(listens && { listens }),
    }));
}

function countOf(name: string, replicas: number): number {
  const most = SINGLE.has(name) ? 1 : MAX_REPLICAS;
  if (Number.isInteger(replicas) && replicas >= 1 && replicas <= most) return replicas;
  throw new DwsError('config-invalid', `expected 1 to ${most} replicas of ${name}, found ${replicas}`);
}

/** They own a file. */
const SINGLE: ReadonlySet<string> = new Set(['event-store', 'sandbox']);
const MAX_REPLICAS = 16;
/** Nobody's client: the store itself, and the company's systems. */
const WITHOUT_STORE: ReadonlySet<string> = new Set(['event-store', 'sandbox']);

function commonOf(
  service: string,
  { data, keys, environment = '', schemaRegistryUrl = '' }: StartProcessesOptions,
  connections: Connections,
): Readonly<Record<string, string>> {
  const needsStore = !WITHOUT_STORE.has(service);
  return {
    DWS_ENV: environment,
    DWS_DATA: data,
    DWS_KEYS: keys,
    ...(needsStore ? { EVENTSTORE_URL: connections.eventStoreUrlOf(service) } : {}),
    KAFKA_BROKERS: connections.brokers,
    ...connections.brokerSettingsOf(service),
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    // Ten processes that strip the types of the same files: the second start is twice as fast.
    NODE_COMPILE_CACHE: join(data, 'compile-cache'),
  };
}

function draftsOf(
  { data, ports, signalRate = 0 }: StartProcessesOptions,
  { tokens, storeIdentities }: Connections,
): readonly Draft[] {
  const reads = { SANDBOX_URL: urlOf(ports.sandbox), SANDBOX_READ_TOKEN: tokens.read };
  const policies = { DWS_POLICIES: POLICIES };
  const model = join(data, 'models', 'ticket-classification.model.json');
  return [
    {
      name: 'event-store',
      stage: STAGE.ground,
      own: {
        EVENT_STORE_FILE: join(data, 'events.db'),
        EVENT_STORE_HOST: HOST,
        EVENT_STORE_PORT: String(ports.eventStore),
        EVENT_STORE_HTTP_PORT: String(ports.eventStoreHttp),
        ...(storeIdentities && {
          EVENT_STORE_TLS_CERTIFICATE: storeIdentities.certificate,
          EVENT_STORE_TLS_KEY: storeIdentities.key,
          EVENT_STORE_IDENTITIES: storeIdentities.identities,
        }),
      },
    },
    {
      name: 'sandbox',
      stage: STAGE.ground,
      own: {
        SANDBOX_PORT: String(ports.sandbox),
        SANDBOX_FILE: join(data, 'sandbox.db'),
        SANDBOX_READ_TOKEN: tokens.read,
        SANDBOX_WRITE_TOKEN: tokens.write,
        ...(signalRate > 0 ? { GATEWAY_URL: urlOf(ports.gateway), SIGNAL_RATE: String(signalRate) } : {}),
      },
    },
    { name: 'audit-recorder', stage: STAGE.work, own: {} },
    {
      name: 'control-plane',
      stage: STAGE.work,
      own: { CONTROL_PLANE_HOST: HOST },
      listens: { setting: 'CONTROL_PLANE_PORT', port: ports.controlPlane },
    },
    { name: 'governor', stage: STAGE.work, own: { ...reads, ...policies } },
    {
      name: 'executor',
      stage: STAGE.work,
      own: { ...policies, SANDBOX_URL: urlOf(ports.sandbox), SANDBOX_WRITE_TOKEN: tokens.write },
    },
    { name: 'escalation-router', stage: STAGE.work, own: { ...reads, ...policies } },
    {
      name: 'customer-experience-workers',
      stage: STAGE.work,
      own: { ...reads, ...(existsSync(model) ? { TICKET_MODEL: model } : {}) },
    },
    { name: 'revenue-workers', stage: STAGE.work, own: reads },
    {
      name: 'signal-gateway',
      stage: STAGE.way_in,
      own: { GATEWAY_HOST: HOST },
      listens: { setting: 'GATEWAY_PORT', port: ports.gateway },
    },
  ];
}
