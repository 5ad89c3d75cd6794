import { Buffer } from 'node:buffer';
import type { Teller, Told } from '../thread/thread-server.ts';
import { slabEntries } from './append-slab.ts';
import {
  OUTCOME_APPENDED,
  RESULT_WIDTH,
  type ChunkPlace,
  type StoreAnswer,
  type StoreCall,
  type StoreNews,
} from './calls.ts';
import type { StoreFile } from './store-file.ts';

type StoreTeller = Teller<StoreCall, StoreAnswer, StoreNews>;

/** For the owner: where others' events lie. They are its own copies, which it has no use for in memory. */
export const tellPlaces: StoreTeller = (call, answer): Told<StoreNews> | null => {
  if (call.op !== 'append' || answer.op !== 'append') return null;
  const places: ChunkPlace[] = [];
  let at = 0;
  for (const { stream, expectedRevision, count } of slabEntries(Buffer.from(call.slab, 0, call.length))) {
    const [outcome, , position = 0] = answer.results.subarray(at, (at += RESULT_WIDTH));
    if (outcome !== OUTCOME_APPENDED) continue;
    places.push({ stream, position: position - count + 1, revision: expectedRevision + 1, count });
  }
  return { news: { kind: 'places', places } };
};

/** For a client that follows the store: the events as they were packed, and the types that it has not heard of. */
export function tellEvents(file: StoreFile, typesKnown: number): StoreTeller {
  let known = typesKnown;
  return (call, answer) => {
    if (call.op !== 'append' || answer.op !== 'append') return null;
    const slab = new ArrayBuffer(call.length);
    new Uint8Array(slab).set(new Uint8Array(call.slab, 0, call.length));
    const results = answer.results.slice();
    const newTypes = file.types.slice(known);
    known = file.types.length;
    return {
      news: { kind: 'events', slab, createdAt: call.createdAt, results, newTypes },
      transfer: [slab, results.buffer],
    };
  };
}
