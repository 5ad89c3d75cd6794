import { review } from '@dws/case';
import { eventually, staysTrue } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, World } from '../testing/world.ts';

let world: World;

beforeEach(async () => {
  world = await World.create();
});
afterEach(async () => world.close());

const decisions = () => world.typesPublished('action-decisions');

describe('the relay', () => {
  it('given a process that died right after the append, then the next one publishes it', async () => {
    const { caseId, proposal, reviewId } = await world.plannedCase();
    // The append of a control plane that never lived to publish it.
    await world.ports('control-plane').cases.change([
      {
        caseId,
        decide: ({ state }) =>
          review(
            {
              proposalId: proposal.proposalId,
              digest: proposal.digest,
              reviewId,
              verdict: 'approve',
              reviewer: 'ada',
              openedAt: '2026-03-02T09:00:00.000Z',
              decidedAt: '2026-03-02T09:00:01.000Z',
              reasonCode: '',
              comment: '',
              editSize: 0,
              policiesHash: '',
              keyId: 'review',
              signature: '',
            },
            state,
          ),
      },
    ]);
    expect(await decisions()).toEqual([]);
    await world.plane();
    await eventually('the decision is published', 1_000, async () => (await decisions()).length === 1);
    expect(await decisions()).toEqual(['review-decided']);
  });

  it('given that it stopped in order, then the next one publishes nothing again', async () => {
    const plane = await world.plane();
    const { reviewId, proposal } = await world.plannedCase();
    await eventually('the review is known', 1_000, async () => {
      const answer = await plane.server.inject({ url: `/api/v1/reviews/${reviewId}`, headers: as('ada') });
      return answer.statusCode === 200;
    });
    const url = `/api/v1/reviews/${reviewId}/approve`;
    await plane.server.inject({
      method: 'POST',
      url,
      headers: as('ada'),
      payload: { digest: proposal.digest },
    });
    await eventually('the decision is published', 1_000, async () => (await decisions()).length === 1);
    await plane.stop();
    await world.plane();
    await staysTrue('it is published once', 100, async () => (await decisions()).length === 1);
  });

  it('given topics that do not answer for a while, then what people did is published later', async () => {
    const publish = world.messages.publish.bind(world.messages);
    let failures = 0;
    world.messages.publish = async (messages) => {
      if ((failures += 1) <= 2) throw new Error('no broker');
      return publish(messages);
    };
    const plane = await world.plane();
    const { reviewId, proposal } = await world.plannedCase();
    const url = `/api/v1/reviews/${reviewId}/approve`;
    await eventually('the approval is taken', 1_000, async () => {
      const payload = { digest: proposal.digest };
      return (
        (await plane.server.inject({ method: 'POST', url, headers: as('ada'), payload })).statusCode === 200
      );
    });
    await eventually('the decision is published', 2_000, async () => {
      world.time.advance(250);
      return (await decisions()).length === 1;
    });
    expect(failures).toBe(3);
  });

  it('names the crash points it passes', async () => {
    const reached: string[] = [];
    const plane = await world.plane({}, (point) => void reached.push(point));
    const { reviewId, proposal } = await world.plannedCase();
    const url = `/api/v1/reviews/${reviewId}/approve`;
    await eventually('the approval is taken', 1_000, async () => {
      const payload = { digest: proposal.digest };
      return (
        (await plane.server.inject({ method: 'POST', url, headers: as('ada'), payload })).statusCode === 200
      );
    });
    await eventually('both are reached', 1_000, () => reached.length >= 2);
    expect(new Set(reached)).toEqual(new Set(['relay:after-review-append', 'relay:after-publish']));
  });
});
