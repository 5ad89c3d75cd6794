import type { RunningService } from '@dws/application';
import { parseEvent, type GateDecided } from '@dws/contracts';
import { eventually, staysTrue } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { governor } from './app.ts';
import { approve } from './testing/later-events.ts';
import { policiesWith } from './testing/policies-with.ts';
import { AFTER_REVIEW_KEY, MAC, Scene, type Intention } from './testing/scene.ts';
import { registryAt } from './testing/workers.ts';

let scene: Scene;
const running: RunningService[] = [];

beforeEach(async () => {
  scene = await new Scene().open();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

/** Governors under a daily limit of messages to one customer. */
async function start(max: number, onReach: string, governors = 1): Promise<void> {
  const policies = await policiesWith(
    `limits: [{ id: mails, countBy: customer, externalOnly: true, maxCount: ${max}, onReach: ${onReach} }]`,
  );
  for (let index = 0; index < governors; index++) {
    const service = governor(scene.ports('governor'), {
      policies,
      registry: registryAt('supervised'),
      mac: MAC,
      afterReviewKey: AFTER_REVIEW_KEY,
    });
    running.push(service);
    await service.start();
  }
}

const message: Intention = { worker: 'churn-signal', kind: 'message.send', customer: 'acc-1' };

/** The gate's answer to a case, the first or a later one. */
async function decided(caseId: string, ordinal = 0): Promise<GateDecided> {
  let gate: GateDecided | undefined;
  await eventually(`decision ${ordinal} on ${caseId}`, 5_000, async () => {
    const { events } = await scene.caseOf(caseId);
    gate = events.flatMap(({ event }) => (event.type === 'gate-decided' ? [event.data] : []))[ordinal];
    return gate !== undefined;
  });
  return gate as unknown as GateDecided;
}

async function shares(): Promise<number> {
  const events = await scene.store.read('limit-mails.customer%3Aacc-1-2026-03-02');
  return events
    .filter(({ type }) => type === 'limit-reserved')
    .flatMap(({ data }) => parseEvent('limit-reserved', data).entries).length;
}

describe('limits', () => {
  it('do not count what waits for a person, and count what a person approved before it may run', async () => {
    await start(1, 'review');
    const caseId = await scene.plan('s1', [message]);
    await decided(caseId);
    await staysTrue('nothing is set aside', 50, async () => (await shares()) === 0);
    await approve(scene, caseId);
    const { decision, reasons, reservations } = await decided(caseId, 1);
    expect([decision, reasons.at(-1)?.text, reservations.map(({ limit }) => limit)]).toEqual([
      'allow',
      'ada approved it',
      ['mails'],
    ]);
    expect(await shares()).toBe(1);
  });

  it('are not passed by what people approve: the next one comes back and says why', async () => {
    await start(1, 'review');
    const cases = [await scene.plan('s1', [message]), await scene.plan('s2', [message])] as const;
    for (const caseId of cases) await decided(caseId);
    await approve(scene, cases[0]);
    await decided(cases[0], 1);
    await approve(scene, cases[1]);
    const { decision, reviewers, reservations } = await decided(cases[1], 1);
    expect([decision, reviewers, reservations]).toEqual(['review', ['head-of-customer-experience'], []]);
    const asked = (await scene.caseOf(cases[1])).events.flatMap(({ event }) =>
      event.type === 'review-requested' ? [event.data] : [],
    );
    expect(asked[1]?.why).toBe('the daily limit mails of customer:acc-1 is reached');
    expect(asked[1]?.reviewId, 'another question').not.toBe(asked[0]?.reviewId);
    expect(await shares()).toBe(1);
    // Knowing that, a person may let it go over; it counts.
    await approve(scene, cases[1]);
    expect((await decided(cases[1], 2)).decision).toBe('allow');
    expect(await shares()).toBe(2);
  });

  it('that deny are nobody’s to set aside: what was approved meanwhile is denied', async () => {
    await start(1, 'deny');
    const cases = [await scene.plan('s1', [message]), await scene.plan('s2', [message])] as const;
    for (const caseId of cases) expect((await decided(caseId)).decision).toBe('review');
    for (const caseId of cases) {
      await approve(scene, caseId);
      await decided(caseId, 1);
    }
    expect((await decided(cases[0], 1)).decision).toBe('allow');
    expect((await decided(cases[1], 1)).decision).toBe('deny');
    expect((await scene.caseOf(cases[1])).state).toMatchObject({ closing: { outcome: 'denied' } });
    expect(await shares()).toBe(1);
  });

  it('leave room for exactly as many as they hold, however many people approve at once', async () => {
    await start(3, 'deny', 4);
    const signals = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const cases = await Promise.all(signals.map((signal) => scene.plan(signal, [message])));
    await Promise.all(cases.map((caseId) => decided(caseId)));
    await Promise.all(cases.map((caseId) => approve(scene, caseId)));
    const gates = await Promise.all(cases.map((caseId) => decided(caseId, 1)));
    expect(gates.filter(({ decision }) => decision === 'allow')).toHaveLength(3);
    expect(gates.filter(({ decision }) => decision === 'deny')).toHaveLength(9);
  });
});
