import { DwsError } from '@dws/kernel';
import { openCompany, signalSource, type Signal } from '@dws/sandbox-company';
import { describe, expect, it } from 'vitest';
import { MAX_BATCH, SignalsFlow, type Publish } from './signals-flow.ts';

/** A flow whose time passes only while it sleeps; `rounds` sleeps, then it is stopped. */
async function run(publish: Publish, ratePerSecond: number, rounds: number) {
  let now = 0;
  const slept: number[] = [];
  const clock = { now: () => now };
  const source = signalSource(openCompany({ seed: 7, clock }), clock);
  let done: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (done = resolve));
  const flow = new SignalsFlow({
    source,
    publish,
    ratePerSecond,
    clock,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
      if (slept.length < rounds) return;
      done();
      await new Promise((resolve) => setImmediate(resolve));
    },
    onTrouble: () => undefined,
  });
  flow.start();
  await over;
  await flow.stop();
  return { flow, slept };
}

const ids = (batches: readonly (readonly Signal[])[]) => batches.flat().map(({ id }) => id);

describe('the flow of signals', () => {
  it('keeps its pace and its order', async () => {
    const batches: (readonly Signal[])[] = [];
    await run(async (batch) => void batches.push(batch), 100, 21);
    // 20 sleeps of 50 ms lie between the first and the last round: one second at 100 a second.
    expect(batches.flat()).toHaveLength(100);
    expect(new Set(ids(batches)).size).toBe(100);
  });

  it('stands still while the gateway is away, waits longer and longer, then delivers the same first', async () => {
    const offered: (readonly Signal[])[] = [];
    let failures = 4;
    const { flow, slept } = await run(
      async (batch) => {
        offered.push(batch);
        failures -= 1;
        if (failures >= 0) throw new DwsError('system-unavailable', 'away');
      },
      20,
      7,
    );
    expect(slept).toEqual([50, 200, 400, 800, 1600, 50, 50]);
    expect(offered[1]?.[0]?.id).toBe(offered[0]?.[0]?.id);
    expect(offered[4]?.[0]?.id).toBe(offered[0]?.[0]?.id);
    expect(flow.status()).toMatchObject({ refused: 0, waiting: 0, failuresInARow: 0 });
  });

  it('never lets more wait than one delivery takes', async () => {
    const { flow } = await run(
      async () => Promise.reject(new DwsError('system-unavailable', 'away')),
      5_000,
      12,
    );
    expect(flow.status().waiting).toBe(MAX_BATCH);
  });

  it('loses only the refused signal of a refused batch, and counts it', async () => {
    const taken: Signal[] = [];
    let bad: string | undefined;
    const { flow } = await run(
      async (batch) => {
        bad ??= batch[1]?.id;
        if (batch.some(({ id }) => id === bad)) throw new DwsError('system-refused', 'no');
        taken.push(...batch);
      },
      100,
      3,
    );
    expect(taken).toHaveLength(9);
    expect(flow.status()).toMatchObject({ published: 9, refused: 1, waiting: 0 });
  });
});
