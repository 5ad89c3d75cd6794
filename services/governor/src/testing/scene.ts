import {
  GateMac,
  Names,
  noMetrics,
  noProbe,
  servicePorts,
  silentLog,
  type LoadedCase,
  type ServicePorts,
} from '@dws/application';
import { accept, proposalDigest, proposalIdOf, recordPlan } from '@dws/case';
import { cedarAuthorizer } from '@dws/cedar';
import type { ActionProposal } from '@dws/contracts';
import { caseIdOf, DOMAINS, type JsonObject } from '@dws/kernel';
import { loadPolicies, type PolicyEngines } from '@dws/policies';
import type { EventStore } from '@dws/ports';
import { createMemoryEventStore, createMemorySchemaCodec, MemoryMessageLog } from '@dws/testing';
import { declarationOf } from '@dws/worker';
import { zenTable } from '@dws/zen';
import { POLICIES_FOLDER } from '../app.ts';
import { MANIFESTS } from './workers.ts';

export const ENGINES: PolicyEngines = { authorizer: cedarAuthorizer, table: zenTable };
export const POLICIES = await loadPolicies(POLICIES_FOLDER, ENGINES);
export const MAC = new GateMac(new Uint8Array(32).fill(7));
export const AFTER_REVIEW_KEY = new Uint8Array(32).fill(9);

/** Enough that each of eight governors has one of every topic. */
export const PARTITIONS = 8;

/** One thing that a worker intends. */
export interface Intention {
  readonly worker: string;
  readonly kind: string;
  readonly arguments?: JsonObject;
  readonly confidence?: number;
  readonly customer?: string;
  readonly customerTier?: string;
  readonly more?: Partial<ActionProposal>;
}

/** A store, a log and a clock that specs turn. */
export class Scene {
  now = Date.parse('2026-03-02T10:00:00.000Z');
  readonly clock = { now: () => this.now };
  readonly store: EventStore = createMemoryEventStore({ clock: this.clock });
  readonly messages = new MemoryMessageLog(this.clock);
  readonly names = new Names();
  #instances = 0;

  async open(): Promise<this> {
    const kinds = ['action-proposals', 'action-decisions', 'action-executions', 'case-due'] as const;
    const topics = DOMAINS.flatMap((domain) => kinds.map((kind) => this.names.topic(kind, domain)));
    const letters = topics.map((topic) => this.names.deadLetterTopic(topic, 'governor'));
    await this.messages.admin.create(
      [...topics, ...letters].map((name) => ({
        name,
        partitions: PARTITIONS,
        replicationFactor: 1,
        config: {},
      })),
    );
    return this;
  }

  ports(service: string, more: Partial<ServicePorts> = {}): ServicePorts {
    return servicePorts(service, {
      store: this.store,
      messages: this.messages,
      codec: createMemorySchemaCodec(),
      names: this.names,
      clock: this.clock,
      log: silentLog,
      metrics: noMetrics,
      probe: noProbe,
      instance: `i${++this.#instances}`,
      ...more,
    });
  }

  /** Plans these intentions of one worker as a case, and publishes its proposals. */
  async plan(signalId: string, intentions: readonly Intention[]): Promise<string> {
    const ports = this.ports('workers');
    const loaded = await planCase(ports, signalId, intentions);
    await ports.publisher.fromStore(
      loaded.events
        .filter(({ event }) => event.type === 'action-proposal')
        .map((event) => ({ loaded, event })),
    );
    return loaded.caseId;
  }

  async caseOf(caseId: string): Promise<LoadedCase> {
    const [loaded] = await this.ports('reader').cases.reload([caseId]);
    if (!loaded) throw new Error('nothing was loaded');
    return loaded;
  }
}

export async function planCase(
  { cases, clock }: ServicePorts,
  signalId: string,
  intentions: readonly Intention[],
): Promise<LoadedCase> {
  const worker = intentions[0]?.worker ?? '';
  const manifest = MANIFESTS.find(({ id }) => id === worker);
  const domain = manifest?.domain ?? 'customer-experience';
  const caseId = caseIdOf(worker, 'urn:test', signalId);
  const now = new Date(clock.now()).toISOString();
  const proposals = intentions.map((intention, ordinal) => proposalOf(intention, caseId, ordinal, now));
  const [changed] = await cases
    .change([
      {
        caseId,
        decide: ({ state }) => accept(signal(caseId, worker, domain, signalId, now), state),
      },
      {
        caseId,
        decide: ({ state }) =>
          recordPlan(
            {
              context: {
                attempt: 1,
                assembledAt: now,
                records: [],
                missing: [],
                earlier: [],
                memoryPosition: '',
                memory: {},
                snapshotDigest: 'snapshot',
              },
              planned: {
                attempt: 1,
                plannedAt: now,
                workerVersion: '1.0.0',
                modelVersion: '',
                tablesVersion: '',
                promptVersion: '',
                snapshotDigest: 'snapshot',
                outcome: 'act',
                confidence: 1,
                rationale: '',
                missingInputs: [],
                findings: [],
                memo: {},
                proposals: proposals.length,
                planDigest: '',
              },
              proposals,
            },
            state,
          ),
      },
    ])
    .then((results) => results.slice(-1));
  if (!changed) throw new Error('nothing was planned');
  return changed.loaded;
}

function signal(caseId: string, worker: string, domain: string, signalId: string, now: string) {
  const signalBody = {
    bodyDigest: 'b',
    body: {},
    signalType: 'test.happened',
    subject: `subject-${signalId}`,
  };
  const place = { topic: '', partition: 0, offset: '0', source: 'urn:test', signalId };
  return {
    caseId,
    worker,
    workerVersion: '1.0.0',
    domain,
    ...signalBody,
    ...place,
    occurredAt: now,
    acceptedAt: now,
    hops: 0,
  };
}

export function proposalOf(
  intention: Intention,
  caseId: string,
  ordinal: number,
  now: string,
): ActionProposal {
  const { worker, kind, confidence = 0.95, customer = '', customerTier = '' } = intention;
  const manifest = MANIFESTS.find(({ id }) => id === worker);
  const declared = manifest && declarationOf(manifest, kind);
  const core = {
    caseId,
    worker,
    attempt: 1,
    ordinal,
    actionKind: kind,
    system: declared?.system ?? 'nowhere',
    operation: declared?.operation ?? 'nothing',
    arguments: intention.arguments ?? {},
    expects: [],
    snapshotDigest: 'snapshot',
  };
  return {
    ...core,
    proposalId: proposalIdOf(caseId, 1, ordinal),
    domain: manifest?.domain ?? 'customer-experience',
    summary: kind,
    rationale: 'because',
    subject: 'subject',
    customer,
    customerTier,
    risk: declared?.risk ?? 'low',
    external: declared?.external ?? false,
    meaningful: declared?.meaningful ?? false,
    confidence,
    basis: [],
    after: [],
    onFailure: 'continue',
    expiresAt: '2026-03-09T10:00:00.000Z',
    digest: proposalDigest(core),
    origin: 'plan',
    proposedAt: now,
    hops: 0,
    ...intention.more,
  };
}
