import { expect, it } from 'vitest';
import { command } from './command.ts';
import { findCommand } from './find-command.ts';

const named = (name: string) =>
  command({
    name,
    does: '',
    operands: {},
    options: {},
    example: '',
    run: () => Promise.resolve({ data: null, text: '' }),
  });
const COMMANDS = ['doctor', 'case', 'case show'].map(named);

it.each([
  [['doctor'], 'doctor', []],
  [['case', 'show', '42', '--json'], 'case show', ['42', '--json']],
  [['case', '42'], 'case', ['42']],
])('%j is the command %j with %j', (argv, name, args) => {
  const found = findCommand(COMMANDS, argv);
  expect(found?.command.name).toBe(name);
  expect(found?.args).toEqual(args);
});

it.each([[[]], [['show']], [['cases']]])('%j is no command', (argv) => {
  expect(findCommand(COMMANDS, argv)).toBeUndefined();
});
