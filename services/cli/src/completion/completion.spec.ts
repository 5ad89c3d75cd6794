import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../commands.ts';
import { dws } from '../testing/dws.ts';

const script = (await dws(['completion', 'bash'])).out;

/** What a real bash offers after these words, the last of which is not yet whole. */
function offered(...words: readonly string[]): readonly string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const ask = `${script}
COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _dws; printf '%s\\n' "\${COMPREPLY[@]}"`.replaceAll(
    '\\$',
    '$',
  );
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', ask], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  it('offers every command by its first word', () => {
    const firsts = new Set(COMMANDS.map(({ name }) => name.split(' ')[0]));
    expect(offered('dws', '').toSorted()).toEqual([...firsts, '--help'].toSorted());
    expect(offered('dws', 'sig')).toEqual(['signal']);
    expect(offered('npx', 'dws', 'sig')).toEqual(['signal']);
  });

  it('offers second words', () => {
    expect(offered('dws', 'signal', '').toSorted()).toEqual(['publish', 'trace']);
    expect(offered('dws', 'signal', 'p')).toEqual(['publish']);
  });

  it('offers the options of exactly this command', () => {
    expect(offered('dws', 'signal', 'publish', '--').toSorted()).toEqual(
      ['--body', '--file', '--help', '--id', '--json', '--source'].toSorted(),
    );
    expect(offered('dws', 'doctor', '--b')).toEqual(['--bounds']);
  });

  it('offers the values of an option that takes one of few', () => {
    expect(offered('dws', 'case', 'list', '--phase', 'c')).toEqual(['closed']);
  });

  it('offers nothing of its own after what it does not know', () => {
    expect(offered('dws', 'nonsense', '')).toEqual([]);
  });
});

it.each(['zsh', 'fish'])('the script for %s has every command and every option', async (shell) => {
  const { out, exit } = await dws(['completion', shell]);
  expect(exit).toBe(0);
  for (const { name, options } of COMMANDS) {
    for (const word of name.split(' ')) expect(out).toContain(word);
    for (const option of Object.keys(options)) expect(out).toContain(option);
  }
});

it('names the shells there are for another one', async () => {
  expect(await dws(['completion', 'tcsh'])).toMatchObject({
    exit: 2,
    note: expect.stringContaining('bash, zsh or fish'),
  });
});
