import type { Digest } from '@dws/kernel';
import { emptyHead, type ChainHead } from './chain-head.ts';
import { checkLink } from './check-link.ts';
import { parseCopyMetadata } from './copy-metadata.ts';
import type { Finding } from './finding.ts';
import type { TrailEvent } from './source-event.ts';

/** How many events after a hole are searched for the one that is not in its place: moved, or gone. */
export const REORDER_WINDOW = 1_000;

/** A link whose content gives `hash`, and that stands at revision `seq` of the trail. */
export interface SoundLink {
  readonly seq: number;
  readonly hash: Digest;
  readonly prevHash: Digest;
}

export interface ChainVerifier {
  /** The next event of the trail. Costs the hash; after the first finding almost nothing. */
  check(event: TrailEvent): void;
  /**
   * The same for an event whose content is known to give the hash it states. False, and nothing done, where it is not
   * simply the next one: then only `check` can say what is wrong.
   */
  take(link: SoundLink): boolean;
  /** True once nothing that follows can change the verdict. */
  readonly done: boolean;
  /** Last link that is sound. */
  readonly head: ChainHead;
  /** What is wrong first, or `null`. Final after the last event. */
  readonly finding: Finding | null;
}

/** Verifies one event after another, in constant memory. `from` is the head that the first event must follow. */
export function createChainVerifier(from: ChainHead): ChainVerifier {
  let head = from;
  let finding: Finding | null = null;
  let searched = 0;

  return {
    check(event) {
      if (finding) {
        searched += 1;
        if (finding.problem !== 'missing' || searched > REORDER_WINDOW) return;
        if (parseCopyMetadata(event.metadata)?.seq === finding.at) {
          finding = { ...finding, problem: 'reordered', detail: `it stands ${searched} places later` };
        }
        return;
      }
      const result = checkLink(head, event, head.seq === from.seq);
      if ('problem' in result) finding = result;
      else head = result;
    },
    take({ seq, hash, prevHash }) {
      if (finding || seq !== head.seq + 1 || prevHash !== head.hash) return false;
      head = { stream: head.stream, seq, hash };
      return true;
    },
    get done() {
      return finding !== null && (finding.problem !== 'missing' || searched >= REORDER_WINDOW);
    },
    get head() {
      return head;
    },
    get finding() {
      return finding;
    },
  };
}

export type ChainVerdict =
  | { readonly ok: true; readonly head: ChainHead; readonly count: number }
  | { readonly ok: false; readonly head: ChainHead; readonly finding: Finding };

/** The whole of a trail, or what follows `from`, in the order in which it stands. */
export function verifyChain(
  events: Iterable<TrailEvent>,
  from: ChainHead | { readonly stream: string },
): ChainVerdict {
  const start = 'hash' in from ? from : emptyHead(from.stream);
  const verifier = createChainVerifier(start);
  for (const event of events) {
    verifier.check(event);
    if (verifier.done) break;
  }
  const { head, finding } = verifier;
  return finding ? { ok: false, head, finding } : { ok: true, head, count: head.seq - start.seq };
}
