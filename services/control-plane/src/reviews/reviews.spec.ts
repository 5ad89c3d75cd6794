import { isSigned } from '@dws/application';
import { findProposal } from '@dws/case';
import { parseEvent } from '@dws/contracts';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import { as, REVIEW_KEYS, World } from '../testing/world.ts';
import type { PlannedCase } from '../testing/planned-case.ts';

let world: World;
let plane: ControlPlane;

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane();
});
afterEach(async () => world.close());

const judgement = ({ proposal }: PlannedCase) => ({
  digest: proposal.digest,
  reasonCode: 'fine',
  comment: 'ok',
  rating: 5,
});

async function opened(given: Parameters<World['plannedCase']>[0] = {}): Promise<PlannedCase> {
  const planned = await world.plannedCase(given);
  await eventually('the review is listed', 1_000, async () => {
    const { reviews } = (await get('/api/v1/reviews')).json<{ reviews: { reviewId: string }[] }>();
    return reviews.some(({ reviewId }) => reviewId === planned.reviewId);
  });
  return planned;
}

const get = (url: string, person = 'ada', on = plane) => on.server.inject({ url, headers: as(person) });
const decide = (planned: PlannedCase, verdict: string, payload: object, person = 'ada', on = plane) =>
  on.server.inject({
    method: 'POST',
    url: `/api/v1/reviews/${planned.reviewId}/${verdict}`,
    headers: as(person),
    payload,
  });

describe('a review', () => {
  it('stands in the queue with its action in plain words', async () => {
    const planned = await opened();
    expect((await get('/api/v1/reviews')).json()).toMatchObject({
      reviews: [{ reviewId: planned.reviewId, summary: 'Send a check-in to Kim.' }],
      total: 1,
    });
  });

  it('shows everything that is needed to decide', async () => {
    const planned = await opened({ body: { dropPercent: 45 } });
    world.time.advance(90_000);
    const packet = (await get(`/api/v1/reviews/${planned.reviewId}`)).json<Record<string, unknown>>();
    expect(packet).toMatchObject({
      state: 'open',
      caseId: planned.caseId,
      digest: planned.proposal.digest,
      why: 'It goes to a customer.',
      confidence: 0.8,
      trigger: { signalType: 'usage.dropped', id: 'signal-1', body: { dropPercent: 45 } },
      action: {
        summary: 'Send a check-in to Kim.',
        arguments: { to: 'kim@customer.example', text: 'How are you getting on?' },
      },
      facts: [
        {
          system: 'crm',
          record: 'account/acc-1',
          version: '7',
          field: 'health',
          value: 'red',
          ageSeconds: 90,
        },
        {
          system: 'crm',
          record: 'account/acc-1',
          version: '7',
          field: 'plan',
          value: 'gold',
          ageSeconds: 90,
        },
      ],
      edit: null,
      changedSince: [],
      earlierDecisions: [],
    });
  });

  it('given an approval, then a signed decision stands in the case and reaches the topic', async () => {
    const planned = await opened();
    const answer = await decide(planned, 'approve', judgement(planned));
    expect(answer.json()).toMatchObject({ verdict: 'approve', reviewer: 'ada', phase: 'open' });
    const [loaded] = await world.ports('test').cases.load([planned.caseId]);
    const state = loaded?.state;
    if (!state || state.phase === 'none') throw new Error('no case');
    const status = findProposal(state, planned.proposal.proposalId)?.status;
    if (status?.at !== 'approved') throw new Error(`the proposal is ${status?.at}`);
    expect(isSigned(planned.caseId, status.decision, REVIEW_KEYS)).toBe(true);
    expect(isSigned(planned.caseId, { ...status.decision, reviewer: 'ben' }, REVIEW_KEYS)).toBe(false);
    await eventually('the decision is published', 1_000, async () =>
      (await world.typesPublished('action-decisions')).includes('review-decided'),
    );
  });

  it('given an edit, then the edited proposal goes to the gate and the size of the edit is known', async () => {
    const planned = await opened();
    const editedArguments = { to: 'kim@customer.example', text: 'How are you getting along?' };
    const answer = await decide(planned, 'edit', { ...judgement(planned), editedArguments });
    expect(answer.statusCode).toBe(200);
    await eventually('the edited proposal is published', 1_000, async () =>
      (await world.typesPublished('action-proposals')).includes('action-proposal'),
    );
    const events = await world.store.read(world.names.caseStream(planned.caseId));
    const decided = events.find(({ type }) => type === 'review-decided');
    const edited = parseEvent('action-proposal', events.at(-1)?.data ?? new Uint8Array());
    // "on" became "along": a, l and g are new.
    expect(decided && parseEvent('review-decided', decided.data).editSize).toBe(3);
    expect(edited).toMatchObject({ origin: 'edit', editedBy: 'ada', arguments: editedArguments });
    const packet = await plane.server.inject({
      url: `/api/v1/reviews/${planned.reviewId}`,
      headers: as('ada'),
    });
    const before = { to: 'kim@customer.example', text: 'How are you getting on?' };
    expect(packet.json()).toMatchObject({
      state: 'edited',
      edit: { by: 'ada', before, after: editedArguments },
    });
  });

  it('given two people at once on two replicas, then one wins and the other is told', async () => {
    const planned = await opened();
    const second = await world.plane();
    const answers = await Promise.all([
      decide(planned, 'approve', judgement(planned), 'ada'),
      decide(planned, 'reject', judgement(planned), 'ben', second),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    const loser = answers.find(({ statusCode }) => statusCode === 409);
    expect(loser?.json()).toMatchObject({ code: 'review-not-open' });
    expect(loser?.headers['content-type']).toContain('application/problem+json');
    const decided = (await world.typesOf(planned.caseId)).filter((type) => type === 'review-decided');
    expect(decided).toHaveLength(1);
  });

  it('refuses a decision on another digest, and one that came too late', async () => {
    const planned = await opened();
    const stale = await decide(planned, 'approve', { ...judgement(planned), digest: 'f'.repeat(64) });
    expect([stale.statusCode, stale.json<{ code: string }>().code]).toEqual([409, 'review-stale']);
    world.time.advance(3_600_001);
    const late = await decide(planned, 'approve', judgement(planned));
    expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([409, 'review-not-open']);
  });

  it.each([
    ['a person without the role', 'olga', {}],
    ['the customer of the case', 'ben', { subject: 'acc-ben' }],
    ['the one who asked for it', 'ada', { body: { requestedBy: 'ada' } }],
  ])('denies %s, and keeps that on record', async (_who, person, given) => {
    const planned = await opened(given);
    const answer = await decide(planned, 'approve', judgement(planned), person);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'review-not-permitted']);
    const [act] = await world.store.read(world.names.stream('people'));
    expect(act && parseEvent('person-acted', act.data)).toMatchObject({
      person,
      action: 'review.approve',
      target: planned.reviewId,
      allowed: false,
    });
    expect(await world.typesOf(planned.caseId)).not.toContain('review-decided');
  });

  it('knows nobody without a name, and nobody from elsewhere', async () => {
    expect((await plane.server.inject('/api/v1/reviews')).statusCode).toBe(401);
    const rebound = await plane.server.inject({
      url: '/api/v1/reviews',
      headers: { ...as('ada'), host: 'evil.example' },
    });
    expect(rebound.statusCode).toBe(401);
    const remote = await plane.server.inject({
      url: '/api/v1/reviews',
      headers: as('ada'),
      remoteAddress: '10.0.0.8',
    });
    expect(remote.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it('names the field of a malformed request', async () => {
    const planned = await opened();
    const answer = await decide(planned, 'approve', { digest: 'x' });
    expect(answer.json()).toMatchObject({ code: 'argument-invalid', status: 400, field: 'body.digest' });
  });
});
