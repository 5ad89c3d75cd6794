import { CaseCache, GateMac, Names, noMetrics, noProbe, silentLog } from '@dws/application';
import { cedarAuthorizer } from '@dws/cedar';
import { CONTROL_PLANE_DEFAULTS, developmentIdentities, loadPeople, PEOPLE_FILE } from '@dws/control-plane';
import { loadPaths, PATHS_FOLDER } from '@dws/escalation-router';
import { POLICIES_FOLDER } from '@dws/governor';
import { loadPolicies } from '@dws/policies';
import { createFileSealStore } from '@dws/files';
import type { ServerBounds } from '@dws/http-problems';
import type { EventStore, MessageLog, Tracing } from '@dws/ports';
import {
  InProcessSystems,
  openCompany,
  signalSource,
  type Company,
  type SignalSource,
} from '@dws/sandbox-company';
import { createFileSchemaCodec } from '@dws/schema-files';
import { zenTable } from '@dws/zen';
import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { platform, type Platform, type PlatformOptions } from '../app.ts';

export interface WholePlatform {
  readonly platform: Platform;
  readonly company: Company;
  readonly happenings: SignalSource;
  /** Delivers signals to the gateway by HTTP, as the sandbox does. */
  readonly deliver: (signals: readonly object[]) => Promise<Response>;
  /** Asks the control plane as a person. */
  readonly as: (
    person: string,
    path: string,
    body?: object,
  ) => Promise<{ status: number; body: Record<string, unknown> }>;
  stop(): Promise<void>;
}

/** What a test wants otherwise. */
export interface WholeChanges extends Partial<Pick<PlatformOptions, 'reader' | 'writer' | 'policies'>> {
  readonly bounds?: PlatformOptions['controlPlane']['bounds'];
  readonly http?: ServerBounds;
  readonly tracing?: Tracing | undefined;
}

/** Every real service, on the given store and log, with a company in process and people of the sandbox. */
export async function startWholePlatform(
  store: EventStore,
  messages: MessageLog,
  { http, tracing, bounds = {}, ...changes }: WholeChanges = {},
): Promise<WholePlatform> {
  const clock = { now: () => Date.now() };
  const codec = createFileSchemaCodec();
  await codec.ready();
  const company = openCompany({ seed: 7, clock });
  const systems = new InProcessSystems(company, { clock });
  const review = generateKeyPairSync('ed25519');
  const folder = await mkdtemp(join(tmpdir(), 'dws-platform-'));
  const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
  const signerOf = (
    keyId: string,
    keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  ) => ({
    keyId,
    publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text: string) =>
      Promise.resolve(sign(null, Buffer.from(text), keys.privateKey).toString('base64')),
  });
  const surroundings = {
    store,
    messages,
    codec,
    names: new Names(),
    clock,
    log: silentLog,
    metrics: noMetrics,
    probe: noProbe,
    instance: 'spec',
    cache: new CaseCache(1_000),
    ...(tracing ? { tracing } : {}),
  };
  const composed = await platform({
    surroundings,
    reader: systems,
    writer: systems,
    policies: await loadPolicies(POLICIES_FOLDER, { authorizer: cedarAuthorizer, table: zenTable }),
    paths: await loadPaths(PATHS_FOLDER),
    mac: new GateMac(new Uint8Array(32).fill(3)),
    reviewKeys: new Map([['review', review.publicKey]]),
    afterReviewKey: new Uint8Array(32),
    seals: createFileSealStore(join(folder, 'seals')),
    sealSigner: signerOf('seal', generateKeyPairSync('ed25519')),
    models: {},
    stages: {
      'ticket-classification': 'supervised',
      'churn-signal': 'supervised',
      'revenue-execution': 'supervised',
    },
    gateway: {
      host: '127.0.0.1',
      ...(http ? { http } : {}),
      port: 0,
      bodyLimit: 1_048_576,
      newTraceparent: () => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    },
    controlPlane: {
      ...CONTROL_PLANE_DEFAULTS,
      ...(http ? { http } : {}),
      port: 0,
      signer: signerOf('review', review),
      identify: developmentIdentities(await loadPeople(PEOPLE_FILE), silentLog),
      sleep,
      newId: randomUUID,
      bounds,
    },
    sleep,
    replicationFactor: 1,
    ...changes,
  });
  await composed.start();
  const portOf = (server: { addresses(): readonly (string | { port: number })[] }): number => {
    const [address] = server.addresses();
    return typeof address === 'object' ? address.port : 0;
  };
  const api = `http://127.0.0.1:${portOf(composed.controlPlane.server)}/api/v1`;
  const gateway = `http://127.0.0.1:${portOf(composed.gateway.server)}`;
  return {
    platform: composed,
    company,
    happenings: signalSource(company, clock),
    deliver: (signals) =>
      fetch(`${gateway}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(signals),
      }),
    as: async (person, path, body) => {
      const headers = { 'x-dws-person': person, ...(body ? { 'content-type': 'application/json' } : {}) };
      const answer = await fetch(
        api + path,
        body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
      );
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    stop: async () => {
      await composed.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
