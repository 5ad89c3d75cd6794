import { copyEvent, emptyHead, type ChainHead, type Copy } from '@dws/audit';
import { instantOf } from '@dws/kernel';

/** Events of a case, in its order, as the platform writes them for one governed action. */
const TYPES = [
  'signal-accepted',
  'context-assembled',
  'planned',
  'action-proposal',
  'gate-decided',
  'review-requested',
  'review-decided',
  'claimed',
  'action-executed',
  'closed',
] as const;
const WORDS =
  'usage renewal customer account meeting invoice overdue ticket login contract health score'.split(' ');
const FIRST = Date.UTC(2026, 0, 1);
const SECONDS_BETWEEN = 20;

export const SAMPLE_WORKER = 'churn-signal';
export const SAMPLE_STREAM = `worker-${SAMPLE_WORKER}`;

/** A worker's trail: copies of 1.2 kB as lines of a bundle, chained, the same every time. */
export function* sampleTrail(events: number): Generator<Copy> {
  let head: ChainHead = emptyHead(SAMPLE_STREAM);
  for (let i = 0; i < events; i += 1) {
    const number = String(Math.floor(i / TYPES.length)).padStart(12, '0');
    const at = instantOf(FIRST + i * SECONDS_BETWEEN * 1_000);
    const metadata = JSON.stringify({
      at,
      by: 'customer-experience-workers',
      caseId: `4d5f0b0a-1111-5222-8333-${number}`,
      domain: 'customer-experience',
      traceparent: `00-4bf92f3577b34da6a3ce929d0e0e4736-${number}0000-01`,
      worker: SAMPLE_WORKER,
    });
    const copy = copyEvent(
      head,
      {
        stream: `case-4d5f0b0a-1111-5222-8333-${number}`,
        revision: i % TYPES.length,
        position: { commit: BigInt(i * 3 + 1), prepare: BigInt(i * 3 + 1) },
        id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
        type: TYPES[i % TYPES.length] ?? '',
        data: Buffer.from(dataOf(i)),
        metadata: Buffer.from(metadata),
      },
      metadata,
    );
    head = copy.head;
    yield copy;
  }
}

function dataOf(i: number): string {
  const note = Array.from({ length: 12 }, (_, word) => WORDS[(i * 31 + word * word * 7) % WORDS.length]).join(
    ' ',
  );
  return JSON.stringify({
    arguments: {
      account: `A-${i % 5_000}`,
      amount: (i * 7_919) % 20_000,
      note,
      title: 'Check in with the customer',
    },
    confidence: 0.82,
    decision: 'review',
    digest: ((i * 2_654_435_761) % 4_294_967_296).toString(16).padStart(64, '0'),
    proposalId: `p-${i}`,
    rationale:
      i % 99_991 === 5
        ? 'Their zebra stripes\nchanged.'
        : 'Usage fell by 40 % in 30 days; "renewal" is near.\n',
    reviewer: i % 701 === 6 ? 'erin' : 'olga',
    verdict: 'approve',
  });
}
