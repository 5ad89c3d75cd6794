import { EnforcementPoint, silentLog } from '@dws/application';
import { claim, referenceOf } from '@dws/case';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import { as, World } from '../testing/world.ts';
import type { PlannedCase } from '../testing/planned-case.ts';

interface Answer {
  readonly order: string;
  readonly completedAt: string | null;
  readonly acknowledged: readonly { readonly point: string; readonly inFlight: readonly string[] }[];
  readonly fenced: readonly string[];
  readonly frozen: number;
  readonly stands: boolean;
  readonly cases: Readonly<
    Record<
      'affected' | 'completed' | 'inFlight' | 'pending',
      { readonly count: number; readonly caseIds: string[] }
    >
  >;
}

let world: World;
let plane: ControlPlane;
const points: EnforcementPoint[] = [];

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane();
});
afterEach(async () => {
  for (const point of points.splice(0)) await point.stop();
  await world.close();
});

async function joined(instance: string): Promise<EnforcementPoint> {
  const { store, names, time: clock } = world;
  const point = new EnforcementPoint({ store, names, clock, log: silentLog, service: 'executor', instance });
  await point.start();
  points.push(point);
  return point;
}

/** A process that joined and then neither answers nor leaves. */
async function silent(instance: string): Promise<string> {
  const point = `executor/${instance}`;
  const { store, names } = world;
  const dead = new EnforcementPoint({
    store,
    names,
    clock: world.time,
    log: silentLog,
    service: 'executor',
    instance,
  });
  await dead.start();
  // Deaf from here on: nothing in it hears its own control stream any more.
  await dead.stop();
  const { appendDecided } = await import('@dws/application');
  await appendDecided({ store, clock: world.time, by: 'executor' }, names.stream('control'), () => [
    {
      type: 'enforcement-point-joined',
      data: { point, service: 'executor', at: '2026-03-02T09:00:00.000Z' },
    },
  ]);
  return point;
}

const order = (payload: object, person = 'olga') =>
  plane.server.inject({ method: 'POST', url: '/api/v1/orders', headers: as(person), payload });
const KILL = { kind: 'kill', grain: 'worker', target: 'churn-signal', reason: 'wrong tone' };

/** Gives the order and moves time until it is answered. */
async function answered(payload: object): Promise<Answer> {
  const pending = order(payload);
  let answer: Answer | null = null;
  void pending.then((response) => (answer = response.json<Answer>()));
  await eventually('the order is answered', 5_000, () => {
    world.time.advance(100);
    return answer !== null;
  });
  return (await pending).json<Answer>();
}

const lateClaim = (planned: PlannedCase) => {
  const { caseId, proposal } = planned;
  const now = '2026-03-02T09:00:01.000Z';
  return world.ports('executor').cases.change([
    {
      caseId,
      decide: ({ state }) =>
        claim(
          {
            proposalId: proposal.proposalId,
            digest: proposal.digest,
            claimant: 'executor/late',
            claimedAt: now,
            deadline: now,
            reference: referenceOf(caseId, proposal.digest),
            effectClass: 'K',
            policiesHash: '',
            controlRevision: -1,
          },
          state,
        ),
    },
  ]);
};

describe('a control order', () => {
  it('given that every point answers, then nothing needs to be frozen', async () => {
    await joined('one');
    await joined('two');
    const planned = await world.plannedCase({ gate: 'allow' });
    const response = await order(KILL);
    const answer = response.json<Answer>();
    expect(response.statusCode).toBe(201);
    expect(answer.acknowledged.map(({ point }) => point).toSorted()).toEqual([
      'executor/one',
      'executor/two',
    ]);
    expect(answer).toMatchObject({ fenced: [], frozen: 0, stands: true });
    expect(answer.cases).toMatchObject({
      affected: { count: 1, caseIds: [planned.caseId] },
      pending: { count: 1, caseIds: [planned.caseId] },
      inFlight: { count: 0 },
      completed: { count: 0 },
    });
    expect(await world.typesOf(planned.caseId)).not.toContain('frozen');
  });

  it('given a silent point, then every case in scope is frozen before the answer and a late claim fails', async () => {
    await joined('alive');
    const dead = await silent('dead');
    const planned = await world.plannedCase({ gate: 'allow' });
    const pending = order(KILL);
    await eventually('the living point has answered', 2_000, async () => {
      const { orders } = (await plane.server.inject({ url: '/api/v1/orders', headers: as('olga') })).json<{
        orders: Answer[];
      }>();
      return orders[0]?.acknowledged.length === 1;
    });
    expect(await world.typesOf(planned.caseId)).not.toContain('frozen');
    await eventually('the wait for the silent one begins', 2_000, () => {
      world.time.advance(2_000);
      return world.typesOf(planned.caseId).then((types) => types.includes('frozen'));
    });
    const answer = (await pending).json<Answer>();
    expect(answer).toMatchObject({ fenced: [dead], frozen: 1 });
    const [late] = await lateClaim(planned);
    expect(late?.refusal?.code).toBe('held');
  });

  it('gives up a point that stays silent; later orders freeze at once instead of waiting for it', async () => {
    const dead = await silent('dead');
    await answered(KILL);
    await eventually('it is no longer waited for', 5_000, async () => {
      world.time.advance(5_000);
      const events = await world.store.read(world.names.stream('control'));
      return events.filter(({ type }) => type === 'enforcement-point-left').length === 2;
    });
    const other = await world.plannedCase({ gate: 'allow', subject: 'acc-2' });
    // No time passes here: nothing is waited for.
    const answer = (await order({ ...KILL, grain: 'customer', target: 'acc-2' })).json<Answer>();
    expect(answer).toMatchObject({ fenced: [dead], frozen: 1, acknowledged: [] });
    expect((await lateClaim(other))[0]?.refusal?.code).toBe('held');
  });

  it('given a resume, then the cases go on and what was pending is published again', async () => {
    await silent('dead');
    const planned = await world.plannedCase({ gate: 'allow' });
    const { order: killed } = await answered(KILL);
    expect(await world.typesPublished('action-decisions')).toEqual([]);
    const resumed = await answered({ kind: 'resume', resumes: killed, reason: 'corrected' });
    expect(resumed).toMatchObject({ stands: false, fenced: [], waitingFor: [] });
    expect((await world.typesOf(planned.caseId)).slice(-2)).toEqual(['frozen', 'released']);
    await eventually('the gate decision is published', 1_000, async () =>
      (await world.typesPublished('action-decisions')).includes('gate-decided'),
    );
    expect((await lateClaim(planned))[0]?.appended.map(({ event }) => event.type)).toEqual(['claimed']);
  });

  it.each([
    ['action-kind', 'message.send'],
    ['customer', 'acc-9'],
  ])(
    'given a silent point and a kill of one %s, then nothing else of the case is held',
    async (grain, target) => {
      await silent('dead');
      const kinds = ['message.send', 'task.create'];
      const planned = await world.plannedCase({ gate: 'allow', kinds, customers: ['acc-9', 'acc-1'] });
      const apart = await world.plannedCase({ gate: 'allow', kinds: ['task.create'] });
      const [message, task] = planned.proposals;
      if (!message || !task) throw new Error('expected two proposals');
      const answer = await answered({ ...KILL, grain, target });
      // The append fences whatever was decided on the case before it; what it holds is the order's own scope.
      expect([answer.frozen, answer.cases.affected.caseIds]).toEqual([1, [planned.caseId]]);
      expect(await world.typesOf(apart.caseId)).not.toContain('frozen');
      expect((await lateClaim({ ...planned, proposal: message }))[0]?.refusal?.code).toBe('held');
      const other = await lateClaim({ ...planned, proposal: task });
      expect(other[0]?.appended.map(({ event }) => event.type)).toEqual(['claimed']);
      await answered({ kind: 'resume', resumes: answer.order, reason: 'corrected' });
      const freed = await lateClaim({ ...planned, proposal: message });
      expect(freed[0]?.appended.map(({ event }) => event.type)).toEqual(['claimed']);
    },
  );

  it('given a case frozen just after the resume, then it is released all the same', async () => {
    const planned = await world.plannedCase({ gate: 'allow' });
    const { order: killed } = await answered(KILL);
    await answered({ kind: 'resume', resumes: killed, reason: 'corrected' });
    const at = '2026-03-02T09:00:00.000Z';
    await world.append(planned.caseId, 'executor', [
      { type: 'frozen', data: { order: killed, kind: 'kill', orderRevision: 1, at } },
    ]);
    await eventually('it is released', 2_000, async () => {
      await plane.tick();
      return (await world.typesOf(planned.caseId)).includes('released');
    });
  });

  it('given stop-pending, then unclaimed proposals fall away and nothing is held later', async () => {
    const planned = await world.plannedCase({ gate: 'allow' });
    const answer = await answered({ ...KILL, kind: 'stop-pending' });
    expect(answer).toMatchObject({ stands: false, frozen: 1 });
    expect((await world.typesOf(planned.caseId)).slice(-3)).toEqual(['frozen', 'superseded', 'closed']);
    const later = await world.plannedCase({ gate: 'allow' });
    expect((await lateClaim(later))[0]?.refusal).toBeUndefined();
  });

  it('given a replica that died after the order, then another completes it', async () => {
    await silent('dead');
    const planned = await world.plannedCase({ gate: 'allow' });
    const pending = order(KILL);
    await eventually('the order stands', 2_000, async () =>
      (await world.store.read(world.names.stream('control'))).some(({ type }) => type === 'control-ordered'),
    );
    await plane.stop();
    await pending.catch(() => undefined);
    expect(await world.typesOf(planned.caseId)).not.toContain('frozen');
    await world.plane();
    await eventually('the case is frozen', 5_000, async () => {
      world.time.advance(1_000);
      return (await world.typesOf(planned.caseId)).includes('frozen');
    });
  });

  it.each([
    ['a worker that does not exist', { target: 'chrun-signal' }, 'body.target'],
    ['a domain that does not exist', { grain: 'domain', target: 'sales' }, 'body.target'],
    ['a target for everything', { grain: 'everything' }, 'body.target'],
    ['a resume of nothing', { kind: 'resume' }, 'body.resumes'],
  ])('refuses %s', async (_what, over, field) => {
    const answer = await order({ ...KILL, ...over });
    expect([answer.statusCode, answer.json<{ field: string }>().field]).toEqual([400, field]);
  });

  it('is for operators and owners', async () => {
    expect((await order(KILL, 'sam')).statusCode).toBe(403);
    // Ada is the technical owner of that worker, not of its domain.
    expect((await order({ ...KILL, grain: 'domain', target: 'customer-experience' }, 'ada')).statusCode).toBe(
      403,
    );
    expect((await order(KILL, 'ada')).statusCode).toBe(201);
  });

  it('pauses and resumes a worker', async () => {
    const post = (action: string) =>
      plane.server.inject({
        method: 'POST',
        url: `/api/v1/workers/churn-signal/${action}`,
        headers: as('olga'),
        payload: { reason: 'maintenance' },
      });
    const paused = async () =>
      (await plane.server.inject({ url: '/api/v1/workers', headers: as('olga') })).json<{
        workers: { pausedBy: { person: string } | null; version: string }[];
      }>().workers;
    expect(await paused()).toMatchObject([{ worker: 'churn-signal', version: '1.0.0', pausedBy: null }]);
    expect((await post('pause')).statusCode).toBe(201);
    expect(await paused()).toMatchObject([{ pausedBy: { person: 'olga' } }]);
    expect((await post('resume')).statusCode).toBe(201);
    expect(await paused()).toMatchObject([{ pausedBy: null }]);
    expect((await post('resume')).statusCode).toBe(400);
  });
});
