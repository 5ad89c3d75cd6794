import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import {
  VECTORS_BUNDLE as BUNDLE,
  VECTORS_KEY as key,
  VECTORS_TRAIL as trail,
} from '../testing/vectors-bundle.ts';
import { fakeHttp, type FakeHttp } from '../testing/fake-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-audit-'));
const OFFLINE = { DWS_URL: 'http://127.0.0.1:1' };
let server: FakeHttp | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

function place(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}
const verify = (...argv: string[]) => dws(['audit', 'verify', ...argv], OFFLINE, folder);

describe('a bundle, with no platform running', () => {
  it('that is whole is ok', async () => {
    const { exit, out } = await verify(place('good.jsonl', BUNDLE));
    expect(out).toContain('good.jsonl: ok (whole trails; only the keys inside');
    expect(out).toContain('worker-churn-signal: ok');
    expect(exit).toBe(0);
  });

  it('is checked against the keys that are given', async () => {
    place('good.jsonl', BUNDLE);
    const { exit, out } = await verify('good.jsonl', '--keys', place('keys.json', JSON.stringify([key])));
    expect(exit).toBe(0);
    expect(out).toContain('keys given');
    const pem = place(`${key.keyId}.pem.pub`, key.publicKey);
    expect((await verify('good.jsonl', '--keys', pem)).exit).toBe(0);
    const strange = place('strange.json', JSON.stringify([{ ...key, keyId: 'another' }]));
    expect((await verify('good.jsonl', '--keys', strange)).exit).toBe(6);
  });

  it('with one changed byte is found, at its place', async () => {
    const changed = place('changed.jsonl', BUNDLE.replace('Müller', 'Möller'));
    const { exit, out, json } = await verify(changed, '--json');
    expect(exit).toBe(6);
    expect(json()).toMatchObject({
      ok: false,
      checked: [{ verdict: { trails: [{ findings: [{ at: 1 }] }] } }],
    });
    expect(out).not.toContain('"lines"');
    expect((await verify(changed)).out).toContain('worker-churn-signal/1: ');
  });

  it('without its closing line was cut', async () => {
    const { exit, out } = await verify(place('cut.jsonl', BUNDLE.split('\n').slice(0, -2).join('\n') + '\n'));
    expect(exit).toBe(6);
    expect(out).toContain('line 6: expected a closing line: the file was cut');
  });

  it('is told from a file that is no export', async () => {
    const { exit, note } = await verify(place('prose.jsonl', 'hello\n'));
    expect(exit).toBe(1);
    expect(note).toContain('Line 1 of the bundle');
  });

  it('needs keys that are keys', async () => {
    place('good.jsonl', BUNDLE);
    expect((await verify('good.jsonl', '--keys', place('word.json', 'word'))).exit).toBe(2);
    expect((await verify('good.jsonl', '--keys', 'none.json')).exit).toBe(3);
  });

  it('that is not there is not found', async () => {
    expect((await verify('none.jsonl')).exit).toBe(3);
    // None named: the platform's own, which is not there either.
    expect((await verify()).exit).toBe(5);
  });
});

it('verifies a trail as it stands in the platform', async () => {
  const finding = { problem: 'changed', stream: trail, at: 7, detail: 'its content was changed' };
  server = await fakeHttp(() => ({ body: { stream: trail, ok: false, findings: [finding], count: 9 } }));
  const { exit, out } = await dws(['audit', 'verify', '--worker', 'churn-signal'], { DWS_URL: server.url });
  expect(server.received[0]?.path).toBe('/audit/verify/churn-signal');
  expect(exit).toBe(6);
  expect(out).toBe(`${trail}: BROKEN\n  ${trail}/7: changed: its content was changed\n`);
});

it('verifies every trail of the platform where none is named', async () => {
  const entry = { domain: 'd', version: '1', stage: 's', status: 'active', pausedBy: null, cases: {} };
  server = await fakeHttp(({ path }) => {
    if (path !== '/workers') return { body: { stream: path, ok: true, findings: [], count: 9 } };
    return {
      body: { workers: ['churn-signal', 'revenue-execution'].map((worker) => ({ ...entry, worker })) },
    };
  });
  const { exit, out } = await dws(['audit', 'verify'], { DWS_URL: server.url });
  expect(exit).toBe(0);
  expect(out).toBe('/audit/verify/churn-signal: ok\n/audit/verify/revenue-execution: ok\n');
});

describe('an export', () => {
  const ask = (...argv: string[]) => dws(['audit', 'export', ...argv], { DWS_URL: server!.url }, folder);

  it('is written as it comes, and can be verified', async () => {
    server = await fakeHttp(() => ({ type: 'application/jsonl', body: BUNDLE }));
    const { exit, note } = await ask('--worker', 'churn-signal', '--out', 'out.jsonl');
    expect(exit).toBe(0);
    expect(server.received[0]?.path).toBe('/audit/export?worker=churn-signal&format=bundle');
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toBe(BUNDLE);
    expect(note).toContain(`dws audit verify ${join(folder, 'out.jsonl')}`);
  });

  it('that is refused leaves no file', async () => {
    server = await fakeHttp(() => ({ status: 403, body: { code: 'not-permitted', detail: 'no auditor' } }));
    const { exit } = await ask('--out', 'refused.jsonl');
    expect(exit).toBe(4);
    expect(existsSync(join(folder, 'refused.jsonl'))).toBe(false);
    expect(existsSync(join(folder, 'refused.jsonl.part'))).toBe(false);
  });
});
