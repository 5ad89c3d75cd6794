import { HEADERS } from '@dws/application';
import { NO_STREAM, type IncomingMessage, type NewEvent } from '@dws/ports';
import { START, type Position } from '@dws/kernel';
import { randomUUID } from 'node:crypto';
import type { BenchWorld } from './bench-world.ts';
import type { Pipeline } from './governed-pipeline.ts';

const BOUNDS = { maxBatch: 200, concurrency: 3 };
const DOMAIN = 'customer-experience';
const FILLER = 'x'.repeat(500);

/**
 * The same hops and the same appends without what governs them: no gate, no digests, no claims checked, no chain.
 * What a hand-written pipeline on the same adapters would do.
 */
export function barePipeline(world: BenchWorld): Promise<Pipeline> {
  const { surroundings, reader, writer } = world;
  const { store, messages, names, codec } = surroundings;
  const topics = {
    signals: names.topic('signals', DOMAIN),
    proposals: names.topic('action-proposals', DOMAIN),
    decisions: names.topic('action-decisions', DOMAIN),
    executions: names.topic('action-executions', DOMAIN),
  };
  const abort = new AbortController();
  let copied: Position = START;
  let limit = NO_STREAM;
  let limits: Promise<unknown> = Promise.resolve();
  const forward = (topic: string, batch: readonly IncomingMessage[]) =>
    messages.publish(batch.map(({ key, headers, value }) => ({ topic, key, headers, value })));
  const append = (batch: readonly IncomingMessage[], after: number, types: readonly string[]) =>
    store.append(
      batch.map(({ key }) => ({
        stream: `case-${key}`,
        expectedRevision: after,
        events: types.map((type) => event(type, key)),
      })),
    );

  const plan = async (batch: readonly IncomingMessage[]): Promise<void> => {
    const deadline = Date.now() + 5_000;
    await Promise.all(
      batch.map(({ value }) => {
        const { accountId, ticketId } = codec.decode(value ?? new Uint8Array()).value as {
          accountId: string;
          ticketId: string;
        };
        return Promise.all([
          reader.read({ system: 'crm', recordType: 'account', by: { id: accountId } }, deadline),
          reader.read({ system: 'helpdesk', recordType: 'ticket', by: { id: ticketId } }, deadline),
          reader.read(
            { system: 'billing', recordType: 'invoice', by: { match: { accountId }, limit: 3 } },
            deadline,
          ),
        ]);
      }),
    );
    await append(batch, NO_STREAM, ['signal-accepted', 'context-assembled', 'planned', 'action-proposal']);
    await forward(topics.proposals, batch);
  };
  const pass = async (batch: readonly IncomingMessage[]): Promise<void> => {
    limits = limits.then(async () => {
      await store.append([
        { stream: 'limit-bare', expectedRevision: limit, events: [event('limit-reserved', '')] },
      ]);
      limit += 1;
    });
    await limits;
    await append(batch, 3, ['gate-decided']);
    await forward(topics.decisions, batch);
  };
  const execute = async (batch: readonly IncomingMessage[]): Promise<void> => {
    await append(batch, 4, ['claimed']);
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
          Date.now() + 5_000,
        ),
      ),
    );
    await append(batch, 5, ['action-executed', 'closed']);
    await forward(topics.executions, batch);
  };
  const follow = async (): Promise<void> => {
    let revision = NO_STREAM;
    for await (const batch of store.subscribe({
      after: START,
      filter: { streamPrefixes: ['case-'] },
      signal: abort.signal,
    })) {
      const events = batch.events.map(({ type, data, metadata }) => ({
        id: randomUUID(),
        type,
        data,
        metadata,
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
  return Promise.resolve({
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
  });
}

function event(type: string, subject: string): NewEvent {
  const data = Buffer.from(JSON.stringify({ at: new Date().toISOString(), type, subject, filler: FILLER }));
  return { id: randomUUID(), type, data, metadata: Buffer.from('{"by":"bare"}') };
}
