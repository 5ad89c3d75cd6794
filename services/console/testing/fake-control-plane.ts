import fastifyStatic from '@fastify/static';
import fastify, { type FastifyReply } from 'fastify';
import { CASES, REVENUE_CASE, REVENUE_DETAIL } from './fixtures/cases.ts';
import { CHECK_IN_PACKET, QUEUE, ROUTING_PACKET } from './fixtures/check-in.ts';
import { DOUBT } from './fixtures/doubt.ts';
import { BROKEN, ENTRIES, TRACE } from './fixtures/trails.ts';
import { CHURN_WORKER, KILL, WORKERS } from './fixtures/workers.ts';
import type { Settlement } from '../src/api/doubts.ts';
import type { Decision, Judgement } from '../src/api/reviews.ts';

/** A decision that the page sent, with who sent it. */
export interface Sent {
  readonly person: string;
  readonly reviewId: string;
  readonly verdict: string;
  readonly judgement: Judgement;
}

export interface FakeControlPlane {
  readonly url: string;
  readonly decisions: readonly Sent[];
  readonly orders: readonly unknown[];
  /** What the page said of actions in doubt, with the case. */
  readonly settled: readonly unknown[];
  /** What the page said of cases later. */
  readonly feedback: readonly unknown[];
  /** Somebody else decides, unseen by the page. */
  decide(reviewId: string, decision: Omit<Decision, 'reviewId'>): void;
  /** Tells the pages that something happened. */
  tell(): void;
  close(): Promise<void>;
}

/** Nothing inline, nothing from elsewhere: what a strict control-plane may demand of the console. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

const STATES: Readonly<Record<string, string>> = { approve: 'approved', edit: 'edited', reject: 'rejected' };

/** Serves the built console and answers like the control-plane, from data written by hand. */
export async function startFakeControlPlane(dist: string): Promise<FakeControlPlane> {
  const server = fastify({ forceCloseConnections: true });
  const decisions: Sent[] = [];
  const orders: unknown[] = [];
  const settled: unknown[] = [];
  const feedback: unknown[] = [];
  const ended = new Map<string, Decision>();
  const streams = new Set<FastifyReply['raw']>();
  const packets = new Map([CHECK_IN_PACKET, ROUTING_PACKET].map((packet) => [packet.reviewId, packet]));

  server.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', POLICY);
  });
  await server.register(fastifyStatic, { root: dist });
  const api = '/api/v1';
  const problem = async (reply: FastifyReply, status: number, code: string, detail: string) =>
    reply
      .code(status)
      .type('application/problem+json')
      .send(JSON.stringify({ status, code, title: code, detail }));

  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(api) || request.headers['x-dws-person'] !== undefined) return;
    await problem(reply, 401, 'unauthenticated', 'expected the header x-dws-person with the id of a person');
  });
  server.get(`${api}/overview`, async () => ({
    at: '2026-03-01T09:41:00.000Z',
    cases: { known: 6, open: 3, byWorker: {} },
    perMinute: { accepted: 126, closed: 118 },
    reviews: { open: 2, overdue: 0, nextDueAt: null },
    doubts: { open: settled.length === 0 ? 1 : 0 },
    escalations: { open: 1, overdue: 1 },
    orders: { standing: 1 },
    audit: { state: 'recording', behind: 4 },
    groups: [{ group: 'churn-signal', topic: 'signals.customer-experience.v1', partitions: 6, lag: 12 }],
  }));
  server.get(`${api}/cases`, async () => ({ cases: CASES, cursor: null }));
  server.get<{ Params: { id: string } }>(`${api}/cases/:id`, async ({ params: { id } }, reply) =>
    id === REVENUE_CASE ? REVENUE_DETAIL : problem(reply, 404, 'case-unknown', `there is no case ${id}`),
  );
  server.get(`${api}/reviews`, async () => {
    const open = QUEUE.filter(({ reviewId }) => !ended.has(reviewId));
    return { reviews: open, total: open.length };
  });
  server.get<{ Params: { id: string } }>(`${api}/reviews/:id`, async ({ params: { id } }, reply) => {
    const packet = packets.get(id);
    if (!packet) return problem(reply, 404, 'not-found', `there is no review ${id}`);
    const decision = ended.get(id);
    const state = decision ? (STATES[decision.verdict] ?? 'expired') : 'open';
    const after = decisions.find(({ reviewId }) => reviewId === id)?.judgement.editedArguments;
    const edit = decision && after ? { by: decision.reviewer, before: packet.action.arguments, after } : null;
    return { ...packet, state, edit, earlierDecisions: decision ? [decision] : [] };
  });
  server.post<{ Params: { id: string; verdict: string }; Body: Judgement }>(
    `${api}/reviews/:id/:verdict`,
    async ({ params: { id: reviewId, verdict }, body: judgement, headers }, reply) => {
      const by = ended.get(reviewId)?.reviewer;
      if (by !== undefined) {
        return problem(reply, 409, 'review-not-open', `the proposal is decided, not under review by ${by}`);
      }
      const person = String(headers['x-dws-person']);
      decisions.push({ person, reviewId, verdict, judgement });
      const { reasonCode, comment } = judgement;
      ended.set(reviewId, {
        reviewId,
        verdict,
        reviewer: person,
        decidedAt: new Date().toISOString(),
        reasonCode,
        comment,
      });
      return { reviewId, verdict, reviewer: person };
    },
  );
  server.get(`${api}/doubts`, async () => {
    const doubts = settled.length === 0 ? [DOUBT] : [];
    return { doubts, total: doubts.length };
  });
  server.post<{ Params: { id: string }; Body: Settlement & { readonly digest: string } }>(
    `${api}/cases/:id/settle`,
    async ({ params: { id: caseId }, body, headers }) => {
      settled.push({ person: headers['x-dws-person'], caseId, ...body });
      return { caseId };
    },
  );
  server.post<{ Params: { id: string } }>(
    `${api}/cases/:id/feedback`,
    async ({ params: { id: caseId }, body, headers }) => {
      feedback.push({ person: headers['x-dws-person'], caseId, word: body });
      return { caseId };
    },
  );
  server.get(`${api}/workers`, async () => ({ workers: WORKERS }));
  server.get(`${api}/workers/:id`, async () => CHURN_WORKER);
  server.get(`${api}/orders`, async () => ({ orders: orders.length > 0 ? [KILL] : [] }));
  server.post(`${api}/orders`, async ({ body }, reply) => {
    orders.push(body);
    return reply.code(201).send(KILL);
  });
  server.get(`${api}/audit/search`, async () => ({ entries: ENTRIES, next: null }));
  server.get(`${api}/audit/verify/:worker`, async () => BROKEN);
  server.get(`${api}/audit/export`, async (_request, reply) =>
    reply.type('application/x-ndjson').send('{}\n'),
  );
  server.get(`${api}/trace`, async () => TRACE);
  server.get(`${api}/events`, async (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write(':\n\n');
    streams.add(reply.raw);
    reply.raw.on('close', () => streams.delete(reply.raw));
  });

  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    decisions,
    orders,
    settled,
    feedback,
    decide: (reviewId, decision) => void ended.set(reviewId, { reviewId, ...decision }),
    tell: () => {
      for (const stream of streams) stream.write('event: case\ndata: {}\n\n');
    },
    close: async () => server.close(),
  };
}
