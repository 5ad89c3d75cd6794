import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  /** HTTP status; null where the connection was closed without one. */
  readonly status: number | null;
  readonly text: string;
  readonly tookMs: number;
}

/** A connection that sends bytes, not requests. Resolves when the server has answered and closed, or closed. */
export function rawHttp(
  port: number,
  talk: (socket: Socket) => void,
  withinMs: number,
): Promise<RawAnswer | 'still open'> {
  return new Promise((resolve) => {
    const began = performance.now();
    let text = '';
    const socket = connect(port, '127.0.0.1', () => talk(socket));
    const timer = setTimeout(() => {
      socket.destroy();
      resolve('still open');
    }, withinMs);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({
        status: status === undefined ? null : Number(status),
        text,
        tookMs: performance.now() - began,
      });
    });
  });
}

/** Sends one byte after the other, for as long as it is let. */
export function trickle(socket: Socket, bytes: string, everyMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at >= bytes.length) clearInterval(timer);
    else socket.write(bytes.charAt(at++));
  }, everyMs);
}
