import process from 'node:process';
import { deterministicId, START } from '@dws/kernel';
import { eventually } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, World } from '../testing/world.ts';
import { CaseIndex } from './case-index.ts';

let world: World;

beforeEach(async () => {
  world = await World.create();
});
afterEach(async () => world.close());

interface Page {
  readonly cases: readonly { readonly caseId: string; readonly step: string; readonly subject: string }[];
  readonly cursor: string | null;
}

describe('the case index', () => {
  it('is rebuilt at start, listed newest first and in pages', async () => {
    const first = await world.plannedCase({ subject: 'acc-1' });
    const second = await world.plannedCase({ subject: 'acc-2', gate: 'deny' });
    const third = await world.plannedCase({ subject: 'acc-1', gate: 'allow' });
    const plane = await world.plane();
    const list = async (query: string) =>
      (await plane.server.inject({ url: `/api/v1/cases?${query}`, headers: as('sam') })).json<Page>();
    const all = await list('');
    expect(all.cases.map(({ caseId, step }) => [caseId, step])).toEqual([
      [third.caseId, 'allowed'],
      [second.caseId, 'denied'],
      [first.caseId, 'under-review'],
    ]);
    expect(all.cursor).toBeNull();
    const page = await list('limit=2');
    expect(page.cases).toHaveLength(2);
    const rest = await list(`limit=2&cursor=${page.cursor}`);
    expect(rest.cases.map(({ caseId }) => caseId)).toEqual([first.caseId]);
    expect((await list('subject=acc-1&phase=open')).cases).toHaveLength(2);
    expect((await list('signal=signal-2')).cases.map(({ caseId }) => caseId)).toEqual([second.caseId]);
  });

  it('shows a case with its whole timeline', async () => {
    const { caseId } = await world.plannedCase();
    const plane = await world.plane();
    const answer = await plane.server.inject({ url: `/api/v1/cases/${caseId}`, headers: as('sam') });
    const { timeline } = answer.json<{ timeline: { type: string; by: string }[] }>();
    expect(timeline.map(({ type, by }) => `${by}: ${type}`)).toEqual([
      'customer-experience-workers: signal-accepted',
      'customer-experience-workers: context-assembled',
      'customer-experience-workers: planned',
      'customer-experience-workers: action-proposal',
      'governor: gate-decided',
      'governor: review-requested',
    ]);
    const unknown = deterministicId('nothing');
    const missing = await plane.server.inject({ url: `/api/v1/cases/${unknown}`, headers: as('sam') });
    expect([missing.statusCode, missing.json<{ code: string }>().code]).toEqual([404, 'case-unknown']);
  });

  it('keeps every open case, and of the closed ones the last, up to half as many again as its bound', async () => {
    const open = await world.plannedCase();
    const closed = [];
    for (let count = 0; count < 5; count++) closed.push(await world.plannedCase({ gate: 'deny' }));
    const index = new CaseIndex(2);
    const { events } = await world.store.readAll(START, 1_000, {
      streamPrefixes: [world.names.caseStream('')],
    });
    for (const event of events) index.fold(event);
    expect(index.all().map(({ caseId }) => caseId)).toEqual([
      open.caseId,
      ...closed.slice(-3).map(({ caseId }) => caseId),
    ]);
  });

  it('folds at least 50,000 events a second', async () => {
    const { caseId } = await world.plannedCase();
    const pattern = await world.store.read(world.names.caseStream(caseId));
    const index = new CaseIndex(1_000);
    // The thread's own time: what else the machine does is not the fold's fault.
    const started = process.threadCpuUsage();
    let folded = 0;
    for (let round = 0; round < 5_000; round++) {
      for (const event of pattern) index.fold({ ...event, stream: `${event.stream}-${round}` });
      folded += pattern.length;
    }
    const { user, system } = process.threadCpuUsage(started);
    const seconds = (user + system) / 1_000_000;
    expect(index.size).toBe(5_000);
    expect(folded / seconds).toBeGreaterThan(50_000);
  });

  it('goes on after it lost the store', async () => {
    const subscribe = world.store.subscribe.bind(world.store);
    let opened = 0;
    world.store.subscribe = (options) => {
      if ((opened += 1) === 1) throw new Error('no store');
      return subscribe(options);
    };
    const starting = world.plane();
    await eventually('it tries again', 1_000, () => {
      world.time.advance(250);
      return opened > 1;
    });
    expect((await starting).ready()).toBe(true);
  });
});
