import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const HOST = '127.0.0.1';
const MAIN = fileURLToPath(new URL('../../platform/src/main.ts', import.meta.url));
/** A machine that is busy with other things still starts it within this. */
const STARTS_WITHIN_MS = 30_000;
const ENDS_WITHIN_MS = 10_000;

export interface RealPlatform {
  /** Console and API. */
  readonly url: string;
  /** The one thing that happens in the company; resolves with its signal's identity. */
  usageDrops(accountId: string, percent: number): Promise<{ readonly source: string; readonly id: string }>;
  stop(): Promise<void>;
}

/** The platform as `scripts/start` runs it, all in one process, with a folder and ports of its own and a quiet company. */
export async function startRealPlatform(): Promise<RealPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'dws-real-'));
  const [port, gateway, sandbox] = await freePorts(3);
  const url = `http://${HOST}:${port}`;
  const company = `http://${HOST}:${sandbox}`;
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DWS_DATA: join(folder, 'data'),
      DWS_KEYS: join(folder, 'keys'),
      DWS_PORT: String(port),
      DWS_GATEWAY_PORT: String(gateway),
      SANDBOX_PORT: String(sandbox),
      SIGNAL_RATE: '0',
    },
  });
  const ended = once(child, 'exit');
  let said = '';
  const keep = (chunk: Buffer): void => void (said = (said + chunk.toString('utf8')).slice(-4_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    await Promise.race([ended, delay(ENDS_WITHIN_MS, null, { ref: false })]);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  const latest = Date.now() + STARTS_WITHIN_MS;
  // The company listens last.
  while (!(await answers(company)) || !(await answers(url))) {
    if (Date.now() < latest && child.exitCode === null) {
      await delay(100);
      continue;
    }
    await stop();
    throw new Error(`expected the platform at ${url} within ${STARTS_WITHIN_MS} ms; it said: ${said}`);
  }
  return {
    url,
    stop,
    usageDrops: async (accountId, percent) => {
      const answer = await fetch(`${company}/signals/emit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'usage.dropped', accountId, percent }),
      });
      if (answer.status !== 201)
        throw new Error(`expected 201, found ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as { source: string; id: string };
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

/** Ports nobody listens on now; held together, so that they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async (): Promise<Server> => {
      const server = createServer().listen(0, HOST);
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
    return address.port;
  });
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
