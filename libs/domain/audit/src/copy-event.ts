import { Buffer } from 'node:buffer';
import { formatPosition, type Digest } from '@dws/kernel';
import type { ChainHead } from './chain-head.ts';
import { chainHash } from './chain-hash.ts';
import { copyMetadataText } from './copy-metadata.ts';
import type { SourceEvent } from './source-event.ts';

/** A copy that is ready to be appended after `head.seq - 1`. A `NewEvent` of the store port. */
export interface Copy {
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly data: Uint8Array;
    readonly metadata: Uint8Array;
  };
  /** Head of the trail once the copy stands. */
  readonly head: ChainHead;
}

/**
 * The copy of a source event that follows `head`. The same event after the same head gives the same bytes and
 * id, whoever copies it: a retried append is known again and two recorders cannot disagree.
 *
 * @param metadata Text of the source's metadata, by `sourceMetadata`.
 */
export function copyEvent(head: ChainHead, source: SourceEvent, metadata: string): Copy {
  const { stream, revision, id, type, data } = source;
  const seq = head.seq + 1;
  const position = formatPosition(source.position);
  const hash = chainHash({
    prevHash: head.hash,
    seq,
    trail: head.stream,
    stream,
    revision,
    position,
    id,
    type,
    metadata,
    data,
  });
  const text = copyMetadataText({
    hash,
    prevHash: head.hash,
    seq,
    source: { id, metadata, position, revision, stream },
  });
  return {
    event: { id: copyIdOf(hash), type, data, metadata: Buffer.from(text) },
    head: { stream: head.stream, seq, hash },
  };
}

/**
 * UUID (version 8 of RFC 9562) of the copy with this hash. The hash covers trail and place, so its own digits
 * will do; hashing them once more, as `eventIdOf` does, would take longer than all the rest.
 */
function copyIdOf(hash: Digest): string {
  const variant = '89ab'.charAt(parseInt(hash.charAt(16), 16) & 3);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
