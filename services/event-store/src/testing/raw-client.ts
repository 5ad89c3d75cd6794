import grpc from '@grpc/grpc-js';
import { connect, constants, type ClientHttp2Session } from 'node:http2';

const SERVICE = '/event_store.client.streams.Streams';
const asItIs = (bytes: Buffer): Buffer => bytes;

export type Method = 'Read' | 'Append' | 'BatchAppend' | 'Delete' | 'Tombstone';

/** A gRPC client that sends the bytes it is given, whatever they mean. */
export class RawClient {
  readonly #client: grpc.Client;

  constructor(port: number) {
    // A connection of its own: what is done to it is done to nobody else.
    const options = { 'grpc.use_local_subchannel_pool': 1 };
    this.#client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
  }

  /** Status of a call with these messages, and how many came back. Cancels what does not end by itself. */
  call(
    method: Method,
    messages: readonly Uint8Array[],
    options: { readonly cancelAfterMs?: number; readonly metadata?: grpc.Metadata } = {},
  ): Promise<{ readonly code: grpc.status; readonly details: string; readonly answers: number }> {
    return new Promise((resolve) => {
      const { metadata = new grpc.Metadata(), cancelAfterMs = 3_000 } = options;
      const call = this.#client.makeBidiStreamRequest(`${SERVICE}/${method}`, asItIs, asItIs, metadata);
      let answers = 0;
      const timer = setTimeout(() => call.cancel(), cancelAfterMs);
      call.on('data', () => (answers += 1));
      call.on('error', () => undefined);
      call.on('status', ({ code, details }) => {
        clearTimeout(timer);
        resolve({ code, details, answers });
      });
      for (const message of messages) call.write(Buffer.from(message));
      call.end();
    });
  }

  open(method: Method): grpc.ClientDuplexStream<Buffer, Buffer> {
    const call = this.#client.makeBidiStreamRequest(
      `${SERVICE}/${method}`,
      asItIs,
      asItIs,
      new grpc.Metadata(),
    );
    call.on('error', () => undefined);
    return call;
  }

  close(): void {
    this.#client.close();
  }
}

export interface Answer {
  /** HTTP status; null where the stream was cut. */
  readonly status: number | null;
  /** gRPC status, from headers or trailers. */
  readonly grpc: string | null;
}

/** One HTTP/2 request with bytes that need not be gRPC at all. */
export function http2Request(
  session: ClientHttp2Session,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  end = true,
): Promise<Answer> {
  return new Promise((resolve) => {
    let status: number | null = null;
    let code: string | null = null;
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: `${SERVICE}/Read`,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...headers,
    });
    const learn = (found: Readonly<Record<string, unknown>>): void => {
      if (typeof found[':status'] === 'number') status = found[':status'];
      if (typeof found['grpc-status'] === 'string') code = found['grpc-status'];
    };
    stream.on('response', learn);
    stream.on('trailers', learn);
    stream.on('data', () => undefined);
    stream.on('error', () => undefined);
    stream.on('close', () => resolve({ status, grpc: code }));
    stream.write(body);
    if (end) stream.end();
    else setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), 50);
  });
}

export async function http2Session(port: number): Promise<ClientHttp2Session> {
  const session = connect(`http://127.0.0.1:${port}`);
  session.on('error', () => undefined);
  await new Promise<void>((resolve) => session.once('connect', () => resolve()));
  return session;
}

/** A message as gRPC frames it; `length` may lie. */
export function grpcFrame(message: Uint8Array, length = message.length, compressed = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}
