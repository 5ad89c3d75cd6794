import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { VECTORS_BUNDLE, VECTORS_KEY } from '../testing/vectors-bundle.ts';

const SCRIPT = fileURLToPath(new URL('../../../../scripts/verify-audit.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'dws-audit-python-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EVENTS = VECTORS_BUNDLE.split('\n').slice(2, 5).join('\n');
const FILES: Readonly<Record<string, string>> = {
  'good.jsonl': VECTORS_BUNDLE,
  'changed.jsonl': VECTORS_BUNDLE.replace('Müller', 'Möller'),
  'forged.jsonl': VECTORS_BUNDLE.replace('09:31:00', '09:32:00'),
  'cut.jsonl': VECTORS_BUNDLE.split('\n').slice(0, -2).join('\n') + '\n',
  'events.jsonl': `${EVENTS}\n`,
  'events-changed.jsonl': `${EVENTS}\n`.replace('Müller', 'Möller'),
  'prose.jsonl': 'hello\n',
  'keys.json': JSON.stringify([VECTORS_KEY]),
  'strange.json': JSON.stringify([{ ...VECTORS_KEY, keyId: 'another' }]),
  'rfc8032-test-1.pem.pub': VECTORS_KEY.publicKey,
  'word.json': 'word',
};
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);

function python(argv: readonly string[]) {
  const { status, stdout } = spawnSync('python3', [SCRIPT, ...argv], { cwd: folder, encoding: 'utf8' });
  return { exit: status, out: stdout };
}

/** Exit codes by hand: README of the command and docs/audit-format.md. */
const CASES: readonly (readonly [string, number, string])[] = [
  ['good.jsonl', 0, 'worker-churn-signal: ok'],
  ['good.jsonl --keys keys.json', 0, 'worker-churn-signal: ok'],
  ['good.jsonl --keys rfc8032-test-1.pem.pub', 0, 'worker-churn-signal: ok'],
  ['good.jsonl --keys strange.json', 6, 'worker-churn-signal/2: seal-forged'],
  ['changed.jsonl', 6, 'worker-churn-signal/1: changed'],
  ['forged.jsonl', 6, 'worker-churn-signal/2: seal-forged'],
  ['cut.jsonl', 6, 'line 6: expected a closing line'],
  ['events.jsonl', 0, 'worker-churn-signal: ok'],
  ['events-changed.jsonl', 6, 'worker-churn-signal/1: changed'],
  ['prose.jsonl', 1, ''],
  ['none.jsonl', 3, ''],
  ['good.jsonl --keys word.json', 2, ''],
  ['good.jsonl --keys none.json', 3, ''],
];

if (python(['--help']).exit === 0) {
  describe('dws audit verify and scripts/verify-audit.py say the same of', () => {
    it.each(CASES)('%s', async (given, code, said) => {
      const argv = given.split(' ');
      const ours = await dws(['audit', 'verify', ...argv], { DWS_URL: 'http://127.0.0.1:1' }, folder);
      const theirs = python(argv);
      expect([ours.exit, theirs.exit]).toEqual([code, code]);
      expect(ours.out).toContain(said);
      expect(theirs.out).toContain(said);
    });
  });
} else {
  it('not run: python3 is not on this machine', () => {
    expect(process.env['CI'], 'python3 on the build machine').not.toBe('true');
  });
}
