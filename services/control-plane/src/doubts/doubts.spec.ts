import { isSettlementSigned } from '@dws/application';
import { findProposal } from '@dws/case';
import { parseEvent } from '@dws/contracts';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import type { PlannedCase } from '../testing/planned-case.ts';
import { as, REVIEW_KEYS, World } from '../testing/world.ts';

let world: World;
let plane: ControlPlane;

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane();
});
afterEach(async () => world.close());

interface Listed {
  readonly doubts: readonly { readonly caseId: string }[];
}
const listed = async () =>
  (await plane.server.inject({ url: '/api/v1/doubts', headers: as('sam') })).json<Listed>();

async function inDoubt(given: Parameters<World['caseInDoubt']>[0] = {}): Promise<PlannedCase> {
  const planned = await world.caseInDoubt(given);
  await eventually('the doubt is listed', 1_000, async () => (await listed()).doubts.length === 1);
  return planned;
}

const settle = ({ caseId, proposal }: PlannedCase, payload: object, person = 'olga', on = plane) =>
  on.server.inject({
    method: 'POST',
    url: `/api/v1/cases/${caseId}/settle`,
    headers: as(person),
    payload: { digest: proposal.digest, ...payload },
  });
const EXECUTED = { verdict: 'executed', evidence: 'MSG-7', note: 'it is in the outbox' };
const FAILED = { verdict: 'failed', note: 'the outbox of that hour is empty' };

describe('an action in doubt', () => {
  it('is listed with what is known of it', async () => {
    const { caseId, proposal } = await inDoubt();
    expect(await listed()).toMatchObject({
      doubts: [
        {
          caseId,
          digest: proposal.digest,
          worker: 'churn-signal',
          system: 'email',
          arguments: { to: 'kim@customer.example', text: 'How are you getting on?' },
          effectClass: 'N',
          claimant: 'executor/1',
          sentAt: '2026-03-02T09:00:00.000Z',
          detail: 'the connection broke after sending',
          settlers: ['head-of-customer-experience', 'ada', 'operator'],
        },
      ],
      total: 1,
    });
  });

  it('given that a person found it, then their signed word and the outcome close the case', async () => {
    const planned = await inDoubt();
    world.time.advance(60_000);
    const answer = await settle(planned, EXECUTED);
    expect(answer.json()).toMatchObject({ verdict: 'executed', person: 'olga', phase: 'closed' });
    expect((await world.typesOf(planned.caseId)).slice(-4)).toEqual([
      'action-in-doubt',
      'doubt-settled',
      'action-executed',
      'closed',
    ]);
    const [loaded] = await world.ports('test').cases.reload([planned.caseId]);
    const state = loaded?.state;
    if (!state || state.phase === 'none') throw new Error('no case');
    const status = findProposal(state, planned.proposal.proposalId)?.status;
    if (status?.at !== 'executed' || !status.settlement) throw new Error(`the proposal is ${status?.at}`);
    const { settlement } = status;
    expect(settlement).toMatchObject({ person: 'olga', settledAt: '2026-03-02T09:01:00.000Z' });
    expect(isSettlementSigned(planned.caseId, settlement, REVIEW_KEYS)).toBe(true);
    expect(isSettlementSigned(planned.caseId, { ...settlement, note: 'other' }, REVIEW_KEYS)).toBe(false);
    await eventually('nothing is in doubt', 1_000, async () => (await listed()).doubts.length === 0);
  });

  it('given that it was executed, then its outcome and what comes after it are published', async () => {
    const planned = await inDoubt({ kinds: ['message.send', 'message.send'], inOrder: true });
    const [, second] = planned.proposals;
    await settle(planned, EXECUTED);
    const published = async () => {
      const messages = await world.published('action-decisions');
      return messages.map(({ value }) => value && world.codec.decode(value).value['digest']);
    };
    await eventually('the executor is told', 1_000, async () => (await published()).includes(second?.digest));
    const outcomes = await world.messages.peek('test.action-executions.customer-experience.v1', 0, '0', 9);
    expect(outcomes.map(({ headers }) => headers['ce_type'])).toEqual(['action-executed']);
  });

  it('given that nothing was done, then it failed by that person’s word', async () => {
    const planned = await inDoubt();
    expect((await settle(planned, FAILED, 'ada')).statusCode).toBe(200);
    const events = await world.store.read(world.names.caseStream(planned.caseId));
    const failed = events.find(({ type }) => type === 'action-failed');
    expect(failed && parseEvent('action-failed', failed.data)).toMatchObject({
      code: 'not-executed',
      message: FAILED.note,
      resolvedBy: 'ada',
    });
  });

  it('given two people at once on two replicas, then one wins and the other is told', async () => {
    const planned = await inDoubt();
    const second = await world.plane();
    const answers = await Promise.all([
      settle(planned, EXECUTED, 'olga'),
      settle(planned, FAILED, 'ada', second),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    const loser = answers.find(({ statusCode }) => statusCode === 409);
    expect(loser?.json()).toMatchObject({ code: 'doubt-not-open' });
    expect(loser?.headers['content-type']).toContain('application/problem+json');
    expect((await world.typesOf(planned.caseId)).filter((type) => type === 'doubt-settled')).toHaveLength(1);
  });

  it.each([
    ['a person without the role', 'ben', {}],
    ['the one who asked for it', 'ada', { body: { requestedBy: 'ada' } }],
  ])('is not settled by %s, and that stays on record', async (_who, person, given) => {
    const planned = await inDoubt(given);
    const answer = await settle(planned, EXECUTED, person);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'not-permitted']);
    const [act] = await world.store.read(world.names.stream('people'));
    expect(act && parseEvent('person-acted', act.data)).toMatchObject({
      person,
      action: 'doubt.settle',
      target: planned.proposal.proposalId,
      allowed: false,
    });
    expect(await world.typesOf(planned.caseId)).not.toContain('doubt-settled');
  });

  it.each([
    ['executed without what the system calls it', { verdict: 'executed' }, 'body.evidence'],
    ['not executed, and yet something was written', { ...FAILED, evidence: 'MSG-7' }, 'body.evidence'],
    ['not executed without saying how one knows', { verdict: 'failed', note: ' ' }, 'body.note'],
  ])('is not settled as %s', async (_what, payload, field) => {
    const answer = await settle(await inDoubt(), payload);
    expect(answer.json()).toMatchObject({ status: 400, code: 'argument-invalid', field });
  });

  it('is looked for by its digest: an action that is not in doubt is none', async () => {
    const planned = await world.plannedCase();
    const open = await settle(planned, EXECUTED);
    expect([open.statusCode, open.json<{ detail: string }>().detail]).toEqual([
      409,
      `case ${planned.caseId}: the action is under-review, not in doubt`,
    ]);
    const other = await settle(planned, { ...EXECUTED, digest: 'f'.repeat(64) });
    expect(other.json()).toMatchObject({ code: 'doubt-not-open' });
    const url = `/api/v1/cases/00000000-0000-5000-8000-000000000000/settle`;
    const payload = { digest: planned.proposal.digest, ...EXECUTED };
    const none = await plane.server.inject({ method: 'POST', url, headers: as('olga'), payload });
    expect(none.json()).toMatchObject({ status: 404, code: 'case-unknown' });
  });
});
