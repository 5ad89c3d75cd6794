import { describe, expect, it } from 'vitest';
import { watchHiddenSources } from './hidden-sources.ts';

describe('hidden sources', () => {
  it('are told of with their name while they are watched, go on working, and not after', () => {
    const used: string[] = [];
    const unwatch = watchHiddenSources(({ message }) => used.push(message));
    const before = Date.now();
    clearTimeout(setTimeout(() => undefined, 1));
    Math.random();
    unwatch();
    Date.now();
    expect(before).toBeGreaterThan(0);
    expect(used).toEqual(['Date.now', 'setTimeout', 'Math.random']);
  });
});
