import { describe, expect, it } from 'vitest';
import { urgencyOf } from './urgency.ts';

describe('how soon a message wants an answer', () => {
  it.each([
    ['My card was stolen!', 'urgent', ['was stolen']],
    ['Please help ASAP', 'urgent', ['asap']],
    ["I can't access my account", 'high', ["can't access"]],
    ['I cannot access it, the deadline is today', 'urgent', ['cannot access', 'deadline', 'today']],
    ['Today, today, today', 'high', ['today', 'today', 'today']],
    ['This is not urgent, whenever you can', 'low', ['not urgent', 'whenever you can']],
    ['It is not really critical', 'normal', ['not critical']],
    ['Just wondering, but my account was hacked', 'urgent', ['just wondering', 'hacked']],
    ['How do I top up?', 'normal', []],
    ['', 'normal', []],
  ])('"%s" is %s', (text, level, cues) => {
    const found = urgencyOf(text);
    expect(found.level).toBe(level);
    expect(found.cues.map(({ cue }) => cue)).toEqual(cues);
  });
});
