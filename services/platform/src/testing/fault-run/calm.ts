import { createFileSealStore } from '@dws/files';
import { comparePositions } from '@dws/kernel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { flawsOf } from '../check-whole.ts';
import type { History } from './history.ts';
import type { Installation } from './installation.ts';
import type { People } from './people.ts';
import { untilReady } from './readiness.ts';
import { reasonOf } from './run-tool.ts';
import { ledgerAfter, withdrawFaults } from './sandbox-side.ts';
import { unrestOf } from './unrest.ts';

const LOOK_MS = 1_000;
/** Nothing new for so long means that nothing is on its way any more. */
const STILL_MS = 8_000;
const READY_MS = 300_000;
const MOST_TOLD = 20;

/** Takes every trouble away. @returns what does not come back by itself */
export async function endTrouble(on: Installation, people: People): Promise<readonly string[]> {
  const flaws: string[] = [];
  await withdrawFaults(on.processes);
  for (const { name } of on.processes.all)
    await untilReady(() => on.readyUrl(name), `${name}, when nothing is wrong any more,`, READY_MS).catch(
      (error: unknown) => flaws.push(reasonOf(error)),
    );
  for (let left = 10; (await people.resumeAll()) !== 0; left -= 1) {
    if (left === 0) return [...flaws, 'control orders cannot be resumed'];
    await delay(LOOK_MS);
  }
  return flaws;
}

/** Resolves when everything has come to rest. @returns what has not, in that time */
export async function untilRest(history: History, withinMs: number): Promise<readonly string[]> {
  const deadline = performance.now() + withinMs;
  let [since, before] = [performance.now(), history.position];
  for (;;) {
    await history.advance();
    if (comparePositions(history.position, before) !== 0) since = performance.now();
    before = history.position;
    const unrest = [...history.oracle.known.cases.values()].flatMap((found) => unrestOf(found) ?? []);
    const behind = history.oracle.trails.behind();
    if (unrest.length + behind.length === 0 && performance.now() - since >= STILL_MS) return [];
    if (performance.now() > deadline)
      return [...unrest.slice(0, MOST_TOLD), ...behind].map((what) => `not at rest: ${what}`);
    await delay(LOOK_MS);
  }
}

/** What is wrong with the whole: claims, outcomes, the ledger and every trail with its seals. */
export async function wholeFlaws(on: Installation): Promise<readonly string[]> {
  const publicKey = readFileSync(join(on.keys, 'seal.pem.pub'), 'utf8');
  return flawsOf({
    store: on.store,
    names: on.names,
    seals: createFileSealStore(join(on.data, 'seals')),
    keys: new Map([['seal', publicKey]]),
    ledger: ((await ledgerAfter(on.processes, 0)) ?? []).flatMap(({ reference, caseId, digest }) =>
      reference !== null && caseId !== null && digest !== null ? [{ reference, caseId, digest }] : [],
    ),
  });
}
