import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import { as, World } from '../testing/world.ts';

let world: World;
let plane: ControlPlane;

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane();
});
afterEach(async () => world.close());

const say = (caseId: string, payload: object, person = 'ben') =>
  plane.server.inject({
    method: 'POST',
    url: `/api/v1/cases/${caseId}/feedback`,
    headers: as(person),
    payload,
  });
const WRONG = { kind: 'correction', comment: 'it was a refund', detail: { category: 'refund' } };

async function closedCase(given: Parameters<World['plannedCase']>[0] = {}): Promise<string> {
  const { caseId } = await world.plannedCase({ ...given, gate: 'deny' });
  await world.append(caseId, 'governor', [
    { type: 'closed', data: { outcome: 'denied', summary: '1 denied', at: '2026-03-02T09:00:00.000Z' } },
  ]);
  return caseId;
}

describe('what people say of a case later', () => {
  it('stands in the closed case under their name', async () => {
    const caseId = await closedCase();
    const answer = await say(caseId, WRONG);
    expect(answer.json()).toEqual({ caseId, kind: 'correction', person: 'ben', phase: 'closed' });
    const { timeline } = (
      await plane.server.inject({ url: `/api/v1/cases/${caseId}`, headers: as('ben') })
    ).json<{ timeline: { type: string; data: object; by: string }[] }>();
    expect(timeline.at(-1)).toMatchObject({
      type: 'feedback',
      by: 'control-plane',
      data: {
        kind: 'correction',
        by: 'ben',
        detail: { category: 'refund', comment: 'it was a refund' },
        reopens: false,
      },
    });
  });

  it('opens a case again and wakes its worker, where an owner asks for it', async () => {
    const caseId = await closedCase();
    const answer = await say(caseId, { kind: 'reopened', comment: 'the customer wrote again' }, 'ada');
    expect(answer.json()).toMatchObject({ phase: 'accepted' });
    await eventually('the worker is told', 5_000, async () => {
      world.time.advance(1_000);
      return (await world.typesPublished('case-due')).includes('waiting');
    });
  });

  it('does not open a case again for somebody who does not answer for it, and says so on record', async () => {
    const caseId = await closedCase();
    const answer = await say(caseId, { kind: 'reopened', comment: 'again' }, 'sam');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'not-permitted']);
    expect(await world.typesOf(caseId)).not.toContain('feedback');
    expect((await world.store.read(world.names.stream('people'))).map(({ type }) => type)).toEqual([
      'person-acted',
    ]);
  });

  it('is refused on a case about themselves', async () => {
    const caseId = await closedCase({ subject: 'acc-ben' });
    expect((await say(caseId, WRONG)).statusCode).toBe(403);
  });

  it.each([
    ['no words', { kind: 'correction' }, 'body.comment'],
    ['a rating without stars', { kind: 'rating' }, 'body.rating'],
    ['another kind', { ...WRONG, kind: 'praise' }, 'body.kind'],
    [
      'an action of another case',
      { ...WRONG, proposalId: 'c2b4a5b0-6f0a-5d4e-8d0a-3d2e1f0a9b8c' },
      'body.proposalId',
    ],
  ])('names the field of %s', async (_what, payload, field) => {
    const answer = await say(await closedCase(), payload);
    expect([answer.statusCode, answer.json<{ field: string }>().field]).toEqual([400, field]);
  });

  it('cannot open again what is open', async () => {
    const { caseId } = await world.plannedCase({ gate: 'review' });
    expect((await say(caseId, { kind: 'reopened', comment: 'again' }, 'ada')).statusCode).toBe(400);
  });

  it('is of a case that is there', async () => {
    expect((await say('c2b4a5b0-6f0a-5d4e-8d0a-3d2e1f0a9b8c', WRONG)).statusCode).toBe(404);
  });
});
