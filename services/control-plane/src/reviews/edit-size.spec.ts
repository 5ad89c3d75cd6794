import { describe, expect, it, vi } from 'vitest';
import { editSize } from './edit-size.ts';

describe('the size of an edit', () => {
  it('counts a replacement once, and only the fields that differ', () => {
    expect(editSize({ body: 'Dear Ada', to: 'ada' }, { body: 'Dear Bob', to: 'ada' })).toBe(3);
    expect(editSize({ body: 'Hello' }, { body: 'Hello there' })).toBe(6);
    expect(editSize({ body: 'Hello' }, { body: 'Hello' })).toBe(0);
  });

  it('is the same on a machine that stands still as on a fast one', () => {
    const [before, after] = ['a'.repeat(400), 'b'.repeat(400)];
    const now = vi.spyOn(Date, 'now');
    // Every look at the clock is an hour after the one before.
    let hours = 0;
    now.mockImplementation(() => (hours += 1) * 3_600_000);
    try {
      expect(editSize({ body: before }, { body: after })).toBe(400);
    } finally {
      now.mockRestore();
    }
  });

  it('takes texts that share nothing for rewritten, without comparing them to the end', () => {
    expect(editSize({ body: 'a'.repeat(5_000) }, { body: 'b'.repeat(3_000) })).toBe(5_000);
  });
});
