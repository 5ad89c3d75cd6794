import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { startRegistry } from './start-registry.ts';

const CLI = join(import.meta.dirname, '..', 'registry-local');
const dir = mkdtempSync(join(tmpdir(), 'registry-local-spec-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const runs = (pid: number): boolean => existsSync(`/proc/${pid}`);
const cli = (...args: string[]): string =>
  execFileSync(process.execPath, [CLI, ...args, '--dir', join(dir, 'home')], { stdio: 'pipe' }).toString();

async function subjects(url: string): Promise<unknown> {
  const response = await fetch(`${url}/subjects`);
  return response.json();
}

describe('startRegistry', () => {
  it('takes the registry along when its process is killed', async () => {
    const program = `
      import { startRegistry } from ${JSON.stringify(join(import.meta.dirname, 'start-registry.ts'))};
      const registry = await startRegistry({ dir: ${JSON.stringify(dir)} });
      console.log(registry.pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(execFileSync('ps', ['-o', 'args=', '-p', String(pid)]).toString()).toContain('apicurio');
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && (runs(pid) || readdirSync(dir).length > 0); i += 1) await sleep(100);
    expect([runs(pid), readdirSync(dir)]).toEqual([false, []]);
  });

  it('says why it did not come up', async () => {
    const taken = await startRegistry({ dir });
    const port = Number(new URL(taken.url).port);
    // Somebody answers there, and it is not the one that was started.
    await expect(startRegistry({ dir, port })).rejects.toMatchObject({ code: 'config-invalid' });
    await taken.stop();
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('registry-local', () => {
  it('starts one in the background, once, and leaves nothing behind', async () => {
    const url = cli('start', '--port', '0').trim();
    expect(await subjects(url)).toEqual([]);
    expect(cli('start')).toBe(`already running: ${url}\n`);
    expect(cli('status')).toContain(`running: ${url}`);
    expect(cli('stop')).toBe('stopped\n');
    await expect(subjects(url)).rejects.toThrow();
    expect(() => cli('status')).toThrow();
    expect(existsSync(join(dir, 'home'))).toBe(false);
  });
});
