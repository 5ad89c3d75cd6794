import { hideKnownWarnings, parseSettings, settingsSchema, stopSignal } from '@dws/host';
import { isDwsError } from '@dws/kernel';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';
import { SANDBOX_STAGES } from '../sandbox-stages.ts';
import { DEFAULT_PORTS } from './addresses.ts';
import { readCommandLine, USAGE } from './command-line.ts';
import { startProcesses, type Processes } from './start-processes.ts';

const launcherSettings = settingsSchema.extend({
  KAFKA_REPLICATION: z.coerce.number().int().min(1).default(1).describe('Copies of each topic.'),
});

/** `scripts/start --kafka`: starts everything, says where, and stops it in order. */
async function main(args: readonly string[]): Promise<void> {
  const { help, replicas, only, rate, secure } = readCommandLine(args);
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const settings = parseSettings(launcherSettings, process.env);
  const given = (value: string): string | undefined => (value === '' ? undefined : value);
  const stopping = stopSignal();
  const began = performance.now();
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  tell('starting every service as its own process …');
  const processes = await startProcesses({
    data: resolve(settings.DWS_DATA),
    keys: resolve(settings.DWS_KEYS),
    ports: DEFAULT_PORTS,
    brokers: given(settings.KAFKA_BROKERS),
    eventStoreUrl: given(settings.EVENTSTORE_URL),
    schemaRegistryUrl: given(settings.SCHEMA_REGISTRY_URL),
    secure,
    brokerSettings: brokerSettings(process.env),
    environment: settings.DWS_ENV,
    replicationFactor: settings.KAFKA_REPLICATION,
    stages: SANDBOX_STAGES,
    replicas,
    only,
    signalRate: rate,
    tell,
  });
  tell(greeting(processes, (performance.now() - began) / 1000));
  const failure = await Promise.race([
    once(stopping, 'abort').then(() => null),
    processes.failed.catch((error: unknown) => ({ error })),
  ]);
  tell('stopping in order …');
  await processes.stop();
  if (failure) throw failure.error;
}

/** What the launcher was told of the brokers is told to every service. */
function brokerSettings(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const names = Object.keys(settingsSchema.shape).filter(
    (name) => name.startsWith('KAFKA_') && name !== 'KAFKA_BROKERS',
  );
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function greeting(processes: Processes, seconds: number): string {
  const { all, controlPlaneUrl, gatewayUrl, sandboxUrl, brokers, eventStoreUrl } = processes;
  return [
    '',
    `  ready in ${seconds.toFixed(1)} s: ${all.length} processes; logs in the data folder under logs/`,
    `  console and API   ${controlPlaneUrl}`,
    `  signal gateway    ${gatewayUrl}/v1/events`,
    `  sandbox company   ${sandboxUrl}`,
    `  Kafka             ${brokers}`,
    `  event store       ${eventStoreUrl.replace(/\/\/[^@/]*@/, '//')}`,
    '                    connection strings of its identities in the keys folder under event-store/*.url',
    '',
  ].join('\n');
}

hideKnownWarnings();
await main(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${isDwsError(error) ? `${error.code}: ${error.message}` : String(error)}\n`);
    process.exit(isDwsError(error, 'argument-invalid') ? 64 : 1);
  },
);
