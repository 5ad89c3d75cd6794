import { accept, NO_CASE } from '@dws/case';
import type { SignalAccepted } from '@dws/contracts';
import { createMemoryEventStore } from '@dws/testing';
import { expect, it } from 'vitest';
import { Names } from '../runtime/names.ts';
import { Cases } from './cases.ts';

const clock = { now: (): number => Date.UTC(2026, 2, 2, 9) };

const signal = (caseId: string): SignalAccepted => ({
  caseId,
  worker: 'tester',
  workerVersion: '1.0.0',
  domain: 'customer-experience',
  source: 'urn:test',
  signalId: caseId,
  signalType: 'ticket.created',
  subject: 'T-1',
  bodyDigest: 'b1',
  body: {},
  occurredAt: '2026-03-02T09:00:00.000Z',
  acceptedAt: '2026-03-02T09:00:00.000Z',
  topic: 'signals.customer-experience.v1',
  partition: 0,
  offset: '7',
  hops: 0,
});

it('loads more cases at once than it remembers', async () => {
  const store = createMemoryEventStore({ clock });
  const cases = new Cases({ store, names: new Names(), clock, by: 'spec', cacheSize: 1 });
  const ids = ['a', 'b', 'c'];
  await cases.change(ids.map((caseId) => ({ caseId, decide: () => accept(signal(caseId), NO_CASE) })));

  const loaded = await cases.load([...ids, 'unknown']);

  expect(loaded.map(({ state }) => state.phase)).toEqual(['accepted', 'accepted', 'accepted', 'none']);
});
