import { hostileBytes } from '@dws/contracts/testing';
import { isDwsError } from '@dws/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOf, SAMPLE } from './testing/tamper/sample-bundle.ts';
import { KEY_ID, PUBLIC_KEY, SEAL_EVERY } from './testing/tamper/sealed-trail.ts';
import { verifyExport } from './verify-export.ts';

const OPTIONS = { keys: new Map([[KEY_ID, PUBLIC_KEY]]), sealEvery: SEAL_EVERY };
const WHOLE = bytesOf(SAMPLE);
const MOST_MS = 10_000;

/** `ok`, `broken` or `none`: no export at all. */
async function verdictOn(bytes: Uint8Array): Promise<string> {
  const began = performance.now();
  try {
    return (await verifyExport([bytes], OPTIONS)).ok ? 'ok' : 'broken';
  } catch (error) {
    if (!isDwsError(error, 'payload-malformed')) throw error;
    return 'none';
  } finally {
    expect(performance.now() - began).toBeLessThan(MOST_MS);
  }
}

it('bytes that nobody vouches for are an export only where they are the one that was written', async () => {
  await fc.assert(
    fc.asyncProperty(hostileBytes(fc.constant(WHOLE)), async (bytes) => {
      const unchanged = Buffer.from(bytes).equals(WHOLE);
      expect((await verdictOn(bytes)) === 'ok').toBe(unchanged);
    }),
    { numRuns: 400 },
  );
});

it.each([
  ['a line that never ends', Buffer.alloc(4_000_000, 'x')],
  ['half a million levels', Buffer.from(`${'['.repeat(500_000)}\n`)],
  ['half a million levels of objects', Buffer.from(`${'{"a":'.repeat(500_000)}\n`)],
  [
    'a header with a prototype',
    Buffer.from('{"bundle":"dws-audit-bundle/v1","__proto__":{"complete":true}}\n'),
  ],
  ['a million empty lines', Buffer.alloc(1_000_000, '\n')],
  ['zero bytes', Buffer.alloc(100_000)],
  ['nothing', Buffer.alloc(0)],
])('%s is no export', async (_name, bytes) => {
  expect(await verdictOn(bytes)).not.toBe('ok');
});
