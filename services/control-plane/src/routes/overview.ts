import { consumerGroups, instantOf, nowOf } from '@dws/application';
import { z } from 'zod';
import type { CaseEntry } from '../projection/case-entry.ts';
import { countsByWorker } from './counts.ts';
import { errors } from './describe.ts';
import type { Desk } from './desk.ts';
import type { Server } from './server.ts';

/** Rates are taken over this time, in milliseconds. */
const RATE_MS = 60_000;

/** How far audit recording is behind, where this process can tell. */
export type AuditLagOf = () => Promise<{ readonly state: string; readonly behind: bigint }>;

const answer = z.object({
  at: z.string(),
  cases: z.object({
    known: z.number(),
    open: z.number(),
    byWorker: z.record(z.string(), z.record(z.string(), z.number())).describe('By worker and step.'),
  }),
  perMinute: z.object({ accepted: z.number(), closed: z.number() }),
  reviews: z.object({ open: z.number(), overdue: z.number(), nextDueAt: z.string().nullable() }),
  doubts: z.object({ open: z.number() }).describe('Actions in doubt.'),
  escalations: z.object({ open: z.number(), overdue: z.number() }),
  orders: z.object({ standing: z.number() }),
  audit: z
    .object({ state: z.string(), behind: z.number() })
    .nullable()
    .describe('How far recording is behind; null where this process cannot tell.'),
  groups: z.array(
    z.object({ group: z.string(), topic: z.string(), partitions: z.number(), lag: z.number() }),
  ),
});

/** What the console shows first. */
export function overviewRoutes(server: Server, desk: Desk, auditLag: AuditLagOf | null): void {
  const { ports, projection, identify } = desk;
  server.get(
    '/overview',
    {
      schema: {
        tags: ['overview'],
        summary: 'Counts, rates, reviews, lag.',
        response: { 200: answer },
        ...errors('log-unavailable'),
      },
    },
    async (request) => {
      await identify(request);
      const now = nowOf(ports.clock);
      const { open, accepted, closed, dueTimes, doubts } = numbersOf(
        projection.cases.all(),
        ports.clock.now(),
      );
      const handedOver = projection.escalations.open();
      const lag = auditLag ? await auditLag() : null;
      return {
        at: now,
        cases: {
          known: projection.cases.size,
          open,
          byWorker: Object.fromEntries(countsByWorker(projection.cases.all())),
        },
        perMinute: { accepted, closed },
        reviews: {
          open: dueTimes.length,
          overdue: dueTimes.filter((at) => at <= now).length,
          nextDueAt: dueTimes[0] ?? null,
        },
        doubts: { open: doubts },
        escalations: {
          open: handedOver.length,
          overdue: handedOver.filter(({ overdue }) => overdue !== null).length,
        },
        orders: { standing: projection.orders.control.standing.length },
        audit: lag && { state: lag.state, behind: Number(lag.behind) },
        groups: await groupLags(),
      };
    },
  );

  async function groupLags() {
    const manifests = projection.registry.all().map(({ manifest }) => manifest);
    const names = new Set(Object.values(consumerGroups(manifests)).flat());
    const lags = await ports.messages.admin.lag([...names].map((name) => ports.names.group(name)));
    const sums = new Map<string, { group: string; topic: string; partitions: number; lag: number }>();
    for (const { group, topic, lag } of lags) {
      const sum = sums.get(`${group}\n${topic}`) ?? { group, topic, partitions: 0, lag: 0 };
      sums.set(`${group}\n${topic}`, { ...sum, partitions: sum.partitions + 1, lag: sum.lag + lag });
    }
    return [...sums.values()];
  }
}

function numbersOf(entries: readonly Readonly<CaseEntry>[], now: number) {
  const since = instantOf(now - RATE_MS);
  const dueTimes: string[] = [];
  let open = 0;
  let accepted = 0;
  let closed = 0;
  let doubts = 0;
  for (const { phase, acceptedAt, updatedAt, proposals } of entries) {
    if (acceptedAt > since) accepted += 1;
    if (phase !== 'closed') open += 1;
    else if (updatedAt > now - RATE_MS) closed += 1;
    for (const { step, review } of proposals) {
      if (step === 'under-review' && review) dueTimes.push(review.dueAt);
      if (step === 'in-doubt' || step === 'reversal-in-doubt') doubts += 1;
    }
  }
  return { open, accepted, closed, dueTimes: dueTimes.toSorted(), doubts };
}
