import { randomOf, type Random } from '@dws/simulator';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { FAULT_KINDS, type FaultKind } from './fault-kinds.ts';
import type { Installation } from './installation.ts';
import { untilReady } from './readiness.ts';
import { reasonOf } from './run-tool.ts';

/** One fault that happened. Times in milliseconds since the run began. */
export interface FaultRecord {
  readonly number: number;
  readonly kind: string;
  readonly victim: string;
  readonly began: number;
  /** When the cause was gone. */
  readonly lifted: number;
  /** From then until whoever it befell said that it takes work. */
  readonly recoveryMs: number;
  /** Of the machine when it was over: recoveries wait for processors too. */
  readonly load: number;
  /** What went wrong with the fault or the recovery itself. */
  readonly flaw: string | null;
}

export interface StormOptions {
  readonly seed: number;
  readonly faults: number;
  readonly seconds: number;
  readonly onFault: (record: FaultRecord) => void;
}

/** So many may be under way at once. */
const AT_ONCE = 6;
/** Recoveries are measured; this is for what never comes back. */
const RECOVERY_MS = 300_000;
const LOOK_MS = 50;

/** Lets faults happen, one after the other and some at a time, until there were as many as wanted. */
export async function storm(on: Installation, options: StormOptions): Promise<readonly FaultRecord[]> {
  const { seed, faults, seconds, onFault } = options;
  const began = performance.now();
  const now = (): number => Math.round(performance.now() - began);
  const underWay = new Map<string, Promise<void>>();
  const records: FaultRecord[] = [];
  for (let number = 1; number <= faults; number += 1) {
    // What one draws never shifts what another draws, however long this one waits for its turn.
    const random = randomOf(seed, `fault-${number}`);
    await delay(-Math.log(1 - random.next()) * (seconds / faults) * 1_000);
    const [ofKinds, ofVictims] = [random.next(), random.next()];
    let chosen = choose(on, ofKinds, ofVictims, underWay);
    while (!chosen || underWay.size >= AT_ONCE) {
      await delay(LOOK_MS);
      chosen = choose(on, ofKinds, ofVictims, underWay);
    }
    const { kind, victim } = chosen;
    const key = kind.group ?? victim;
    const one = befall(on, kind, victim, random, now).then((record) => {
      underWay.delete(key);
      records.push({ number, ...record });
      onFault({ number, ...record });
    });
    underWay.set(key, one);
  }
  await Promise.all(underWay.values());
  return records.toSorted((a, b) => a.number - b.number);
}

/** @param ofKinds where in the kinds, by their weight, and @param ofVictims where in the victims, from 0 to 1 */
function choose(
  on: Installation,
  ofKinds: number,
  ofVictims: number,
  underWay: ReadonlyMap<string, unknown>,
): { readonly kind: FaultKind; readonly victim: string } | null {
  const possible = FAULT_KINDS.filter(({ victims }) => victims(on).length > 0);
  const total = possible.reduce((sum, { weight }) => sum + weight, 0);
  let rest = ofKinds * total;
  const kind = possible.find(({ weight }) => (rest -= weight) < 0);
  if (!kind) return null;
  const free = kind.victims(on).filter((victim) => !underWay.has(kind.group ?? victim));
  const victim = free[Math.floor(ofVictims * free.length)];
  return victim === undefined ? null : { kind, victim };
}

async function befall(
  on: Installation,
  kind: FaultKind,
  victim: string,
  random: Random,
  now: () => number,
): Promise<Omit<FaultRecord, 'number'>> {
  const began = now();
  let lifted = began;
  let flaw: string | null = null;
  try {
    await kind.strike(on, victim, random);
    lifted = now();
    for (const name of recovering(on, victim))
      await untilReady(() => on.readyUrl(name), `${name} after "${kind.name}"`, RECOVERY_MS);
  } catch (error) {
    flaw = reasonOf(error);
  }
  return {
    kind: kind.name,
    victim,
    began,
    lifted,
    recoveryMs: now() - lifted,
    load: loadavg()[0] ?? 0,
    flaw,
  };
}

/** Who must take work again: the victim, or every replica that writes to its disk. A broker said so when it started. */
function recovering({ processes }: Installation, victim: string): readonly string[] {
  return processes.all
    .map(({ name }) => name)
    .filter((name) => name === victim || name.replace(/-\d+$/, '') === victim);
}
