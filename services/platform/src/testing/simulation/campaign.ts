import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Tally, type Counts } from './tally.ts';
import type { Done, FailedSeed, Share } from './worker.ts';

export interface CampaignOptions extends Share {
  /** File that a process runs, which has to answer to `--work`. */
  readonly script: string;
  readonly processes: number;
  /** Seconds after which it is over, done or not. */
  readonly within: number;
  /** File that says how far it has come, for the next time; none where left out. */
  readonly resume?: string;
  /** Told of every share that is done. */
  readonly onProgress?: (done: number) => void;
}

export interface Campaign {
  readonly tally: Tally;
  readonly failed: FailedSeed | null;
  /** Seeds that were not run because time was up. */
  readonly left: number;
  readonly wallSeconds: number;
}

/** How far a campaign has come: everything before `next` is in the counts. */
interface Progress {
  readonly next: number;
  readonly counts: Counts;
}

/** Seeds handed to a process at once. */
const SHARE = 100;

/** Runs many seeds in several processes until one fails, all are done or time is up. */
export async function campaign(options: CampaignOptions): Promise<Campaign> {
  const { from, seeds, processes, within, script, resume, onProgress } = options;
  const end = from + seeds;
  const earlier = resume === undefined ? null : progressIn(resume);
  const tally = new Tally(earlier?.counts);
  const state = { next: earlier?.next ?? from, failed: null as FailedSeed | null, over: false };
  const isOver = (): boolean => state.over;
  // Shares end in any order; what is written down is a beginning without gaps.
  const waiting = new Map<number, Done>();
  let recorded = state.next;
  const started = performance.now();
  const children = Array.from({ length: processes }, () => fork(script, ['--work'], { execArgv: [] }));
  const timer = setTimeout(() => {
    state.over = true;
    for (const child of children) child.kill();
  }, within * 1_000);
  const record = (done: Done): void => {
    state.failed ??= done.failed;
    waiting.set(done.from, done);
    for (let first = waiting.get(recorded); first; first = waiting.get(recorded)) {
      waiting.delete(recorded);
      tally.merge(first.counts);
      recorded += first.seeds;
      if (resume !== undefined && !state.failed) write(resume, { next: recorded, counts: tally.counts });
    }
    onProgress?.(tally.counts.seeds);
  };
  await Promise.all(
    children.map(async (child) => {
      while (state.next < end && !state.failed && !isOver()) {
        const share = { from: state.next, seeds: Math.min(SHARE, end - state.next) };
        state.next += share.seeds;
        const done = await runIn(child, share);
        if (done) record(done);
        else if (!isOver()) throw new Error(`a process ended with seeds ${share.from} and following in hand`);
      }
      if (child.connected) child.disconnect();
    }),
  ).finally(() => clearTimeout(timer));
  for (const done of waiting.values()) tally.merge(done.counts);
  const left = state.failed ? 0 : seeds - tally.counts.seeds;
  return { tally, failed: state.failed, left, wallSeconds: (performance.now() - started) / 1_000 };
}

/** Null where the process ended before. */
function runIn(child: ChildProcess, share: Share): Promise<Done | null> {
  return new Promise((resolve) => {
    const ended = (): void => resolve(null);
    child.once('exit', ended);
    child.once('message', (done) => {
      child.off('exit', ended);
      resolve(done as Done);
    });
    child.send(share);
  });
}

function progressIn(file: string): Progress | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Progress;
  } catch {
    // It begins.
    return null;
  }
}

/** Whole or not at all. */
function write(file: string, progress: Progress): void {
  writeFileSync(`${file}.new`, JSON.stringify(progress));
  renameSync(`${file}.new`, file);
}
