import { describe, expect, it } from 'vitest';
import { SimulatedProcess } from './simulated-process.ts';
import { Simulation } from './simulation.ts';

const call = (perform: () => string) => ({
  ...{ port: 'store', operation: 'append', about: 'x', faults: [], perform },
  failed: () => new Error('not reached'),
});

/** Runs the world until nothing is left. */
async function settle(simulation: Simulation): Promise<void> {
  do await simulation.quiet();
  while (simulation.step());
}

describe('a simulated process', () => {
  it('is answered only when it has its turn', async () => {
    const simulation = new Simulation({ seed: 1 });
    const process = new SimulatedProcess(simulation, 'p');
    const done: string[] = [];
    void process.call(call(() => 'first')).then((answer) => done.push(answer));
    await simulation.quiet();
    expect(done).toEqual([]);
    await settle(simulation);
    expect(done).toEqual(['first']);
  });

  it('does nothing any more once it is dead: neither what it had asked for, nor what it still asks', async () => {
    const simulation = new Simulation({ seed: 1 });
    const process = new SimulatedProcess(simulation, 'p');
    const done: string[] = [];
    const perform = (): string => {
      done.push('performed');
      return '';
    };
    void process.call(call(perform));
    void process.sleep(10).then(() => done.push('woke'));
    process.crash('for the test');
    void process.call(call(perform));
    await settle(simulation);
    expect(done).toEqual([]);
  });

  it('notices nothing while it is stopped, and then all that it missed', async () => {
    const simulation = new Simulation({ seed: 1 });
    const process = new SimulatedProcess(simulation, 'p');
    const done: number[] = [];
    void process.sleep(10).then(() => done.push(simulation.now));
    process.stop();
    simulation.after(500, () => {
      process.resume();
    });
    await settle(simulation);
    expect(done).toEqual([500]);
  });

  it('fails at what a partition cuts it off from', async () => {
    const simulation = new Simulation({ seed: 1 });
    const process = new SimulatedProcess(simulation, 'p');
    process.cut.add('store');
    const answer = process.call(call(() => 'reached')).catch((error: unknown) => String(error));
    await settle(simulation);
    expect(await answer).toBe('Error: not reached');
  });

  it('has its turn later where somebody puts it off, and never when it has died meanwhile', async () => {
    for (const dies of [false, true]) {
      const simulation = new Simulation({ seed: 1 });
      const process = new SimulatedProcess(simulation, 'p');
      const done: number[] = [];
      simulation.onParked = (parked) => {
        simulation.putOff(parked, 5_000);
        simulation.onParked = () => undefined;
      };
      void process.call(call(() => 'late')).then(() => done.push(simulation.now));
      if (dies) simulation.after(1_000, () => process.crash('in between'));
      await settle(simulation);
      expect(done.map((at) => at >= 5_000)).toEqual(dies ? [] : [true]);
    }
  });
});
