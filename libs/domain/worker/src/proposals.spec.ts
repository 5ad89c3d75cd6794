import type { ContextAssembled, SignalAccepted } from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import type { WorkerManifest } from './manifest.ts';
import type { Plan } from './plan.ts';
import { proposalsOf } from './proposals.ts';

const now = '2026-03-02T09:00:00.000Z';
const manifest = {
  id: 'w',
  domain: 'revenue',
  actions: [
    {
      kind: 'task',
      system: 'crm',
      operation: 'task.create',
      risk: 'low',
      external: false,
      meaningful: false,
      expiresAfterHours: 2,
    },
  ],
} as unknown as WorkerManifest;
const signal = { caseId: 'c1', subject: 's1', hops: 0 } as SignalAccepted;
const context: ContextAssembled = {
  attempt: 2,
  assembledAt: now,
  records: [
    {
      system: 'crm',
      recordType: 'account',
      id: 'a1',
      version: 'v3',
      readAt: now,
      name: 'account',
      fields: {},
    },
  ],
  missing: [],
  earlier: [],
  memoryPosition: '',
  memory: {},
  snapshotDigest: 'd',
};
const act = (kind: string, given = {}, over = {}) => ({
  kind,
  arguments: given,
  summary: kind,
  rationale: '',
  confidence: 1,
  ...over,
});
const plan = (...actions: Plan['actions']): Plan => ({
  outcome: 'act',
  confidence: 1,
  rationale: '',
  actions,
  missingInputs: [],
  findings: [],
  memo: {},
});
const made = (of: Plan, standing: Record<string, string | null> = {}) =>
  proposalsOf(
    of,
    manifest,
    signal,
    context,
    now,
    () => '2026-03-02T11:00:00.000Z',
    new Map(Object.entries(standing)),
  );

describe('the proposals of a plan', () => {
  it('insist on the versions of the records they name', () => {
    const [task] = made(plan(act('task', {}, { expects: ['account'] })));
    expect(task?.expects).toEqual([{ system: 'crm', recordType: 'account', id: 'a1', version: 'v3' }]);
  });

  it('refuse an action kind that the manifest does not declare', () => {
    expect(() => made(plan(act('refund')))).toThrow('w plans "refund", which its manifest does not declare');
  });

  it('do not repeat what an earlier plan of the case did, and wait for it no more', () => {
    const again = made(plan(act('task'), act('escalate', { path: 'p2' }, { after: [0] })), {
      task: null,
    });
    expect(again.map(({ actionKind, ordinal, after }) => ({ actionKind, ordinal, after }))).toEqual([
      { actionKind: 'escalate', ordinal: 1, after: [] },
    ]);
  });

  it('do not repeat what is under way either, and what comes after it waits for its end', () => {
    const again = made(plan(act('task'), act('escalate', { path: 'p2' }, { after: [0] })), {
      task: 'earlier',
    });
    expect(again.map(({ actionKind, after }) => ({ actionKind, after }))).toEqual([
      { actionKind: 'escalate', after: ['earlier'] },
    ]);
  });

  it('tell hand-overs on different paths apart', () => {
    const again = made(plan(act('escalate', { path: 'p1' }), act('escalate', { path: 'p2' })), {
      'escalate:p1': null,
    });
    expect(again.map(({ arguments: given }) => given)).toEqual([{ path: 'p2' }]);
  });
});
