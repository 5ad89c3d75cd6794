import { afterEach, beforeEach, expect, it } from 'vitest';
import { hideKnownWarnings } from './log-warnings.ts';

const before = process.listeners('warning');
const printed: string[] = [];
beforeEach(() => {
  process.removeAllListeners('warning');
  process.on('warning', ({ name }) => printed.push(name));
  hideKnownWarnings();
});
afterEach(() => {
  process.removeAllListeners('warning');
  for (const listener of before) process.on('warning', listener);
});

it('prints every warning but the known ones', () => {
  for (const name of ['TimeoutNegativeWarning', 'DeprecationWarning']) {
    process.emit('warning', Object.assign(new Error('-5 is a negative number'), { name }));
  }
  expect(printed).toEqual(['DeprecationWarning']);
});
