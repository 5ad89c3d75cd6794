import { describe, expect, it } from 'vitest';
import type { Member } from './group-state.ts';
import { LogState } from './log-state.ts';

const log = (): LogState => new LogState(() => 0, { published: () => undefined, committed: () => undefined });
const member = (): Member & { readonly offered: string[] } => {
  const offered: string[] = [];
  return { topics: ['t'], offered, offer: (slot) => offered.push(slot.name) };
};
const message = (key: string) => ({ topic: 't', key, headers: {}, value: Buffer.from('v') });

describe('a group', () => {
  it('is behind on what nobody has committed, also when all its members have left', () => {
    const state = log();
    const group = state.group('g');
    const only = member();
    group.join(only);
    state.publish([message('a')]);
    group.leave(only);
    expect(group.lagging().map(({ topic }) => topic)).toEqual(['t']);
  });

  it('takes nobody at their word who has lost the partition', () => {
    const state = log();
    const group = state.group('g');
    const [first, second] = [member(), member()];
    group.join(first);
    state.publish([message('a')]);
    const [slot] = group.lagging();
    if (!slot) throw new Error('expected something to read');
    group.join(second);
    group.leave(first);
    expect(group.commit(first, slot, 1)).toBe(false);
    expect(group.commit(second, slot, 1)).toBe(true);
    expect(group.lagging()).toEqual([]);
  });
});
