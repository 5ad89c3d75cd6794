import type { Waiting } from '@dws/contracts';
import { instantOf } from '@dws/application';
import { eventually, staysTrue } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { T0 } from '../testing/fake-time.ts';
import { World } from '../testing/world.ts';

const HOUR = 3_600_000;
let world: World;

beforeEach(async () => {
  world = await World.create();
  await world.plane();
});
afterEach(async () => world.close());

const waitUntil = (milliseconds: number): Waiting => ({
  reason: 'system-unavailable',
  wakes: 'worker',
  dueAt: instantOf(T0 + milliseconds),
  attempt: 1,
  detail: 'the CRM does not answer',
  since: instantOf(T0),
  domain: 'customer-experience',
  subject: 'acc-1',
});

/** Lets every sleeper wake, at most at its own time, until something holds. */
async function afterwards(what: string, holds: () => Promise<boolean>): Promise<void> {
  await eventually(what, 2_000, async () => {
    world.time.advance(500);
    return holds();
  });
}

describe('what becomes due', () => {
  it('given a review that nobody decided, then it is closed when it is overdue, and not before', async () => {
    const { caseId } = await world.plannedCase();
    world.time.advance(HOUR - 1_000);
    await staysTrue('it stays open', 50, async () => !(await world.typesOf(caseId)).includes('expired'));
    world.time.advance(1_000);
    await afterwards('it expires', async () => (await world.typesOf(caseId)).includes('expired'));
    expect((await world.typesOf(caseId)).slice(-2)).toEqual(['expired', 'closed']);
  });

  it('given two replicas, then an overdue review expires once', async () => {
    await world.plane();
    const { caseId } = await world.plannedCase();
    world.time.advance(HOUR);
    await afterwards('it expires', async () => (await world.typesOf(caseId)).includes('expired'));
    await staysTrue('once', 50, async () => {
      world.time.advance(1_000);
      return (await world.typesOf(caseId)).filter((type) => type === 'expired').length === 1;
    });
  });

  it('given an allow that nobody used, then it runs out', async () => {
    const { caseId } = await world.plannedCase({ gate: 'allow' });
    world.time.advance(24 * HOUR);
    await afterwards('it runs out', async () => (await world.typesOf(caseId)).includes('expired'));
  });

  it('given a wait, then whoever it names is woken when it is over; again, slower and slower, while it stands', async () => {
    const { caseId } = await world.plannedCase({ gate: 'none' });
    await world.append(caseId, 'customer-experience-workers', [{ type: 'waiting', data: waitUntil(60_000) }]);
    world.time.advance(59_000);
    await staysTrue('not yet', 50, async () => (await world.typesPublished('case-due')).length === 0);
    await afterwards('woken', async () => (await world.typesPublished('case-due')).length === 1);
    world.time.advance(4_000);
    await staysTrue('not again', 50, async () => (await world.typesPublished('case-due')).length === 1);
    await afterwards('again', async () => (await world.typesPublished('case-due')).length === 2);
    await world.append(caseId, 'customer-experience-workers', [
      { type: 'waiting', data: waitUntil(24 * HOUR) },
    ]);
    world.time.advance(HOUR / 2);
    await staysTrue(
      'the wait was put off',
      50,
      async () => (await world.typesPublished('case-due')).length === 2,
    );
  });

  it('given time to undo, then the decision is published again when it has passed', async () => {
    await world.plannedCase({ gate: 'allow', notBeforeMs: 60_000 });
    world.time.advance(59_000);
    await staysTrue('not yet', 50, async () => (await world.typesPublished('action-decisions')).length === 0);
    await afterwards('published', async () => (await world.typesPublished('action-decisions')).length === 1);
    expect(await world.typesPublished('action-decisions')).toEqual(['gate-decided']);
  });

  it('given a step that waited for a hand-over, then its decision is published again once that is done', async () => {
    const { caseId, proposals } = await world.plannedCase({
      gate: 'allow',
      kinds: ['escalate', 'message.send'],
      inOrder: true,
    });
    const [handOver] = proposals;
    if (!handOver) throw new Error('no hand-over');
    const { proposalId, digest, worker, domain, subject, actionKind } = handOver;
    const now = instantOf(world.time.now());
    const trustCell = { worker, actionKind, risk: 'low', workerVersion: '1.0.0' };
    await world.append(caseId, 'escalation-router', [
      {
        type: 'claimed',
        data: {
          proposalId,
          digest,
          claimant: 'escalation-router/1',
          claimedAt: now,
          deadline: now,
          reference: proposalId,
          effectClass: 'K',
          policiesHash: '',
          controlRevision: -1,
        },
      },
    ]);
    await staysTrue('not while it is claimed', 50, async () => {
      world.time.advance(500);
      return (await world.typesPublished('action-decisions')).length === 0;
    });
    await world.append(caseId, 'escalation-router', [
      {
        type: 'action-executed',
        data: {
          proposalId,
          caseId,
          worker,
          domain,
          subject,
          actionKind,
          digest,
          executedAt: now,
          receipt: { recordId: 'e1', version: '0', answer: {}, replayed: false },
          durationMs: 1,
          costMicros: 0,
          trustCell,
        },
      },
    ]);
    await afterwards('published', async () => (await world.typesPublished('action-decisions')).length === 1);
  });
});
