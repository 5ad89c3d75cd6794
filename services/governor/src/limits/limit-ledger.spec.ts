import { Names, noMetrics, noProbe, servicePorts, silentLog } from '@dws/application';
import { parseEvent } from '@dws/contracts';
import type { LimitRule } from '@dws/limits';
import { createMemoryEventStore, createMemorySchemaCodec, MemoryMessageLog } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { GOVERNOR_BOUNDS } from '../bounds.ts';
import { slowStore } from '../testing/slow-store.ts';
import { LimitLedger } from './limit-ledger.ts';
import type { LimitAsk } from './limit-ref.ts';

const clock = { now: () => Date.parse('2026-03-02T10:00:00.000Z') };
const rule: LimitRule = { id: 'tasks', countBy: 'worker', maxCount: 100, onReach: 'deny' };
const ref = { rule, key: 'worker:w', day: '2026-03-02' };
const STREAM = 'limit-tasks.worker%3Aw-2026-03-02';

function race(governors: number) {
  const memory = createMemoryEventStore({ clock });
  let step = 0;
  const { store, conflicts } = slowStore(memory, () => (step++ * 7) % 5);
  const common = { codec: createMemorySchemaCodec(), names: new Names(), clock, log: silentLog };
  const rest = { metrics: noMetrics, probe: noProbe, messages: new MemoryMessageLog(clock) };
  const ledgers = Array.from({ length: governors }, (_, index) => {
    const ports = servicePorts('governor', { ...common, ...rest, store, instance: `${index}` });
    return new LimitLedger({ ...ports, by: 'governor', bounds: GOVERNOR_BOUNDS });
  });
  return { ledgers, memory, conflicts };
}

const askFor = (digest: string): LimitAsk => ({ ref, digest, caseId: `case-${digest}`, amountMinor: 0 });

describe('eight governors that race for one limit', () => {
  it('give out exactly what it holds, and every share that was given stands in the stream', async () => {
    const { ledgers, memory, conflicts } = race(8);
    const won = await Promise.all(
      ledgers.map(async (ledger, governor) => {
        const mine: string[] = [];
        for (let batch = 0; batch < 5; batch++) {
          const asks = Array.from({ length: 7 }, (_, index) => askFor(`${governor}-${batch}-${index}`));
          const results = await ledger.reserve(asks, 'reserve');
          mine.push(...asks.filter((_, index) => results[index] === 'reserved').map(({ digest }) => digest));
        }
        return mine;
      }),
    );
    const events = await memory.read(STREAM);
    const standing = events.flatMap(({ data }) =>
      parseEvent('limit-reserved', data).entries.map(({ digest }) => digest),
    );
    expect(won.flat()).toHaveLength(100);
    expect(standing.toSorted()).toEqual(won.flat().toSorted());
    expect(conflicts()).toBeGreaterThan(5);
  });

  it('share one share of a proposal that was delivered to all of them', async () => {
    const { ledgers, memory } = race(8);
    const results = await Promise.all(ledgers.map((ledger) => ledger.reserve([askFor('same')], 'reserve')));
    expect(results.flat()).not.toContain('exceeded');
    const events = await memory.read(STREAM);
    expect(events.flatMap(({ data }) => parseEvent('limit-reserved', data).entries)).toHaveLength(1);
  });

  it('only look when nothing shall be set aside: one does not keep the next out', async () => {
    const { ledgers, memory } = race(1);
    const [ledger] = ledgers as [LimitLedger];
    const all = Array.from({ length: 150 }, (_, index) => askFor(`${index}`));
    expect(new Set(await ledger.reserve(all, 'look'))).toEqual(new Set(['reserved']));
    expect(await memory.read(STREAM)).toEqual([]);
    await ledger.reserve(all.slice(0, 100), 'reserve');
    expect(await ledger.reserve([askFor('late')], 'look')).toEqual(['exceeded']);
  });

  it('give a released share out again', async () => {
    const { ledgers } = race(2);
    const [one, other] = ledgers as [LimitLedger, LimitLedger];
    const all = Array.from({ length: 100 }, (_, index) => askFor(`${index}`));
    await one.reserve(all, 'reserve');
    expect(await other.reserve([askFor('late')], 'reserve')).toEqual(['exceeded']);
    await one.release([askFor('7')]);
    expect(await other.reserve([askFor('late')], 'reserve')).toEqual(['reserved']);
    expect(await one.reserve([askFor('7')], 'reserve')).toEqual(['exceeded']);
  });
});
