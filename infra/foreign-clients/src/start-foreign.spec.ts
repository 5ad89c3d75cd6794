import { describe, expect, it } from 'vitest';
import { startForeign } from './start-foreign.ts';

const WITHIN_MS = 20_000;
const sh = (script: string) => startForeign('sh', ['-c', script], { WORD: 'there' });

describe('a program in another language', () => {
  it('is heard line by line, what it said before too', async () => {
    const program = sh('echo one; echo $WORD; sleep 60');
    expect(await program.line(/^th/, WITHIN_MS)).toBe('there');
    expect(await program.line(/^o/, WITHIN_MS)).toBe('one');
    await program.stop();
  });

  it('that ends is told with what it said', async () => {
    const program = sh('echo out; echo wrong >&2; exit 3');
    await expect(program.line(/^never/, WITHIN_MS)).rejects.toThrow(/ended without a line[^]*out[^]*wrong/);
    await program.stop();
  });

  it('that says nothing is not waited for without end', async () => {
    const program = sh('sleep 60');
    await expect(program.line(/^never/, 50)).rejects.toThrow('in 50 ms');
    await program.stop();
  });

  it('that is not there says so', async () => {
    const program = startForeign('/no/such/program', [], {});
    await expect(program.line(/./, WITHIN_MS)).rejects.toThrow('ENOENT');
    await program.stop();
  });
});
