import { Buffer } from 'node:buffer';
import { MAX_BATCH_BYTES, type CloudEvent } from '../platform/gateway.ts';

/** Events in order, in requests of at most `size` events and of the bytes that the gateway takes. */
export function batches(events: readonly CloudEvent[], size: number): readonly (readonly CloudEvent[])[] {
  const made: CloudEvent[][] = [];
  let current: CloudEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const length = Buffer.byteLength(JSON.stringify(event)) + 1;
    if (current.length === size || (current.length > 0 && bytes + length > MAX_BATCH_BYTES)) {
      made.push(current);
      [current, bytes] = [[], 0];
    }
    current.push(event);
    bytes += length;
  }
  return current.length > 0 ? [...made, current] : made;
}
