import { AVRO, encodeMetadata, HEADERS, nowOf } from '@dws/application';
import { serialiseEvent, type StoreEvent } from '@dws/contracts';
import { formatPosition, START, type JsonObject, type Position } from '@dws/kernel';
import {
  NO_STREAM,
  type IncomingMessage,
  type NewEvent,
  type OutgoingMessage,
  type RecordedEvent,
} from '@dws/ports';
import { randomUUID } from 'node:crypto';
import { bareTemplate, type TemplateEvent } from './bare-template.ts';
import type { BenchWorld } from './bench-world.ts';
import type { Pipeline } from './governed-pipeline.ts';
import type { BenchOptions } from './options.ts';

const BOUNDS = { maxBatch: 200, concurrency: 3 };
const DOMAIN = 'customer-experience';

/** Types that each stage appends, in order; the last of the first three is what it publishes. */
const STAGES = {
  plan: ['signal-accepted', 'context-assembled', 'planned', 'action-proposal'],
  gate: ['gate-decided'],
  claim: ['claimed'],
  end: ['action-executed', 'closed'],
} as const;

/**
 * The same hops with the same messages and the same appends, without what governs them: no gate, no digests, no
 * MACs, no case loaded or folded, no claim checked, no chain. What a hand-written pipeline on the same adapters
 * and contracts would do.
 */
export async function barePipeline(world: BenchWorld, options: BenchOptions): Promise<Pipeline> {
  const { surroundings, reader, writer } = world;
  const { store, messages, names, codec, clock } = surroundings;
  const template = await bareTemplate(options);
  const topics = {
    signals: names.topic('signals', DOMAIN),
    proposals: names.topic('action-proposals', DOMAIN),
    decisions: names.topic('action-decisions', DOMAIN),
    executions: names.topic('action-executions', DOMAIN),
  };
  const reads = options.systems === 'http' ? 1 : 3;
  const abort = new AbortController();
  let copied: Position = START;
  let limit = NO_STREAM;
  let limits: Promise<unknown> = Promise.resolve();

  const eventsOf = (types: readonly string[], subject: string): TemplateEvent[] =>
    types.map((wanted) => {
      const found = template.find(({ event }) => event.type === wanted);
      if (!found) throw new Error(`a governed action has no ${wanted}`);
      const event = { type: wanted, data: { ...found.event.data, caseId: subject, subject } } as StoreEvent;
      return { event, metadata: { ...found.metadata, caseId: subject, at: nowOf(clock) } };
    });
  const append = async (subjects: readonly string[], after: number, types: readonly string[]) => {
    const made = subjects.map((subject) => eventsOf(types, subject));
    await store.append(
      made.map((events, index) => ({
        stream: names.caseStream(subjects[index] ?? ''),
        expectedRevision: after,
        events: events.map(stored),
      })),
    );
    return made;
  };
  const forward = (
    topic: string,
    batch: readonly IncomingMessage[],
    made: readonly TemplateEvent[][],
    type: string,
  ) =>
    messages.publish(
      batch.map(({ key, headers }, index): OutgoingMessage => {
        const found = made[index]?.find(({ event }) => event.type === type);
        const value = codec.encode(type, found?.event.data as unknown as JsonObject);
        return {
          topic,
          key,
          headers: { ...headers, [HEADERS.type]: type, [HEADERS.contentType]: AVRO },
          value,
        };
      }),
    );

  const plan = async (batch: readonly IncomingMessage[]): Promise<void> => {
    const deadline = clock.now() + 5_000;
    await Promise.all(
      batch.map(({ value }) => {
        const { accountId, ticketId } = decoded(value) as { accountId: string; ticketId: string };
        const wanted = [
          { system: 'crm', recordType: 'account', by: { id: accountId } },
          { system: 'helpdesk', recordType: 'ticket', by: { id: ticketId } },
          { system: 'billing', recordType: 'invoice', by: { match: { accountId }, limit: 3 } },
        ];
        return Promise.all(wanted.slice(0, reads).map((read) => reader.read(read, deadline)));
      }),
    );
    const made = await append(keysOf(batch), NO_STREAM, STAGES.plan);
    await forward(topics.proposals, batch, made, 'action-proposal');
  };
  const pass = async (batch: readonly IncomingMessage[]): Promise<void> => {
    for (const { value } of batch) decoded(value);
    limits = limits.then(async () => {
      await store.append([
        { stream: names.stream('limit-bare'), expectedRevision: limit, events: [limitEvent(keysOf(batch))] },
      ]);
      limit += 1;
    });
    await limits;
    const made = await append(keysOf(batch), 3, STAGES.gate);
    await forward(topics.decisions, batch, made, 'gate-decided');
  };
  const execute = async (batch: readonly IncomingMessage[]): Promise<void> => {
    for (const { value } of batch) decoded(value);
    await append(keysOf(batch), 4, STAGES.claim);
    await Promise.all(
      batch.map(({ key, headers }) =>
        writer.write(
          {
            system: 'helpdesk',
            operation: 'ticket.route',
            arguments: {
              ticketId: key,
              queue: 'general',
              category: 'question',
              urgency: 'normal',
              sentiment: 'neutral',
            },
            reference: headers[HEADERS.id] ?? '',
            worker: 'bare',
            caseId: key,
            digest: '',
            expects: [],
          },
          clock.now() + 5_000,
        ),
      ),
    );
    const made = await append(keysOf(batch), 5, STAGES.end);
    await forward(topics.executions, batch, made, 'action-executed');
  };
  const decoded = (value: Uint8Array | null): JsonObject => codec.decode(value ?? new Uint8Array()).value;
  const follow = async (): Promise<void> => {
    let revision = NO_STREAM;
    for await (const batch of store.subscribe({
      after: START,
      filter: { streamPrefixes: ['case-'] },
      signal: abort.signal,
    })) {
      const events = batch.events.map((event) => ({
        id: randomUUID(),
        type: event.type,
        data: event.data,
        metadata: copyMetadata(event),
      }));
      if (events.length > 0) {
        await store.append([{ stream: 'worker-bare', expectedRevision: revision, events }]);
        revision += events.length;
      }
      copied = batch.upTo;
    }
  };

  const consume = (
    group: string,
    topic: string,
    handle: (batch: readonly IncomingMessage[]) => Promise<void>,
  ) => messages.consume({ ...BOUNDS, group, topics: [topic], onBatch: (batch) => handle(batch.messages) });
  let consumers: ReturnType<typeof consume>[] = [];
  return {
    start: async () => {
      void follow();
      consumers = [
        consume('bare-worker', topics.signals, plan),
        consume('bare-gate', topics.proposals, pass),
        consume('bare-executor', topics.decisions, execute),
      ];
      await Promise.all(consumers.map(({ ready }) => ready));
    },
    auditLag: async () => {
      const [last] = (await store.readAllBackwards('end', 1, { streamPrefixes: ['case-'] })).events;
      return last && last.position.commit > copied.commit ? Number(last.position.commit - copied.commit) : 0;
    },
    stop: async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      abort.abort();
    },
  };
}

function keysOf(batch: readonly IncomingMessage[]): readonly string[] {
  return batch.map(({ key }) => key);
}

function stored({ event, metadata }: TemplateEvent): NewEvent {
  return {
    id: randomUUID(),
    type: event.type,
    data: serialiseEvent(event),
    metadata: encodeMetadata(metadata),
  };
}

/** Where the copied event stands, as any copier must note; without the chain. */
function copyMetadata({ id, stream, revision, position, metadata }: RecordedEvent): Uint8Array {
  const source = Buffer.from(metadata).toString();
  return Buffer.from(
    `{"source":{"id":"${id}","metadata":${source},"position":"${formatPosition(position)}",` +
      `"revision":${revision},"stream":${JSON.stringify(stream)}}}`,
  );
}

function limitEvent(subjects: readonly string[]): NewEvent {
  const digest = '0'.repeat(64);
  const entries = subjects.map((subject) => ({ digest, caseId: subject, proposalId: subject, amount: 1 }));
  return {
    id: randomUUID(),
    type: 'limit-reserved',
    data: Buffer.from(JSON.stringify({ limit: 'bare', key: 'bare', day: '2026-03-02', entries })),
    metadata: Buffer.from('{"by":"bare"}'),
  };
}
