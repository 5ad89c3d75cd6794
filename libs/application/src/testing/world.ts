import { recordGate, reviewIdOf } from '@dws/case';
import type { ActionProposal, GateDecided, Receipt } from '@dws/contracts';
import { DOMAINS, DwsError, type JsonObject } from '@dws/kernel';
import type { EffectClass, IncomingMessage, SystemReader, SystemRecord } from '@dws/ports';
import { createMemoryEventStore, createMemorySchemaCodec, MemoryMessageLog } from '@dws/testing';
import type { Plan, WorkerDefinition, WorkerManifest } from '@dws/worker';
import {
  AVRO,
  consumeCases,
  GateMac,
  HEADERS,
  Names,
  noMetrics,
  noProbe,
  servicePorts,
  silentLog,
  type CaseMessage,
  type CrashProbe,
  type Performer,
  type ServicePorts,
  type TopicKind,
  type Undoing,
} from '../index.ts';

export const MAC = new GateMac(new Uint8Array(32).fill(7));

/** A worker that does what its signal's text says: enough to drive every path of the core. */
export const manifest: WorkerManifest = {
  id: 'tester',
  domain: 'customer-experience',
  version: '1.0.0',
  purpose: 'to be tested',
  businessOwner: 'ada',
  technicalOwner: 'bob',
  triggers: [{ signalType: 'ticket.created', workflow: 'test' }],
  feedback: [{ signalType: 'ticket.recategorised', kind: 'override' }],
  reads: [{ system: 'helpdesk', recordType: 'ticket', fields: ['text'] }],
  actions: [
    {
      kind: 'route',
      system: 'helpdesk',
      operation: 'ticket.route',
      risk: 'low',
      external: false,
      meaningful: true,
      reversal: 'ticket.unroute',
      expiresAfterHours: 1,
    },
    {
      kind: 'note',
      system: 'helpdesk',
      operation: 'ticket.add-note',
      risk: 'low',
      external: false,
      meaningful: false,
      expiresAfterHours: 1,
    },
  ],
  prohibited: [],
  escalations: [],
  supersedes: true,
  stage: 'supervised',
  retrySeconds: [5],
  baselineMinutes: {},
};

const definition: WorkerDefinition = {
  manifest,
  context: ({ subject }) => [
    {
      name: 'ticket',
      system: 'helpdesk',
      recordType: 'ticket',
      by: { id: subject },
      required: true,
      staleAfterSeconds: 60,
    },
  ],
  tables: {},
  tablesVersion: 't1',
  plan: ({ signal, context }): Plan => {
    const text = typeof signal.body['text'] === 'string' ? signal.body['text'] : '';
    if (text === 'explode') throw new Error('a bug of the worker');
    const action = (kind: string, after: number[] = []) => ({
      kind,
      arguments: { ticketId: signal.subject, text, earlier: context.earlier.length },
      summary: kind,
      rationale: 'told to',
      confidence: 0.9,
      expects: text === 'review' ? ['ticket'] : [],
      after,
    });
    const insistedOn = { ...action('note', [0]), onFailure: 'reverse' as const };
    const actions =
      text === 'insist'
        ? [action('route'), insistedOn]
        : text === 'nothing'
          ? []
          : text === 'two'
            ? [action('route'), action('note', [0])]
            : [action('route')];
    return {
      outcome: 'act',
      confidence: 0.9,
      // More than an append to the store takes.
      rationale: text === 'flood' ? 'x'.repeat(1_100_000) : text,
      actions,
      missingInputs: [...context.missing],
      findings: [],
      memo: {},
    };
  },
};

export const worker = { definition, model: null, modelVersion: '' };

/** Helpdesk with versions, which can be taken down. */
export class Helpdesk implements SystemReader {
  down = false;
  readonly versions = new Map<string, number>();
  async read({ by }: Parameters<SystemReader['read']>[0]): Promise<readonly SystemRecord[]> {
    if (this.down) throw new DwsError('system-unavailable', 'helpdesk is down');
    const id = 'id' in by ? by.id : '';
    const version = this.versions.get(id) ?? 1;
    const fields: JsonObject = { text: `ticket ${id} v${version}`, secret: 'out of scope' };
    return [
      {
        system: 'helpdesk',
        recordType: 'ticket',
        id,
        version: String(version),
        readAt: '2026-03-02T09:00:00.000Z',
        fields,
      },
    ];
  }
}

/** Keeps what was performed, by reference: the oracle for "once". */
export class Ledger implements Performer {
  readonly rows: { reference: string; operation: string; arguments: JsonObject }[] = [];
  failWith: DwsError | null = null;
  /** Refused for good. */
  refuses: string | null = null;
  accepts = (): boolean => true;
  effectClass = (): EffectClass => 'K';
  async perform({ proposal, claim }: Parameters<Performer['perform']>[0]): Promise<Receipt> {
    if (this.failWith) throw this.failWith;
    if (this.refuses === proposal.operation) throw new DwsError('system-refused', 'no');
    const replayed = this.rows.some(({ reference }) => reference === claim.reference);
    if (!replayed)
      this.rows.push({
        reference: claim.reference,
        operation: proposal.operation,
        arguments: proposal.arguments,
      });
    return { recordId: proposal.subject, version: '1', answer: {}, replayed };
  }
  query = async (): Promise<Receipt | null> => null;
  undoing = ({ system, operation }: ActionProposal, { recordId: id, version }: Receipt): Undoing | null =>
    operation === 'ticket.route'
      ? {
          operation: 'ticket.unroute',
          arguments: { ticketId: id },
          effectClass: 'K',
          expects: [{ system, recordType: 'ticket', id, version }],
        }
      : null;
}

export interface World {
  now: number;
  readonly ports: (service: string, probe?: CrashProbe) => ServicePorts;
  readonly messages: MemoryMessageLog;
  readonly signal: (
    id: string,
    text: string,
    subject?: string,
    extra?: Record<string, string>,
  ) => Promise<void>;
  readonly on: (kind: TopicKind) => Promise<readonly IncomingMessage[]>;
}

const KINDS: readonly TopicKind[] = [
  'inbound',
  'signals',
  'escalations',
  'action-proposals',
  'action-decisions',
  'action-executions',
  'case-due',
];

export async function createWorld(): Promise<World> {
  const names = new Names();
  const world = { now: Date.parse('2026-03-02T09:00:00.000Z') };
  const clock = { now: () => world.now };
  const store = createMemoryEventStore({ clock });
  const messages = new MemoryMessageLog(clock);
  const codec = createMemorySchemaCodec();
  const topics = DOMAINS.flatMap((domain) => KINDS.map((kind) => names.topic(kind, domain)));
  const groups = ['tester', 'governor', 'governor.approvals', 'executor', 'executor.due'];
  const letters = groups.flatMap((group) => topics.map((topic) => names.deadLetterTopic(topic, group)));
  await messages.admin.create(
    [...topics, ...letters].map((name) => ({ name, partitions: 1, replicationFactor: 1, config: {} })),
  );
  return Object.assign(world, {
    messages,
    ports: (service: string, probe: CrashProbe = noProbe) =>
      servicePorts(service, {
        store,
        messages,
        codec,
        names,
        clock,
        log: silentLog,
        metrics: noMetrics,
        probe,
        instance: 'i1',
      }),
    signal: async (id: string, text: string, subject = 'T-1', extra: Record<string, string> = {}) => {
      const type = extra[HEADERS.type] ?? 'ticket.created';
      const value =
        type === 'ticket.created'
          ? { ticketId: subject, text, channel: 'email', createdAt: '2026-03-02T08:59:00.000Z' }
          : {
              ticketId: subject,
              category: text,
              changedBy: 'ben',
              changedAt: '2026-03-02T10:00:00.000Z',
            };
      const headers = {
        [HEADERS.id]: id,
        [HEADERS.source]: 'urn:test',
        [HEADERS.type]: 'ticket.created',
        [HEADERS.time]: '2026-03-02T08:59:00.000Z',
        [HEADERS.subject]: subject,
        [HEADERS.contentType]: AVRO,
        ...extra,
      };
      const topic = names.topic('signals', 'customer-experience');
      await messages.publish([{ topic, key: subject, headers, value: codec.encode(type, value) }]);
    },
    on: (kind: TopicKind) => messages.peek(names.topic(kind, 'customer-experience'), 0, '0', 1000),
  });
}

/** Gates everything with one answer, and what a person approved with an allow: the governor's place in these specs, with a genuine MAC. */
export function gateEverything(ports: ServicePorts, decision: 'allow' | 'review' = 'allow') {
  const domain = 'customer-experience';
  const common = { ...ports, maxBatch: 100, concurrency: 1 };
  const decide = async (messages: readonly CaseMessage[]) => {
    const loaded = await ports.cases.reload(messages.map(({ caseId }) => caseId));
    const wanted = loaded.flatMap(({ state }) =>
      state.phase !== 'open'
        ? []
        : state.proposals.flatMap(({ proposal, status }) =>
            status.at === 'proposed'
              ? [gateOf(proposal, decision)]
              : status.at === 'approved'
                ? [gateOf(proposal, 'allow')]
                : [],
          ),
    );
    const changed = await ports.cases.change(
      wanted.map(({ caseId, ...command }) => ({
        caseId,
        decide: ({ state }) => recordGate(command, state),
      })),
    );
    await ports.publisher.fromStore(
      changed.flatMap(({ loaded: found, appended }) => appended.map((event) => ({ loaded: found, event }))),
    );
    return [];
  };
  consumeCases({
    ...common,
    group: 'governor',
    topics: [ports.names.topic('action-proposals', domain)],
    types: ['action-proposal'],
    handle: decide,
  });
  consumeCases({
    ...common,
    group: 'governor.approvals',
    topics: [ports.names.topic('action-decisions', domain)],
    types: ['review-decided'],
    handle: decide,
  });
}

function gateOf(proposal: ActionProposal, decision: 'allow' | 'review') {
  const { proposalId, digest, caseId, worker: by, actionKind, risk } = proposal;
  const unsigned: Omit<GateDecided, 'mac'> = {
    proposalId,
    digest,
    decision,
    mode: 'live',
    reasons: [],
    policiesHash: 'h1',
    controlRevision: -1,
    trustCell: { worker: by, actionKind, risk, workerVersion: '1.0.0' },
    stage: 'supervised',
    reservations: [],
    reviewers: decision === 'review' ? ['lead'] : [],
    afterReview: false,
    decidedAt: '2026-03-02T09:00:01.000Z',
  };
  const dueAt = '2026-03-02T09:30:00.000Z';
  const review = {
    proposalId,
    digest,
    reviewId: reviewIdOf(caseId, digest),
    reviewers: ['lead'],
    why: 'w',
    openedAt: unsigned.decidedAt,
    dueAt,
    changes: [],
  };
  return {
    caseId,
    gate: { ...unsigned, mac: MAC.of(caseId, unsigned) },
    review: decision === 'review' ? review : null,
  };
}
