import { connect } from 'node:net';

/** How long a port may take to answer. */
export const REACH_MS = 2_000;

/** Whether something takes a connection there. */
export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: REACH_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

/** Host and port of each `host:port` in a list or of an address such as `esdb://user:word@host:2113?tls=false`. */
export function endpointsIn(text: string): readonly { readonly host: string; readonly port: number }[] {
  const usual = /^https?:/.exec(text)?.[0];
  const hosts = text
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/[/?].*$/, '');
  return hosts.split(',').flatMap((part) => {
    const found = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(part.trim());
    // A web address may leave its port out.
    if (!found && usual) return [{ host: part.trim(), port: usual === 'https:' ? 443 : 80 }];
    const [, host, port] = found ?? [];
    return host === undefined || port === undefined ? [] : [{ host, port: Number(port) }];
  });
}
