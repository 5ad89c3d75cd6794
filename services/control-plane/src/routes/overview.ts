import { consumerGroups, instantOf, nowOf } from '@dws/application';
import { z } from 'zod';
import type { CaseEntry } from '../projection/case-entry.ts';
import { caseView } from './case-view.ts';
import { countsByWorker } from './counts.ts';
import type { Desk } from './desk.ts';
import { caseItem } from './schemas.ts';
import type { Server } from './server.ts';
import { workerItem, workerView } from './worker-view.ts';

/** Rates are taken over this time, in milliseconds. */
const RATE_MS = 60_000;
/** Cases shown. */
const LATEST = 20;

/** How far audit recording is behind, where this process can tell. */
export type AuditLagOf = () => Promise<{ readonly state: string; readonly behind: bigint }>;

const answer = z.object({
  at: z.string(),
  workers: z.array(workerItem.extend({ casesPerMinute: z.number(), openReviews: z.number() })),
  latest: z.array(caseItem).describe('Cases that began last.'),
  cases: z.object({ known: z.number(), open: z.number() }),
  reviews: z.object({ open: z.number(), overdue: z.number(), nextDueAt: z.string().nullable() }),
  standingOrders: z.number(),
  auditLag: z
    .number()
    .nullable()
    .describe('Distance of the trails from the log; null where it is not known.'),
  groups: z.array(
    z.object({ group: z.string(), topic: z.string(), partitions: z.number(), lag: z.number() }),
  ),
});

/** What the console shows first. */
export function overviewRoutes(server: Server, desk: Desk, auditLag: AuditLagOf | null): void {
  const { ports, projection, identify } = desk;
  server.get(
    '/overview',
    { schema: { tags: ['overview'], summary: 'Counts, rates, reviews, lag.', response: { 200: answer } } },
    async (request) => {
      await identify(request);
      const now = nowOf(ports.clock);
      const { minute, open, dueTimes, reviews } = numbersOf(projection.cases.all(), ports.clock.now());
      const counts = countsByWorker(projection.cases.all());
      return {
        at: now,
        workers: projection.registry.all().map((entry) => ({
          ...workerView(projection, entry, counts),
          casesPerMinute: minute.get(entry.manifest.id) ?? 0,
          openReviews: reviews.get(entry.manifest.id) ?? 0,
        })),
        latest: projection.cases.list({ limit: LATEST }).map(caseView),
        cases: { known: projection.cases.size, open },
        reviews: {
          open: dueTimes.length,
          overdue: dueTimes.filter((at) => at <= now).length,
          nextDueAt: dueTimes[0] ?? null,
        },
        standingOrders: projection.orders.control.standing.length,
        auditLag: auditLag ? Number((await auditLag()).behind) : null,
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
  const minute = new Map<string, number>();
  const reviews = new Map<string, number>();
  const dueTimes: string[] = [];
  let open = 0;
  for (const { worker, phase, acceptedAt, proposals } of entries) {
    if (acceptedAt > since) minute.set(worker, (minute.get(worker) ?? 0) + 1);
    if (phase === 'closed') continue;
    open += 1;
    for (const { step, review } of proposals) {
      if (step !== 'under-review' || !review) continue;
      dueTimes.push(review.dueAt);
      reviews.set(worker, (reviews.get(worker) ?? 0) + 1);
    }
  }
  return { minute, open, reviews, dueTimes: dueTimes.toSorted() };
}
