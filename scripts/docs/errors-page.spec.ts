import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ERRORS } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { errorsPage } from './errors-page.ts';

/** Prettier aligns the columns of a table; what it says is the same without the padding. */
function rowsOf(page: string): readonly string[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.replaceAll(/ +/g, ' ').trim());
}

const pageOnDisk = readFileSync(resolve(import.meta.dirname, '../../docs/errors.md'), 'utf8');

describe('docs/errors.md', () => {
  it('has one row for each code, as the code says (repair: npm run docs)', () => {
    expect(rowsOf(pageOnDisk)).toEqual(rowsOf(errorsPage(ERRORS)));
  });

  it('would be found to lack a row for a new code', () => {
    const more = { ...ERRORS, 'new-code': { retriable: false, meaning: 'New.', remedy: 'None.' } };
    expect(rowsOf(pageOnDisk)).not.toEqual(rowsOf(errorsPage(more)));
  });

  it('would be found to hold a row for a code that is gone', () => {
    const { 'not-found': _gone, ...fewer } = ERRORS;
    expect(rowsOf(pageOnDisk)).not.toEqual(rowsOf(errorsPage(fewer)));
  });

  it('would be found to call a code retriable that is not', () => {
    const changed = { ...ERRORS, 'not-found': { ...ERRORS['not-found'], retriable: true } };
    expect(rowsOf(pageOnDisk)).not.toEqual(rowsOf(errorsPage(changed)));
  });
});

it('writes code, meaning, retriable and remedy', () => {
  const page = errorsPage({
    'queue-full': { retriable: true, meaning: 'It is full.', remedy: 'Slow down.' },
  });
  expect(rowsOf(page)).toEqual(['| `queue-full` | It is full. | yes | Slow down. |']);
});
