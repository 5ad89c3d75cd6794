import { caseIdOf, digestOf, eventIdOf, sha256, START, type JsonValue } from '@dws/kernel';
import { recall } from '@dws/memory';
import { parseEvent, serialiseEvent, type StoreEvent } from '@dws/contracts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  memoryAt,
  MemoryView,
  planInput,
  silentLog,
  WORKER_BOUNDS,
  WorkerRuntime,
  type ServicePorts,
} from '../index.ts';
import { createWorld, Helpdesk, worker, type World } from '../testing/world.ts';

const AT = '2026-03-02T10:00:00.000Z';

let world: World;
let ports: ServicePorts;

beforeEach(async () => {
  world = await createWorld();
  ports = world.ports('customer-experience-workers');
});

/** As the recorder appends: other events stand between those that teach something. */
async function record(trail: string, events: readonly StoreEvent[]): Promise<void> {
  const stream = `worker-${trail}`;
  for (const event of events) {
    const last = (await ports.store.read(stream)).length - 1;
    const data = serialiseEvent(event);
    const id = eventIdOf(stream, last + 1, sha256(data));
    const metadata = new TextEncoder().encode('{}');
    await ports.store.append([
      { stream, expectedRevision: last, events: [{ id, type: event.type, data, metadata }] },
    ]);
  }
}
const moved = (accountId: string, from: string, to: string): StoreEvent => ({
  type: 'feedback',
  data: {
    kind: 'override',
    by: 'urn:helpdesk m1',
    at: AT,
    detail: { accountId, previousCategory: from, category: to },
    reopens: false,
  },
});
const NOISE: StoreEvent = { type: 'closed', data: { outcome: 'completed', summary: '', at: AT } };
const view = (): MemoryView => new MemoryView({ ...ports, workers: ['tester', 'tester-2'], log: silentLog });

describe('the memory of a worker', () => {
  it('is the same, followed event by event, folded afresh, and folded to where it stood', async () => {
    const followed = view();
    followed.start();
    await record('tester', [NOISE, moved('T-1', 'a', 'b'), NOISE]);
    await vi.waitFor(() => expect(followed.recall('tester', 'T-1').position).toBe('1'));
    const then = followed.recall('tester', 'T-1');
    await record('tester-2', [moved('T-1', 'x', 'y')]);
    await record('tester', [moved('T-1', 'a', 'b'), moved('T-1', 'a', 'c')]);
    await vi.waitFor(() => expect(followed.recall('tester', 'T-1').position).toBe('4'));
    const now = followed.recall('tester', 'T-1');
    await followed.stop();

    expect(now.memory).toEqual({
      feedback: { override: 3 },
      corrections: [
        { from: 'a', to: 'b', times: 2 },
        { from: 'a', to: 'c', times: 1 },
      ],
    });
    expect(recall(await memoryAt(ports, 'tester'), 'T-1')).toEqual(now);
    for (const place of [1, 2]) expect(recall(await memoryAt(ports, 'tester', place), 'T-1')).toEqual(then);
    expect(recall(await memoryAt(ports, 'tester', 0), 'T-1')).toEqual({ position: '', memory: {} });
    const rebuilt = view();
    rebuilt.start();
    await vi.waitFor(() => expect(rebuilt.recall('tester', 'T-1')).toEqual(now));
    await rebuilt.stop();
  });

  it('is given to the plan, and pinned in its case with the place where it stood', async () => {
    await record('tester', [NOISE, moved('T-1', 'a', 'b')]);
    const memory = view();
    memory.start();
    await vi.waitFor(() => expect(memory.recall('tester', 'T-1').position).toBe('1'));
    const given: unknown[] = [];
    const { definition } = worker;
    // A plan that says what it remembers, so that another memory would be another plan.
    const plan: typeof definition.plan = (input) => {
      given.push(input.memory);
      return { ...definition.plan(input), rationale: JSON.stringify(input.memory) };
    };
    await new WorkerRuntime({
      ...ports,
      worker: { ...worker, definition: { ...definition, plan } },
      reader: new Helpdesk(),
      memory,
      bounds: WORKER_BOUNDS,
    }).start();
    await world.signal('s1', 'route me', 'T-1');
    await world.signal('s2', 'route me', 'T-2');
    const contexts = async () =>
      (await ports.store.readAll(START, 99, { eventTypes: ['context-assembled'] })).events.map(({ data }) =>
        parseEvent('context-assembled', data),
      );
    await vi.waitFor(async () => expect(await contexts()).toHaveLength(2));
    await memory.stop();
    const all = { feedback: { override: 1 } };
    const own = { ...all, corrections: [{ from: 'a', to: 'b', times: 1 }] };
    expect((await contexts()).map(({ memoryPosition, memory: kept }) => [memoryPosition, kept])).toEqual([
      ['1', own],
      ['1', all],
    ]);
    expect(given).toEqual([own, all]);

    // What `dws case replay` does: the same plan, bit for bit, whatever was learned since.
    const [loaded] = await ports.cases.reload([caseIdOf('tester', 'urn:test', 's1')]);
    if (loaded?.state.phase !== 'open') throw new Error('expected an open case');
    const { signal, context, plan: planned } = loaded.state;
    const again = plan(planInput(definition.tables, null, signal, context, planned.plannedAt));
    expect(digestOf(again as unknown as JsonValue)).toBe(planned.planDigest);
  });
});
