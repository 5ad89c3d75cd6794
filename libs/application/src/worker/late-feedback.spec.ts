import { caseIdOf } from '@dws/kernel';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  caseAuthenticity,
  HEADERS,
  performingService,
  WORKER_BOUNDS,
  WorkerRuntime,
  type LoadedCase,
} from '../index.ts';
import { createWorld, gateEverything, Helpdesk, Ledger, MAC, worker, type World } from '../testing/world.ts';

const MOVED = { [HEADERS.type]: 'ticket.recategorised', [HEADERS.time]: '2026-03-02T10:00:00.000Z' };

let world: World;
let ledger: Ledger;

beforeEach(async () => {
  world = await createWorld();
  ledger = new Ledger();
  const reader = new Helpdesk();
  await new WorkerRuntime({
    ...world.ports('customer-experience-workers'),
    worker,
    reader,
    bounds: WORKER_BOUNDS,
  }).start();
  gateEverything(world.ports('governor'));
  const crashPoints = {
    afterClaim: 'executor:after-claim',
    afterEffect: 'executor:after-effect',
    afterOutcome: 'executor:after-outcome',
  } as const;
  await performingService(world.ports('executor'), {
    reader,
    performer: ledger,
    policy: { hash: 'h1', refuses: () => null },
    authenticity: caseAuthenticity(MAC, new Map()),
    crashPoints,
  }).start();
});

async function loaded(id: string): Promise<LoadedCase> {
  const [found] = await world.ports('reader').cases.reload([caseIdOf('tester', 'urn:test', id)]);
  if (!found) throw new Error('nothing was loaded');
  return found;
}
const feedbackIn = async (id: string) =>
  (await loaded(id)).events.flatMap(({ event }) => (event.type === 'feedback' ? [event.data] : []));

async function routed(id: string, subject: string): Promise<void> {
  await world.signal(id, 'route me', subject);
  await vi.waitFor(async () => expect((await loaded(id)).state.phase).toBe('closed'));
}

describe('a signal that tells what became of an action', () => {
  it('stands as feedback in the closed case that did it, once, and opens no case', async () => {
    await routed('s1', 'T-1');
    for (let time = 0; time < 3; time++) await world.signal('m1', 'refund', 'T-1', MOVED);
    await routed('s2', 'T-2');
    expect(await feedbackIn('s1')).toEqual([
      {
        kind: 'override',
        by: 'urn:test m1',
        at: '2026-03-02T10:00:00.000Z',
        proposalId: (await loaded('s1')).events.flatMap(({ event }) =>
          event.type === 'claimed' ? [event.data.proposalId] : [],
        )[0],
        detail: {
          signalType: 'ticket.recategorised',
          ticketId: 'T-1',
          category: 'refund',
          changedBy: 'ben',
          changedAt: '2026-03-02T10:00:00.000Z',
        },
        reopens: false,
      },
    ]);
    expect((await loaded('m1')).state.phase).toBe('none');
  });

  it('goes to the latest case of its subject that did something', async () => {
    await routed('s1', 'T-1');
    await routed('s2', 'T-1');
    await world.signal('s3', 'nothing', 'T-1');
    await world.signal('m1', 'refund', 'T-1', MOVED);
    await vi.waitFor(async () => expect(await feedbackIn('s2')).toHaveLength(1));
    expect([await feedbackIn('s1'), await feedbackIn('s3')]).toEqual([[], []]);
  });

  it('is not taken from the worker’s own write', async () => {
    await routed('s1', 'T-1');
    await world.signal('m1', 'refund', 'T-1', { ...MOVED, [HEADERS.causedBy]: 'tester' });
    await routed('s2', 'T-2');
    expect(await feedbackIn('s1')).toEqual([]);
  });

  it('of a subject that no case acted on is passed over', async () => {
    await world.signal('m1', 'refund', 'T-9', MOVED);
    await routed('s2', 'T-2');
    const letters = await world.messages.peek('signals.customer-experience.v1.tester.dlq', 0, '0', 9);
    expect(letters).toEqual([]);
  });
});
