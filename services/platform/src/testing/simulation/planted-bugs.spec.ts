import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PLANTED_BUGS } from './planted-bugs.ts';

const ROOT = new URL('../../../../../', import.meta.url);

describe('planted bugs', () => {
  it('are thirty or more, each with a name of its own', () => {
    expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(30);
    expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  });

  // A bug whose text is gone would be hunted in vain, or found in what is not broken.
  it.each(PLANTED_BUGS)('$name: its texts stand in the sources, once', ({ edits }) => {
    for (const { file, find, put } of edits) {
      expect(readFileSync(new URL(file, ROOT), 'utf8').split(find)).toHaveLength(2);
      expect(put).not.toBe(find);
    }
  });
});
