import { addressOf, type ADDRESSES } from '../platform/addresses.ts';
import type { Shell } from '../shell/shell.ts';
import { fail, ok, warn, type Finding } from './check.ts';
import { endpointsIn, isListening, REACH_MS } from './reach.ts';

/** Whether the platform answers at its addresses, and if not, whether their ports are free for it. */
export async function platformChecks(shell: Shell): Promise<readonly Finding[]> {
  return Promise.all([
    addressCheck('control plane', 'DWS_URL', '/openapi.json', shell),
    addressCheck('signal gateway', 'DWS_GATEWAY_URL', '/healthz', shell),
  ]);
}

async function addressCheck(
  what: string,
  setting: keyof typeof ADDRESSES,
  path: string,
  shell: Shell,
): Promise<Finding> {
  const url = addressOf(setting, shell);
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  if (!(await isListening(hostname, number)))
    return warn(what, `nothing at ${url}: port ${number} is free`, 'Start the platform with scripts/start.');
  try {
    const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(REACH_MS) });
    const type = answer.headers.get('content-type') ?? '';
    if (/json/.test(type)) return ok(what, `answers at ${url}`);
  } catch {
    // Something else has the port: it speaks no HTTP.
  }
  return fail(what, `port ${number} is taken by something else`, `Stop it, or set ${setting}.`);
}

/** Brokers, store and registry, where the settings name some. */
export async function serverChecks({ env }: Pick<Shell, 'env'>): Promise<readonly Finding[]> {
  return Promise.all([
    serverCheck('Kafka brokers', 'KAFKA_BROKERS', 'embedded log', env),
    serverCheck('event store', 'EVENTSTORE_URL', 'embedded store', env),
    serverCheck('schema registry', 'SCHEMA_REGISTRY_URL', 'numbers of schemas/ids.json', env),
  ]);
}

async function serverCheck(
  what: string,
  setting: string,
  embedded: string,
  env: Shell['env'],
): Promise<Finding> {
  const value = env[setting] ?? '';
  if (value === '') return ok(what, embedded);
  const endpoints = endpointsIn(value);
  if (endpoints.length === 0) return fail(what, `no host:port in ${setting}`, `Correct ${setting}.`);
  const there = await Promise.all(endpoints.map(({ host, port }) => isListening(host, port)));
  const missing = endpoints.filter((_, at) => !there[at]).map(({ host, port }) => `${host}:${port}`);
  if (missing.length === 0) return ok(what, `${endpoints.length} reachable`);
  const found = `nothing at ${missing.join(', ')}`;
  const todo = `Start it, or correct ${setting}.`;
  return missing.length === endpoints.length ? fail(what, found, todo) : warn(what, found, todo);
}
