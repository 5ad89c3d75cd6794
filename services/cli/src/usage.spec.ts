import { expect, it } from 'vitest';
import { EXIT } from './command.ts';
import { usage } from './usage.ts';

it('lists every command with what it does', () => {
  const run = () => Promise.resolve(EXIT.ok);
  const commands = [
    { name: 'doctor', does: 'shows settings and bounds', run },
    { name: 'case show', does: 'shows one case', run },
  ];
  expect(usage(commands)).toBe(
    [
      'usage: dws COMMAND [options]',
      '',
      '  doctor      shows settings and bounds',
      '  case show   shows one case',
      '  --help      this page',
      '',
    ].join('\n'),
  );
});
