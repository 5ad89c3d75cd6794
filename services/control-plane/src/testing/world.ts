import {
  AVRO,
  HEADERS,
  Names,
  noMetrics,
  noProbe,
  servicePorts,
  silentLog,
  type CrashProbe,
  type ServicePorts,
} from '@dws/application';
import { accept, recordGate, recordPlan, referenceOf, reviewIdOf, type CaseEvent } from '@dws/case';
import { DOMAINS, instantOf, type JsonObject } from '@dws/kernel';
import type { EventStore, IncomingMessage, MessageLog } from '@dws/ports';
import { createMemoryEventStore, createMemorySchemaCodec, MemoryMessageLog } from '@dws/testing';
import type { WorkerManifest } from '@dws/worker';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import {
  controlPlane,
  developmentIdentities,
  peopleOf,
  type ControlPlane,
  type ControlPlaneOptions,
} from '../app.ts';
import { FakeTime } from './fake-time.ts';
import { gateOf, planOf, proposalOf, signalOf, type Given, type PlannedCase } from './planned-case.ts';

export const PEOPLE = peopleOf([
  { id: 'ada', name: 'Ada', roles: ['support-lead'], also: [] },
  { id: 'ben', name: 'Ben', roles: ['support-lead'], also: ['acc-ben'] },
  { id: 'olga', name: 'Olga', roles: ['operator'], also: [] },
  { id: 'sam', name: 'Sam', roles: ['auditor'], also: [] },
]);

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
export const REVIEW_KEYS = new Map([['review', publicKey]]);

const MANIFEST: WorkerManifest = {
  id: 'churn-signal',
  domain: 'customer-experience',
  version: '1.0.0',
  purpose: 'Notices customers who are about to leave.',
  businessOwner: 'head-of-customer-experience',
  technicalOwner: 'ada',
  triggers: [{ signalType: 'usage.dropped', workflow: 'usage' }],
  reads: [],
  actions: [
    {
      kind: 'message.send',
      system: 'email',
      operation: 'message.send',
      risk: 'medium',
      external: true,
      meaningful: true,
      expiresAfterHours: 24,
    },
  ],
  prohibited: [],
  escalations: [],
  supersedes: true,
  stage: 'supervised',
  retrySeconds: [1],
  baselineMinutes: {},
};
export const MANIFESTS = [MANIFEST];

/** Store, topics and time that outlive any control plane built on them. */
export class World {
  readonly time = new FakeTime();
  readonly store: EventStore = createMemoryEventStore({ clock: this.time });
  readonly messages: MessageLog = new MemoryMessageLog(this.time);
  readonly codec = createMemorySchemaCodec();
  readonly names = new Names('test');
  readonly #planes: ControlPlane[] = [];
  #signals = 0;

  static async create(): Promise<World> {
    const world = new World();
    const kinds = [
      'signals',
      'action-proposals',
      'action-decisions',
      'action-executions',
      'case-due',
    ] as const;
    await world.messages.admin.create(
      kinds.flatMap((kind) =>
        DOMAINS.map((domain) => ({
          name: world.names.topic(kind, domain),
          partitions: 1,
          replicationFactor: 1,
          config: {},
        })),
      ),
    );
    await world.codec.ready();
    return world;
  }

  ports(service: string, probe: CrashProbe = noProbe): ServicePorts {
    const { store, messages, codec, names, time: clock } = this;
    const log = silentLog;
    const metrics = noMetrics;
    return servicePorts(service, {
      store,
      messages,
      codec,
      names,
      clock,
      log,
      metrics,
      probe,
      instance: randomUUID(),
    });
  }

  /** A control plane of its own, as another process would have. */
  async plane(options: Partial<ControlPlaneOptions> = {}, probe?: CrashProbe): Promise<ControlPlane> {
    const plane = await controlPlane(this.ports('control-plane', probe), {
      host: '127.0.0.1',
      port: 0,
      bodyLimit: 100_000,
      signer: {
        keyId: 'review',
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        sign: async (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
      },
      identify: developmentIdentities(PEOPLE, silentLog),
      sleep: this.time.sleep,
      newId: randomUUID,
      ...options,
    });
    await plane.start();
    await plane.registerWorkers(MANIFESTS, () => 'c0de');
    this.#planes.push(plane);
    return plane;
  }

  async close(): Promise<void> {
    for (const plane of this.#planes) await plane.stop();
  }

  async published(
    kind: 'action-decisions' | 'action-proposals' | 'case-due',
  ): Promise<readonly IncomingMessage[]> {
    return this.messages.peek(this.names.topic(kind, 'customer-experience'), 0, '0', 1_000);
  }

  async typesPublished(kind: Parameters<World['published']>[0]): Promise<readonly (string | undefined)[]> {
    return (await this.published(kind)).map(({ headers }) => headers[HEADERS.type]);
  }

  async typesOf(caseId: string): Promise<readonly string[]> {
    return (await this.store.read(this.names.caseStream(caseId))).map(({ type }) => type);
  }

  /** Events as the stated services would write them. */
  async plannedCase(given: Given = {}): Promise<PlannedCase> {
    const worker = this.ports('customer-experience-workers');
    const id = `signal-${(this.#signals += 1)}`;
    const signal = signalOf(id, this.time.now(), given);
    const { caseId } = signal;
    await worker.cases.change([{ caseId, decide: ({ state }) => accept(signal, state) }]);
    const kinds = given.kinds ?? ['message.send'];
    const proposals = kinds.map((kind, ordinal) => proposalOf(signal, kind, ordinal, this.time.now(), given));
    await worker.cases.change([
      { caseId, decide: ({ state }) => recordPlan(planOf(signal, proposals, this.time.now()), state) },
    ]);
    const governor = this.ports('governor');
    for (const proposal of given.gate === 'none' ? [] : proposals) {
      const gate = gateOf(proposal, given.gate ?? 'review', this.time.now());
      const reviewId = reviewIdOf(caseId, proposal.digest);
      const openedAt = instantOf(this.time.now());
      const dueAt = instantOf(this.time.now() + 3_600_000);
      const { proposalId, digest } = proposal;
      const reviewers = ['support-lead'];
      const why = 'It goes to a customer.';
      const review =
        gate.decision === 'review'
          ? { proposalId, digest, reviewId, reviewers, why, openedAt, dueAt, changes: [] }
          : null;
      await governor.cases.change([{ caseId, decide: ({ state }) => recordGate({ gate, review }, state) }]);
    }
    const [first] = proposals;
    if (!first) throw new Error('a planned case needs an action');
    return { caseId, proposals, proposal: first, reviewId: reviewIdOf(caseId, first.digest) };
  }

  /** A planned case whose first action was claimed and never answered. */
  async caseInDoubt(given: Omit<Given, 'gate'> = {}): Promise<PlannedCase> {
    const planned = await this.plannedCase({ ...given, gate: 'allow' });
    const { caseId, proposal } = planned;
    const { proposalId, digest, worker, domain, subject, actionKind } = proposal;
    const at = instantOf(this.time.now());
    const claimed = {
      proposalId,
      digest,
      claimant: 'executor/1',
      claimedAt: at,
      deadline: at,
      reference: referenceOf(caseId, digest),
      effectClass: 'N',
      policiesHash: '',
      controlRevision: -1,
    };
    const { trustCell } = gateOf(proposal, 'allow', this.time.now());
    const doubt = { proposalId, caseId, worker, domain, subject, actionKind, digest, trustCell, at };
    await this.append(caseId, 'executor', [
      { type: 'claimed', data: claimed },
      { type: 'action-in-doubt', data: { ...doubt, detail: 'the connection broke after sending' } },
    ]);
    return planned;
  }

  async append(caseId: string, service: string, events: readonly CaseEvent[]): Promise<void> {
    await this.ports(service).cases.change([{ caseId, decide: () => ({ events }) }]);
  }

  async publishSignal(id: string, type: string, body: JsonObject): Promise<void> {
    const headers = {
      [HEADERS.specversion]: '1.0',
      [HEADERS.id]: id,
      [HEADERS.source]: 'product-analytics',
      [HEADERS.type]: type,
      [HEADERS.time]: instantOf(this.time.now()),
      [HEADERS.contentType]: AVRO,
    };
    const topic = this.names.topic('signals', 'customer-experience');
    await this.messages.publish([{ topic, key: 'acc-1', headers, value: this.codec.encode(type, body) }]);
  }
}

/** A request by a person. */
export function as(person: string) {
  return { 'x-dws-person': person, host: 'localhost' };
}
