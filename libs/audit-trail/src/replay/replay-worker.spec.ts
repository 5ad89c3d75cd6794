import { readFileSync } from 'node:fs';
import { Names } from '@dws/application';
import { copyEvent, emptyHead } from '@dws/audit';
import { createMemoryEventStore } from '@dws/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { replayWorker } from './replay-worker.ts';
import { replayedEvent } from './replayed-event.ts';
import { WorkerFold } from './worker-state.ts';

const store = createMemoryEventStore({ clock: { now: () => 0 } });
const sources = { store, names: new Names() };
const STREAM = 'worker-churn-signal';
const CELL = { worker: 'churn-signal', actionKind: 'send-email', risk: 'low', workerVersion: '1.0.0' };

const DECIDED = JSON.parse(
  readFileSync(new URL('../../../../schemas/fixtures/review-decided/full.json', import.meta.url), 'utf8'),
) as object;
const decided = (proposalId: string, verdict: string) => ({
  ...DECIDED,
  proposalId,
  verdict,
  actionKind: 'send-email',
});

type Step = readonly [caseId: string, type: string, data?: object];

/** One case whose email is approved, one whose email is edited and fails, and what happened to the worker meanwhile. */
const STORY: readonly Step[] = [
  ['', 'worker-registered', { version: '1.0.0', status: 'active', stage: 'assistive', at: 'T0' }],
  ['a', 'signal-accepted'],
  ['a', 'context-assembled'],
  ['a', 'gate-decided', { proposalId: 'p1', decision: 'review', trustCell: CELL }],
  ['b', 'signal-accepted'],
  ['a', 'review-decided', decided('p1', 'approve')],
  ['a', 'action-executed', { proposalId: 'p1', trustCell: CELL }],
  [
    '',
    'control-ordered',
    {
      order: 'o1',
      kind: 'pause',
      grain: 'worker',
      target: 'churn-signal',
      by: 'olga',
      at: 'T7',
      resumes: null,
    },
  ],
  ['b', 'gate-decided', { proposalId: 'p2', decision: 'review', trustCell: CELL }],
  ['a', 'closed', { outcome: 'executed' }],
  ['b', 'review-decided', decided('p2', 'edit')],
  [
    '',
    'control-ordered',
    {
      order: 'o2',
      kind: 'resume',
      grain: 'worker',
      target: 'churn-signal',
      by: 'olga',
      at: 'T11',
      resumes: 'o1',
    },
  ],
  ['b', 'action-failed', { proposalId: 'p2', trustCell: CELL }],
  ['', 'worker-status-changed', { status: 'paused', stage: 'supervised', at: 'T13' }],
];
/** Source positions leave gaps: other workers' events stand between. */
const positionOf = (index: number) => BigInt(index * 3 + 10);
const at = (commit: bigint) => replayWorker(sources, 'churn-signal', { commit, prepare: commit });

beforeAll(async () => {
  let head = emptyHead(STREAM);
  const story = [...STORY, ...Array.from({ length: 40 }, () => STORY).flat()];
  for (const [index, [caseId, type, data]] of story.entries()) {
    const id =
      caseId === '' || index < STORY.length ? caseId : `${caseId}${Math.floor(index / STORY.length)}`;
    const metadata = `{"at":"T${index}","by":"spec"${id === '' ? '' : `,"caseId":"${id}"`}}`;
    const position = { commit: positionOf(index), prepare: positionOf(index) };
    const bytes = { data: Buffer.from(JSON.stringify(data ?? {})), metadata: Buffer.from(metadata) };
    const copy = copyEvent(
      head,
      { stream: 's', revision: index, id: `id-${index}`, type, position, ...bytes },
      metadata,
    );
    await store.append([{ stream: STREAM, expectedRevision: head.seq, events: [copy.event] }]);
    head = copy.head;
  }
});

describe('a worker as it was', () => {
  it('before anything happened is nothing', async () => {
    expect(await at(9n)).toMatchObject({
      position: null,
      events: 0,
      registered: null,
      memory: { position: -1 },
    });
  });

  it('in the middle of two cases and a pause', async () => {
    const state = await at(positionOf(8) + 1n);
    expect(state).toMatchObject({
      events: 9,
      position: { commit: positionOf(8) },
      registered: { version: '1.0.0', status: 'active', stage: 'assistive', since: 'T0' },
      memory: { position: 5, decisions: { 'send-email': { approved: 1, edited: 0, rejected: 0 } } },
      cases: { closed: 0 },
    });
    expect([...state.cases.open.values()]).toEqual([
      { caseId: 'a', openedAt: 'T1', last: 'action-executed', lastAt: 'T6' },
      { caseId: 'b', openedAt: 'T4', last: 'gate-decided', lastAt: 'T8' },
    ]);
    expect([...state.orders.keys()]).toEqual(['o1']);
    expect([...state.trust]).toEqual([
      [
        'send-email/low/1.0.0',
        {
          allowed: 0,
          reviewed: 2,
          denied: 0,
          approved: 1,
          edited: 0,
          rejected: 0,
          executed: 1,
          failed: 0,
          inDoubt: 0,
          reversed: 0,
        },
      ],
    ]);
  });

  it('after one was closed and the pause was over', async () => {
    const state = await at(positionOf(13));
    expect(state.cases.closed).toBe(1);
    expect([...state.cases.open.keys()]).toEqual(['b']);
    expect(state.orders.size).toBe(0);
    expect(state.registered).toEqual({
      version: '1.0.0',
      status: 'paused',
      stage: 'supervised',
      since: 'T13',
    });
    expect(state.trust.get('send-email/low/1.0.0')).toMatchObject({
      reviewed: 2,
      approved: 1,
      edited: 1,
      executed: 1,
      failed: 1,
    });
    expect(state.counts.get('signal-accepted')).toBe(2);
  });

  it('is, at any position, what a fold stopped there says', async () => {
    const events = await store.read(STREAM);
    let seed = 7;
    for (let turn = 0; turn < 60; turn += 1) {
      seed = (seed * 48_271) % 2_147_483_647;
      const commit = BigInt(seed % (Number(positionOf(events.length)) + 5));
      const stopped = new WorkerFold();
      for (const event of events) {
        const replayed = replayedEvent(event);
        if (replayed && replayed.position.commit <= commit) stopped.add(replayed);
      }
      expect(await at(commit)).toEqual(stopped.state);
    }
  });

  it('that nobody recorded is not known', async () => {
    await expect(replayWorker(sources, 'nobody', null)).rejects.toMatchObject({ code: 'worker-unknown' });
  });
});
