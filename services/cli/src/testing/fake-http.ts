import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Given {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
}

/** A real HTTP server that answers by hand-written answers and remembers what it was asked. */
export interface FakeHttp {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

export async function fakeHttp(answer: (received: Received) => Given): Promise<FakeHttp> {
  const received: Received[] = [];
  const server = createServer((request, reply) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(pieces).toString('utf8') };
      received.push(one);
      const { status = 200, type = 'application/json', body } = answer(one);
      reply.writeHead(status, { 'content-type': type });
      reply.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function listening(server: Server): Promise<void> {
  return new Promise((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', () => done()));
}
