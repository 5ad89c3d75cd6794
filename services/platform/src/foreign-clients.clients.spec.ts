import { caseIdOf } from '@dws/kernel';
import { javaClasspath, pythonWith, startForeign, type ForeignProcess } from '@dws/foreign-clients';
import { startTestRegistry } from '@dws/registry-local';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { anyPorts } from './processes/addresses.ts';
import { startProcesses, type Processes } from './processes/start-processes.ts';
import { CompanyClient } from './testing/company-client.ts';

/** A busy machine: each step is one program that starts, joins its group and says a line. */
const WITHIN_MS = 120_000;
const EXAMPLES = fileURLToPath(new URL('../../../docs/examples/', import.meta.url));
const ESCALATION = /^acc-0001 churn-signal .*usage/;

const folder = mkdtempSync(join(tmpdir(), 'dws-foreign-'));
const running: ForeignProcess[] = [];
const stops: (() => Promise<void>)[] = [];
let processes: Processes;
let company: CompanyClient;
let environment: Readonly<Record<string, string>>;
let classpath: string;

beforeAll(async () => {
  const [packages, jars] = await Promise.all([
    pythonWith(join(EXAMPLES, 'python/requirements.txt')),
    javaClasspath(join(EXAMPLES, 'java/pom.xml')),
  ]);
  classpath = jars;
  const registry = await startTestRegistry();
  stops.push(() => registry.stop());
  // A broker of its own: the examples name topics as production does, without an environment in front.
  processes = await startProcesses({
    data: join(folder, 'data'),
    keys: join(folder, 'keys'),
    ports: await anyPorts(),
    schemaRegistryUrl: registry.url,
    tell: () => undefined,
  });
  stops.push(() => processes.stop());
  company = new CompanyClient(processes);
  environment = {
    ...packages,
    KAFKA_BROKERS: processes.brokers,
    SCHEMA_REGISTRY_URL: registry.url,
    EVENTSTORE_URL: processes.eventStoreUrl,
  };
}, 900_000);

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}, 180_000);

function run(command: string, ...args: readonly string[]): ForeignProcess {
  const started = startForeign(command, args, environment);
  running.push(started);
  return started;
}

const python = (name: string): ForeignProcess => run('python3', join(EXAMPLES, 'python', name));
const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Publishes and waits until the case has come to its outcome. */
async function publishedByPython(): Promise<string> {
  const id = await python('publish_signal.py').line(UUID, WITHIN_MS);
  const caseId = caseIdOf('churn-signal', 'urn:example:usage', id);
  await company.settled([caseId], WITHIN_MS);
  return caseId;
}

it('Python publishes a signal in Avro by the registry', { timeout: 3 * WITHIN_MS }, async () => {
  expect(await company.timeline(await publishedByPython())).toContain('action-executed');
});

it('kcat publishes a signal in JSON', { timeout: 3 * WITHIN_MS }, async () => {
  const id = await run('sh', join(EXAMPLES, 'kcat/publish-signal.sh')).line(UUID, WITHIN_MS);
  const caseId = caseIdOf('ticket-classification', 'urn:example:helpdesk', id);
  await company.settled([caseId], WITHIN_MS);
  expect(await company.timeline(caseId)).toContain('gate-decided');
});

it('Python reads the escalations that Revenue receives', { timeout: 2 * WITHIN_MS }, async () => {
  expect(await python('read_escalations.py').line(/./, WITHIN_MS)).toMatch(ESCALATION);
});

it('Java reads them with the plain client', { timeout: 2 * WITHIN_MS }, async () => {
  const java = run('java', '-cp', classpath, join(EXAMPLES, 'java/ReadEscalations.java'));
  expect(await java.line(/./, WITHIN_MS)).toMatch(ESCALATION);
});

it('Python reads a worker’s trail and follows it', { timeout: 4 * WITHIN_MS }, async () => {
  const trail = python('follow_trail.py');
  expect(await trail.line(/^read 1 /, WITHIN_MS)).toMatch(/^read 1 [a-z-]+ (case|control|registry)-/);
  const caseId = await publishedByPython();
  expect(await trail.line(new RegExp(`^live \\d+ signal-accepted case-${caseId}$`), WITHIN_MS)).toBeDefined();
});
