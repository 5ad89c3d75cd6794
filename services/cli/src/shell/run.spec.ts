import { DwsError } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { fakeShell } from '../testing/fake-shell.ts';
import { command, type Answer } from './command.ts';
import { maybe, one } from './operand.ts';
import { flag, oneOf, several, share, textOr, whole } from './option.ts';
import { run } from './run.ts';

let seen: unknown;
const answer = (given: unknown): Promise<Answer> => {
  seen = given;
  return Promise.resolve({ data: { found: 1 }, text: 'found one', next: 'look at it' });
};
const fails = (error: unknown) =>
  command({
    name: 'case fail',
    does: 'fail',
    operands: {},
    options: {},
    example: '',
    run: () => Promise.reject(error as Error),
  });
const show = command({
  name: 'case show',
  does: 'show one case',
  operands: { id: one('ID', 'case'), other: maybe('OTHER', 'another one') },
  options: {
    plain: flag('without colour'),
    by: textOr('NAME', 'who asks', 'me'),
    limit: whole('N', 'most events', { least: 1, most: 9 }, 5),
    part: share('how much', 0.2),
    form: oneOf(['csv', 'jsonl'], 'form', 'csv'),
    tag: several('TAG', 'tags'),
  },
  example: 'C-1 --plain',
  run: (args) => answer(args),
});

const go = async (argv: readonly string[], commands = [show]) => {
  const shell = fakeShell();
  const exit = await run(commands, argv, shell);
  return { exit, ...shell.said };
};

describe('an answer', () => {
  it('is words, and the next step apart from them', async () => {
    expect(await go(['case', 'show', 'C-1'])).toMatchObject({
      exit: 0,
      out: 'found one\n',
      note: 'next: look at it\n',
    });
    expect(seen).toEqual({
      id: 'C-1',
      other: undefined,
      plain: false,
      by: 'me',
      limit: 5,
      part: 0.2,
      form: 'csv',
      tag: [],
    });
  });

  it('is one JSON document with --json', async () => {
    const { exit, out, note } = await go([
      'case',
      'show',
      'C-1',
      '--json',
      '--limit',
      '9',
      '--tag',
      'a',
      '--tag=b',
    ]);
    expect([exit, out, note]).toEqual([0, '{"found":1}\n', '']);
    expect(seen).toMatchObject({ limit: 9, tag: ['a', 'b'] });
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['case', 'show'], 'expected ID: case'],
    [['case', 'show', 'a', 'b', 'c'], 'found "c"'],
    [['case', 'show', 'a', '--colour'], 'there is no option --colour'],
    [['case', 'show', 'a', '--limit', '10'], 'expected --limit a whole number, 1 to 9, found 10'],
    [['case', 'show', 'a', '--limit', '1.5'], 'found 1.5'],
    [['case', 'show', 'a', '--part', '0'], 'expected --part a number above 0 and below 1, found 0'],
    [['case', 'show', 'a', '--form', 'xml'], 'expected --form one of csv, jsonl, found xml'],
  ])('%j', async (argv, message) => {
    const { exit, out, note } = await go(argv);
    expect([exit, out]).toEqual([2, '']);
    expect(note).toContain(message);
    expect(note).toContain('dws case show --help');
  });

  it.each([[['cases']], [[]], [['case']]])('%j is no command: the usage', async (argv) => {
    const { exit, note } = await go(argv);
    expect(exit).toBe(2);
    expect(note).toContain('case show   show one case');
  });
});

describe('an error', () => {
  it.each([
    ['case-unknown', 3],
    ['review-stale', 4],
    ['platform-unavailable', 5],
    ['audit-broken', 6],
    ['config-invalid', 2],
    ['payload-invalid', 1],
  ] as const)('%s ends with %d', async (code, exit) => {
    expect((await go(['case', 'fail'], [fails(new DwsError(code, 'so it is'))])).exit).toBe(exit);
  });

  it('says what to do', async () => {
    const { note } = await go(['case', 'fail'], [fails(new DwsError('case-unknown', 'no case C-1'))]);
    expect(note).toBe('dws: no case C-1. Check the id; `dws case list` shows recent ones.\n');
  });

  it('is JSON on standard error with --json', async () => {
    const { out, note } = await go(['case', 'fail', '--json'], [fails(new DwsError('queue-full', 'full'))]);
    expect(out).toBe('');
    expect(JSON.parse(note)).toMatchObject({ error: { code: 'queue-full', retriable: true, exit: 5 } });
  });

  it('that nobody expected is called a bug, with its stack', async () => {
    const { exit, note } = await go(['case', 'fail'], [fails(new TypeError('of undefined'))]);
    expect(exit).toBe(1);
    expect(note).toMatch(/a bug of dws: TypeError: of undefined\n\s+at /);
  });
});

describe('help', () => {
  it.each([[['--help']], [['help']], [['case', '--help']]])('%j lists commands', async (argv) => {
    const { exit, out } = await go(argv);
    expect(exit).toBe(0);
    expect(out).toContain('case show   show one case');
  });

  it('of a command shows operands, options with defaults, and an example', async () => {
    const { out } = await go(['case', 'show', '--help']);
    expect(out).toContain('usage: dws case show ID [OTHER] [options]\n\nShow one case.\n');
    expect(out).toMatch(/--limit N +most events, 1 to 9 \(default 5\)\n/);
    expect(out).toContain('example: dws case show C-1 --plain\n');
  });
});
