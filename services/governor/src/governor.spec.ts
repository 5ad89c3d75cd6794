import { release } from '@dws/case';
import {
  appendDecided,
  CONTROL_STREAM,
  type CrashProbe,
  type RunningService,
  type ServicePorts,
} from '@dws/application';
import type { GateDecided, LimitReserved } from '@dws/contracts';
import { parseEvent } from '@dws/contracts';
import { loadPolicies } from '@dws/policies';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { governor, POLICIES_FOLDER, type GovernorOptions } from './app.ts';
import { end } from './testing/later-events.ts';
import {
  AFTER_REVIEW_KEY,
  ENGINES,
  MAC,
  PARTITIONS,
  POLICIES,
  Scene,
  type Intention,
} from './testing/scene.ts';
import { policiesWith } from './testing/policies-with.ts';
import { slowStore } from './testing/slow-store.ts';
import { registryAt } from './testing/workers.ts';

let scene: Scene;
const running: RunningService[] = [];

beforeEach(async () => {
  scene = await new Scene().open();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

async function start(
  more: Partial<GovernorOptions> = {},
  surroundings: Partial<ServicePorts> = {},
): Promise<RunningService> {
  const service = governor(scene.ports('governor', surroundings), {
    policies: POLICIES,
    registry: registryAt('supervised'),
    mac: MAC,
    afterReviewKey: AFTER_REVIEW_KEY,
    ...more,
  });
  running.push(service);
  await service.start();
  return service;
}

const TASKS = (max: number, onReach: string) =>
  `limits: [{ id: tasks, countBy: worker, actionKinds: [task.create], maxCount: ${max}, onReach: ${onReach} }]`;

const task: Intention = { worker: 'churn-signal', kind: 'task.create' };
const message: Intention = { worker: 'churn-signal', kind: 'message.send', customer: 'acc-1' };

async function gateOf(caseId: string, ordinal = 0): Promise<GateDecided | undefined> {
  const { events } = await scene.caseOf(caseId);
  const gates = events.flatMap(({ event }) => (event.type === 'gate-decided' ? [event.data] : []));
  return gates[ordinal];
}

async function decided(caseId: string, ordinal = 0): Promise<GateDecided> {
  await eventually(
    `a decision on ${caseId}`,
    5_000,
    async () => (await gateOf(caseId, ordinal)) !== undefined,
  );
  return (await gateOf(caseId, ordinal)) as GateDecided;
}

const typesOf = async (caseId: string): Promise<string[]> =>
  (await scene.caseOf(caseId)).events.map(({ event }) => event.type);

async function published(type: string): Promise<{ id: string | undefined; value: string }[]> {
  const topic = scene.names.topic('action-decisions', 'customer-experience');
  const all = await Promise.all(
    Array.from({ length: PARTITIONS }, (_, partition) => scene.messages.peek(topic, partition, '0', 1_000)),
  );
  return all
    .flat()
    .filter(({ headers }) => headers['ce_type'] === type)
    .map(({ headers, value }) => ({ id: headers['ce_id'], value: Buffer.from(value ?? []).toString('hex') }));
}

async function reserved(stream: string): Promise<LimitReserved[]> {
  const events = await scene.store.read(stream);
  return events
    .filter(({ type }) => type === 'limit-reserved')
    .map(({ data }) => parseEvent('limit-reserved', data));
}

describe('the governor', () => {
  it('allows, reviews and denies, each with its reasons, MAC and policies', async () => {
    await start();
    const allowed = await decided(await scene.plan('s1', [task]));
    const reviewedCase = await scene.plan('s2', [message]);
    const reviewed = await decided(reviewedCase);
    const deniedCase = await scene.plan('s3', [{ worker: 'churn-signal', kind: 'billing.add-note' }]);
    const denied = await decided(deniedCase);
    expect([allowed, reviewed, denied].map(({ decision }) => decision)).toEqual(['allow', 'review', 'deny']);
    expect(denied.reasons.at(-1)).toMatchObject({ step: 'prohibition', code: 'prohibited' });
    expect(allowed).toMatchObject({
      mode: 'live',
      policiesHash: POLICIES.hash,
      stage: 'supervised',
      trustCell: { worker: 'churn-signal', actionKind: 'task.create', risk: 'low', workerVersion: '1.0.0' },
    });
    expect(MAC.matches(reviewedCase, reviewed)).toBe(true);
    expect(MAC.matches(reviewedCase, { ...reviewed, decision: 'allow' })).toBe(false);
    expect(await typesOf(deniedCase)).toContain('closed');
    const { events } = await scene.caseOf(reviewedCase);
    const request = events.find(({ event }) => event.type === 'review-requested')?.event;
    expect(request?.data).toMatchObject({
      reviewers: ['customer-success-manager'],
      dueAt: '2026-03-03T10:00:00.000Z',
      changes: [],
    });
    await eventually(
      'three decisions on the topic',
      2_000,
      async () => (await published('gate-decided')).length === 3,
    );
  });

  it('denies when an engine fails, and names the failure', async () => {
    const broken = await loadPolicies(POLICIES_FOLDER, {
      authorizer: () => ({
        decide: () => {
          throw new Error('the engine is out of order');
        },
      }),
      table: ENGINES.table,
    });
    const noTable = await loadPolicies(POLICIES_FOLDER, {
      authorizer: ENGINES.authorizer,
      table: (file, columns) => ({
        ...ENGINES.table(file, columns),
        evaluate: () => Promise.reject(new Error('no table today')),
      }),
    });
    for (const [signal, policies, named] of [
      ['s1', broken, 'out of order'],
      ['s2', noTable, 'no table today'],
    ] as const) {
      const service = await start({ policies });
      const { decision, reasons } = await decided(await scene.plan(signal, [task]));
      expect(decision).toBe('deny');
      expect(reasons.at(-1)).toMatchObject({ code: 'policy-error' });
      expect(reasons.at(-1)?.text).toContain(named);
      await service.stop();
      running.splice(0);
    }
  });

  it('denies a proposal whose arguments do not fit its digest', async () => {
    await start();
    const { decision, reasons } = await decided(
      await scene.plan('s1', [{ ...task, more: { arguments: { title: 'something else' } } }]),
    );
    expect([decision, reasons.at(-1)?.code]).toEqual(['deny', 'digest-mismatch']);
  });

  it('sets aside a message about a proposal that is another one in the case', async () => {
    const ports = scene.ports('forger');
    const caseId = await scene.plan('s1', [task]);
    await start();
    await decided(caseId);
    const loaded = await scene.caseOf(caseId);
    const event = loaded.events.find(({ event: { type } }) => type === 'action-proposal');
    if (event?.event.type !== 'action-proposal') throw new Error('there is no proposal');
    const data = { ...event.event.data, digest: 'f'.repeat(64) };
    await ports.publisher.fromStore([
      { loaded, event: { ...event, event: { type: 'action-proposal', data } } },
    ]);
    const topic = scene.names.topic('action-proposals', 'customer-experience');
    await eventually('a dead letter', 2_000, async () => {
      const letters = await Promise.all(
        Array.from({ length: PARTITIONS }, (_, partition) =>
          scene.messages.peek(`${topic}.governor.dlq`, partition, '0', 9),
        ),
      );
      return letters.flat().some(({ headers }) => headers['dws_dlq_code'] === 'message-forged');
    });
    expect((await typesOf(caseId)).filter((type) => type === 'gate-decided')).toHaveLength(1);
  });

  it('records a shadow and reserves nothing for it', async () => {
    await start({ registry: registryAt('supervised', 'shadow') });
    const { mode, decision, reservations } = await decided(await scene.plan('s1', [task]));
    expect({ mode, decision, reservations }).toEqual({ mode: 'shadow', decision: 'allow', reservations: [] });
    expect(await scene.store.read('limit-cx-actions.worker%3Achurn-signal-2026-03-02')).toEqual([]);
  });

  it('freezes what a control order holds, and decides it once the order lets go', async () => {
    const by = { store: scene.store, clock: scene.clock, by: 'control-plane' };
    await appendDecided(by, CONTROL_STREAM, () => [
      {
        type: 'control-ordered',
        data: {
          order: 'order-1',
          kind: 'pause',
          grain: 'worker',
          target: 'churn-signal',
          reason: 'drill',
          by: 'olga',
          at: '2026-03-02T10:00:00.000Z',
        },
      },
    ]);
    await start();
    const held = await scene.plan('s1', [task]);
    const free = await scene.plan('s2', [{ worker: 'revenue-execution', kind: 'task.create' }]);
    await decided(free);
    await eventually('the case is frozen', 2_000, async () => (await typesOf(held)).includes('frozen'));
    expect(await gateOf(held)).toBeUndefined();

    // The order ends. The proposal is published again as it stands; no message is newer than the freeze.
    const at = '2026-03-02T10:00:00.000Z';
    const resume = {
      order: 'order-2',
      kind: 'resume',
      resumes: 'order-1',
      grain: 'worker',
      target: 'churn-signal',
    };
    await appendDecided(by, CONTROL_STREAM, () => [
      { type: 'control-ordered', data: { ...resume, reason: 'drill', by: 'olga', at } },
    ]);
    await scene
      .ports('control-plane')
      .cases.change([
        { caseId: held, decide: ({ state }) => release({ order: 'order-1', orderRevision: 1, at }, state) },
      ]);
    await scene.plan('s1', [task]);
    await decided(held);
  });
});

describe('redelivery', () => {
  it('publishes the same decision again and reserves once', async () => {
    await start();
    const caseId = await scene.plan('s1', [task]);
    await decided(caseId);
    await scene.plan('s1', [task]);
    await scene.plan('s1', [task]);
    await eventually('three messages', 2_000, async () => (await published('gate-decided')).length >= 3);
    const all = await published('gate-decided');
    expect(new Set(all.map(({ id, value }) => `${id} ${value}`)).size).toBe(1);
    const shares = await reserved('limit-cx-actions.worker%3Achurn-signal-2026-03-02');
    expect(shares.flatMap(({ entries }) => entries)).toHaveLength(1);
    expect((await typesOf(caseId)).filter((type) => type === 'gate-decided')).toHaveLength(1);
  });

  it.each(['governor:after-reserve', 'governor:after-append', 'governor:after-publish'] as const)(
    'after a death at %s gives one decision and one share',
    async (point) => {
      let died = false;
      const probe: CrashProbe = (reached) => {
        if (reached !== point || died) return undefined;
        died = true;
        return Promise.reject(new Error('killed'));
      };
      await start({}, { probe });
      const caseId = await scene.plan('s1', [task]);
      await eventually(
        'a decision on the topic',
        5_000,
        async () => died && (await published('gate-decided')).length > 0,
      );
      expect((await typesOf(caseId)).filter((type) => type === 'gate-decided')).toHaveLength(1);
      const shares = await reserved('limit-cx-actions.worker%3Achurn-signal-2026-03-02');
      expect(shares.flatMap(({ entries }) => entries)).toHaveLength(1);
    },
  );
});

describe('limits', () => {
  const STREAM = 'limit-tasks.worker%3Achurn-signal-2026-03-02';

  it('are exact with eight governors racing', async () => {
    const policies = await policiesWith(TASKS(37, 'deny'));
    let step = 0;
    const { store, conflicts } = slowStore(scene.store, () => (step++ * 7) % 5);
    for (let index = 0; index < 8; index++) await start({ policies }, { store });
    const signals = Array.from({ length: 120 }, (_, index) => `s${index}`);
    const cases = await Promise.all(signals.map((signal) => scene.plan(signal, [task])));
    const gates = await Promise.all(cases.map((caseId) => decided(caseId)));
    expect(gates.filter(({ decision }) => decision === 'allow')).toHaveLength(37);
    expect(gates.filter(({ decision }) => decision === 'deny')).toHaveLength(83);
    expect(conflicts()).toBeGreaterThan(0);
    expect((await reserved(STREAM)).flatMap(({ entries }) => entries)).toHaveLength(37);
  });

  it('on the writes to one record are exact with eight governors racing', async () => {
    const policies = await policiesWith(
      'limits: [{ id: tasks, countBy: worker, maxPerRecord: 5, onReach: deny }]',
    );
    let step = 0;
    const { store, conflicts } = slowStore(scene.store, () => (step++ * 7) % 5);
    for (let index = 0; index < 8; index++) await start({ policies }, { store });
    const places = Array.from({ length: 60 }, (_, index) => ({
      signal: `s${index}`,
      subject: `acc-${index % 6}`,
    }));
    const cases = await Promise.all(
      places.map(({ signal, subject }) => scene.plan(signal, [{ ...task, more: { subject } }])),
    );
    const gates = await Promise.all(cases.map((caseId) => decided(caseId)));
    const allowed = Map.groupBy(places, ({ subject }) => subject);
    for (const [subject, own] of allowed) {
      const decisions = own.map((place) => gates[places.indexOf(place)]?.decision);
      expect(
        decisions.filter((decision) => decision === 'allow'),
        subject,
      ).toHaveLength(5);
    }
    expect(conflicts()).toBeGreaterThan(0);
    expect(gates.find(({ decision }) => decision === 'deny')?.reasons.at(-1)).toMatchObject({
      step: 'limit',
      code: 'tasks',
      text: expect.stringMatching(/^the daily limit tasks of record:crm\/acc-\d is reached$/) as string,
    });
    const shares = (await reserved(STREAM)).flatMap(({ entries }) => entries);
    expect(shares).toHaveLength(30);
  });

  it('on the writes to one record give back the share of one that failed', async () => {
    await start({
      policies: await policiesWith(
        'limits: [{ id: tasks, countBy: worker, maxPerRecord: 1, onReach: deny }]',
      ),
    });
    const failed = await scene.plan('s1', [task]);
    await decided(failed);
    expect((await decided(await scene.plan('s2', [task]))).decision).toBe('deny');
    await end(scene, failed, 'action-failed');
    scene.now += 10_000;
    expect((await decided(await scene.plan('s3', [task]))).decision).toBe('allow');
  });

  it('ask a person where the rule says so, and say which limit', async () => {
    await start({ policies: await policiesWith(TASKS(1, 'review')) });
    await decided(await scene.plan('s1', [task]));
    const caseId = await scene.plan('s2', [task]);
    const { decision, reviewers, reasons, reservations } = await decided(caseId);
    expect({ decision, reviewers, reservations }).toEqual({
      decision: 'review',
      reviewers: ['head-of-customer-experience'],
      reservations: [],
    });
    expect(reasons.at(-1)).toEqual({
      step: 'limit',
      code: 'tasks',
      text: 'the daily limit tasks of worker:churn-signal is reached',
    });
  });

  it('begin again with the day of the domain', async () => {
    scene.now = Date.parse('2026-03-02T22:59:00.000Z');
    await start({ policies: await policiesWith(TASKS(1, 'deny')) });
    expect((await decided(await scene.plan('s1', [task]))).decision).toBe('allow');
    expect((await decided(await scene.plan('s2', [task]))).decision).toBe('deny');
    scene.now = Date.parse('2026-03-02T23:00:00.000Z');
    const { decision, reservations } = await decided(await scene.plan('s3', [task]));
    expect([decision, reservations[0]?.day]).toEqual(['allow', '2026-03-03']);
  });

  it('give back the share of an action that failed, and keep that of one in doubt', async () => {
    await start({ policies: await policiesWith(TASKS(2, 'deny')) });
    const failed = await scene.plan('s1', [task]);
    const doubtful = await scene.plan('s2', [task]);
    for (const [caseId, type] of [
      [failed, 'action-failed'],
      [doubtful, 'action-in-doubt'],
    ] as const) {
      await decided(caseId);
      await end(scene, caseId, type);
    }
    expect((await decided(await scene.plan('s3', [task]))).decision).toBe('allow');
    expect((await decided(await scene.plan('s4', [task]))).decision).toBe('deny');
  });
});
