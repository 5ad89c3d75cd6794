import { Duplex } from 'node:stream';
import grpc from '@grpc/grpc-js';

/** Writes messages that are framed already, many at once. */
export interface FrameWriter {
  /** Resolves when the client has room for more; `undefined` where it has room now. */
  write(frames: readonly Buffer[]): Promise<void> | undefined;
}

interface ServedCall {
  sendMetadata(metadata: grpc.Metadata): void;
}

/**
 * The library hands every message of a stream to HTTP/2 by itself and waits for it to be written before the next: an
 * event costs a frame, a write to the socket and a turn of the event loop. This writes to the call's HTTP/2 stream what
 * the library would have written, a batch at a time; status and trailers stay the library's (docs/adr/0161).
 * @throws TypeError when the library keeps the stream elsewhere than the version that this was written for.
 */
export function createFrameWriter(call: ServedCall, gone: AbortSignal): FrameWriter {
  const stream = http2StreamOf(call);
  let began = false;

  function drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stream.removeListener('drain', done);
        stream.removeListener('close', done);
        gone.removeEventListener('abort', done);
        resolve();
      };
      stream.once('drain', done);
      stream.once('close', done);
      gone.addEventListener('abort', done, { once: true });
    });
  }

  return {
    write: (frames) => {
      if (gone.aborted || stream.destroyed || stream.writableEnded) return undefined;
      if (!began) call.sendMetadata(new grpc.Metadata());
      began = true;
      const [first] = frames;
      const bytes = first && frames.length === 1 ? first : Buffer.concat(frames);
      return stream.write(bytes) ? undefined : drained();
    },
  };
}

function http2StreamOf(call: ServedCall): Duplex {
  const inner: unknown = 'call' in call ? call.call : undefined;
  const stream: unknown = isObject(inner) && 'stream' in inner ? inner.stream : undefined;
  if (stream instanceof Duplex && 'respond' in stream) return stream;
  throw new TypeError('expected the HTTP/2 stream of a call at call.stream; @grpc/grpc-js has changed');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
