import { decodeMetadata, encodeMetadata } from '@dws/application';
import { review } from '@dws/case';
import { parseEvent, serialiseEvent, type EscalationRaised } from '@dws/contracts';
import { eventIdOf, instantOf, sha256 } from '@dws/kernel';
import { NO_STREAM } from '@dws/ports';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import type { PlannedCase } from '../testing/planned-case.ts';
import { as, World } from '../testing/world.ts';

const ID = '5b0e1d8e-6d5a-5a0e-9c0b-0f6d1c2b3a49';
const SENDER = '8a11c2f0-55d3-5b7e-8f00-3c2d1e0f9b7a';
const HOUR = 3_600_000;

let world: World;
let plane: ControlPlane;

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane();
});
afterEach(async () => world.close());

const stream = () => world.names.stream(`escalation-${ID}`);

/** A hand-over with 24 hours until it must be done. */
async function raised(): Promise<EscalationRaised> {
  const now = world.time.now();
  const data: EscalationRaised = {
    escalationId: ID,
    path: 'usage-drop-high-value',
    fromDomain: 'customer-experience',
    toDomain: 'revenue',
    fromWorker: 'churn-signal',
    fromCase: SENDER,
    digest: 'd'.repeat(64),
    trigger: 'usage fell',
    subject: 'acc-1',
    owner: 'head-of-revenue',
    context: { secret: 'stays in the store' },
    permittedActions: ['message.send'],
    reviewRule: 'stage',
    completion: 'somebody talked to the customer',
    dueAt: instantOf(now + 24 * HOUR),
    failureOwner: 'head-of-customer-experience',
    raisedAt: instantOf(now),
    hops: 1,
  };
  const bytes = serialiseEvent({ type: 'escalation-raised', data });
  const metadata = encodeMetadata({ at: data.raisedAt, by: 'escalation-router', worker: data.fromWorker });
  const event = {
    id: eventIdOf(stream(), 0, sha256(bytes)),
    type: 'escalation-raised',
    data: bytes,
    metadata,
  };
  await world.store.append([{ stream: stream(), expectedRevision: NO_STREAM, events: [event] }]);
  return data;
}

async function reject({ caseId, proposal, reviewId }: PlannedCase): Promise<void> {
  const at = instantOf(world.time.now());
  const decision = {
    ...{
      proposalId: proposal.proposalId,
      digest: proposal.digest,
      reviewId,
      verdict: 'reject',
      reviewer: 'ada',
    },
    ...{ openedAt: at, decidedAt: at, reasonCode: '', comment: '', editSize: 0, policiesHash: '' },
    ...{ keyId: 'review', signature: '' },
  };
  await world
    .ports('control-plane')
    .cases.change([{ caseId, decide: ({ state }) => review(decision, state) }]);
}

const stored = async () => world.store.read(stream());
const types = async () => (await stored()).map(({ type }) => type);
const until = (...expected: readonly string[]) =>
  eventually(expected.join(', '), 2_000, async () => {
    await plane.tick();
    return JSON.stringify(await types()) === JSON.stringify(expected);
  });
const get = async (url: string) =>
  (await plane.server.inject({ url: `/api/v1${url}`, headers: as('sam') })).json<Record<string, unknown>>();

describe('a hand-over', () => {
  it('is accepted when the receiving case begins, and completed with its outcome when that closes', async () => {
    const escalation = await raised();
    await until('escalation-raised');
    world.time.advance(60_000);
    const planned = await world.plannedCase({ escalation });
    await until('escalation-raised', 'escalation-accepted');
    world.time.advance(60_000);
    await reject(planned);
    await until('escalation-raised', 'escalation-accepted', 'escalation-completed');
    const events = await stored();
    expect(parseEvent('escalation-accepted', events[1]?.data ?? new Uint8Array())).toEqual({
      escalationId: ID,
      caseId: planned.caseId,
      worker: 'churn-signal',
      at: '2026-03-02T09:01:00.000Z',
    });
    expect(parseEvent('escalation-completed', events[2]?.data ?? new Uint8Array())).toEqual({
      escalationId: ID,
      caseId: planned.caseId,
      outcome: 'rejected',
      at: '2026-03-02T09:02:00.000Z',
    });
    expect(decodeMetadata(events[2]?.metadata ?? new Uint8Array()).worker, 'in the trail of its sender').toBe(
      'churn-signal',
    );
  });

  it('is told once, whatever replicas there are and however often they start', async () => {
    const escalation = await raised();
    const second = await world.plane();
    const planned = await world.plannedCase({ escalation });
    await reject(planned);
    await eventually('it is completed', 2_000, async () => {
      await Promise.all([plane.tick(), second.tick()]);
      return (await types()).includes('escalation-completed');
    });
    const third = await world.plane();
    await third.tick();
    expect(await types()).toEqual(['escalation-raised', 'escalation-accepted', 'escalation-completed']);
  });

  it('that nobody takes up in time is overdue: whoever answers for that is named', async () => {
    await raised();
    world.time.advance(24 * HOUR - 1);
    await until('escalation-raised');
    world.time.advance(1);
    await until('escalation-raised', 'escalation-overdue');
    const last = (await stored()).at(-1);
    expect(parseEvent('escalation-overdue', last?.data ?? new Uint8Array())).toMatchObject({
      missing: 'acceptance',
      failureOwner: 'head-of-customer-experience',
    });
    world.time.advance(HOUR);
    await until('escalation-raised', 'escalation-overdue');
  });

  it('that is not done in time is overdue, and completed all the same later', async () => {
    const planned = await world.plannedCase({ escalation: await raised() });
    await until('escalation-raised', 'escalation-accepted');
    world.time.advance(24 * HOUR);
    await eventually('it is overdue', 2_000, async () => {
      await plane.tick();
      return (await types()).includes('escalation-overdue');
    });
    await eventually('the review of it ran out, and it is completed', 2_000, async () => {
      await plane.tick();
      return (await types()).includes('escalation-completed');
    });
    expect(await get(`/escalations/${ID}`)).toMatchObject({
      step: 'completed',
      overdue: { missing: 'completion' },
      receptions: [{ caseId: planned.caseId, outcome: 'expired' }],
    });
  });

  it('is shown where it is looked for, without what it carried', async () => {
    const planned = await world.plannedCase({ escalation: await raised() });
    await until('escalation-raised', 'escalation-accepted');
    const shown = {
      escalationId: ID,
      step: 'accepted',
      overdue: null,
      failureOwner: 'head-of-customer-experience',
    };
    await eventually('it is shown', 1_000, async () => {
      const { escalations } = await get('/escalations?domain=revenue&step=accepted');
      return (escalations as unknown[]).length === 1;
    });
    const listed = await get('/escalations?domain=revenue');
    expect(listed).toMatchObject({ escalations: [shown], total: 1 });
    expect(JSON.stringify(listed)).not.toContain('stays in the store');
    expect(await get('/escalations?domain=finance')).toMatchObject({ total: 0 });
    expect(await get('/escalations?overdue=true')).toMatchObject({ total: 0 });
    expect(await get(`/cases/${planned.caseId}`)).toMatchObject({ escalations: [shown] });
    expect(await get('/overview')).toMatchObject({ escalations: { open: 1, overdue: 0 } });
    expect(await get(`/escalations/${SENDER}`)).toMatchObject({ status: 404, code: 'not-found' });
  });
});
