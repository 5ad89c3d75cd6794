import { once } from 'node:events';
import { createServer } from 'node:net';
import { anyPorts, type Ports } from '../../processes/addresses.ts';

const TRIES = 50;

/** Free ports; those after the gateway's and the control plane's are free too, for as many replicas of theirs. */
export async function portsWithRoom(replicas: number): Promise<Ports> {
  for (let left = TRIES; left > 0; left -= 1) {
    const ports = await anyPorts();
    const wanted = [ports.gateway, ports.controlPlane].flatMap((first) =>
      portsFrom(first, replicas).slice(1),
    );
    const others = new Set(Object.values(ports));
    const free = await Promise.all(wanted.map(async (port) => !others.has(port) && (await isFree(port))));
    if (free.every(Boolean)) return ports;
  }
  throw new Error(`expected ${replicas} free ports beside each other, found none in ${TRIES} tries`);
}

export function portsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
