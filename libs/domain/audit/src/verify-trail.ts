import { emptyHead, type ChainHead } from './chain-head.ts';
import type { Finding } from './finding.ts';
import type { ReadSeals } from './read-seals.ts';
import { SEAL_EVERY_EVENTS, type Seal } from './seal.ts';
import type { TrailEvent } from './source-event.ts';
import { createChainVerifier, type SoundLink } from './verify-chain.ts';

/** A recorder seals once an append stands: events of the newest append may still wait for their seal. */
export const UNSEALED_AT_END = 500;

export interface TrailVerdict {
  readonly stream: string;
  readonly ok: boolean;
  /** First finding first. */
  readonly findings: readonly Finding[];
  /** Events that were found sound. */
  readonly count: number;
  readonly head: ChainHead;
  /** Last place that a good seal vouches for; -1 where none does. Events after it are chained but not signed. */
  readonly sealedTo: number;
  readonly seals: number;
}

export interface TrailVerifier {
  check(event: TrailEvent): void;
  /** As of a chain: false, and nothing done, where the event is not simply the next one. */
  take(link: SoundLink): boolean;
  /** True once no further event can change the verdict. */
  readonly done: boolean;
  /** After the last event. */
  finish(): TrailVerdict;
}

export interface TrailCheck {
  readonly stream: string;
  readonly seals: ReadSeals;
  /** Head that the first event must follow. Default: the beginning of the trail. */
  readonly from?: ChainHead;
  /** The recorder's sealing rule. Default 1,000. */
  readonly sealEvery?: number;
}

/** Chain and seals of one trail together, one event after another, in constant memory beside the seals. */
export function createTrailVerifier({ stream, seals: read, from, sealEvery }: TrailCheck): TrailVerifier {
  const start = from ?? emptyHead(stream);
  const chain = createChainVerifier(start);
  const seals = read.seals.filter((seal) => seal.seq > start.seq);
  const findings = [...read.findings];
  const every = sealEvery ?? SEAL_EVERY_EVENTS;
  let next = 0;
  let sealedTo = -1;
  let lastSeal = start.seq;
  let rewritten = false;

  function compare(seal: Seal, head: ChainHead): void {
    if (seal.seq - lastSeal > every) findings.push(sealMissing(stream, lastSeal, seal.seq, every));
    lastSeal = seal.seq;
    if (rewritten) return;
    if (seal.hash === head.hash) {
      sealedTo = seal.seq;
      return;
    }
    rewritten = true;
    const at = Math.max(sealedTo, start.seq) + 1;
    const detail = `places ${at} to ${seal.seq} do not end in the head ${seal.hash} sealed at ${seal.time}`;
    findings.push({ problem: 'rewritten', stream, at, detail });
  }

  function compareSeals(head: ChainHead): void {
    for (let seal = seals[next]; seal && seal.seq === head.seq; seal = seals[next]) {
      compare(seal, head);
      next += 1;
    }
  }

  return {
    check(event) {
      chain.check(event);
      compareSeals(chain.head);
    },
    take(link) {
      if (!chain.take(link)) return false;
      compareSeals(chain.head);
      return true;
    },
    get done() {
      return chain.done;
    },
    finish() {
      const { head, finding } = chain;
      const uncovered = seals.at(-1);
      if (finding) findings.push(finding);
      else if (uncovered && uncovered.seq > head.seq) findings.push(cut(stream, head, uncovered));
      else if (head.seq - lastSeal > every + UNSEALED_AT_END) {
        findings.push(sealMissing(stream, lastSeal, head.seq, every));
      }
      findings.sort((a, b) => a.at - b.at);
      const ok = findings.length === 0;
      return { stream, ok, findings, count: head.seq - start.seq, head, sealedTo, seals: next };
    },
  };
}

function cut(stream: string, head: ChainHead, seal: Seal): Finding {
  const detail = `the trail ends after place ${head.seq}; a seal of ${seal.time} tells of place ${seal.seq}`;
  return { problem: 'cut', stream, at: head.seq + 1, detail };
}

function sealMissing(stream: string, after: number, before: number, every: number): Finding {
  const detail = `expected a seal every ${every} events, found none after place ${after} up to ${before}`;
  return { problem: 'seal-missing', stream, at: after + 1, detail };
}
