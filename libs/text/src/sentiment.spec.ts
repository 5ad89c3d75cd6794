import { describe, expect, it } from 'vitest';
import { sentimentOf } from './sentiment.ts';

describe('the mood of a message', () => {
  it.each([
    ['Thank you, that was excellent!', 'positive'],
    ['This is terrible, I am furious.', 'negative'],
    ['How do I change my address?', 'neutral'],
    ['I am not happy with this', 'negative'],
    ['No problem at all, works fine now', 'positive'],
    ['Nice app but the support is really bad', 'negative'],
    ["The app crashed again and I'm frustrated", 'negative'],
    ['Where is my card', 'neutral'],
    ['', 'neutral'],
  ])('"%s" is %s', (text, label) => {
    expect(sentimentOf(text).label).toBe(label);
  });

  it.each([
    // weight of "bad" -2; score = sum / √(sum² + 16)
    ['bad', -2, -0.45],
    ['very bad', -3, -0.6],
    ['slightly bad', -1.2, -0.29],
    ['not bad', 1.4, 0.33],
    ['bad but solved', [-1, 1], 0],
  ])('"%s" weighs %s and scores %s', (text, weights, score) => {
    const found = sentimentOf(text);
    expect(found.cues.map(({ weight }) => weight)).toEqual([weights].flat());
    expect(found.score).toBe(score);
  });

  it('names the words it rests on', () => {
    expect(sentimentOf('I am not very happy').cues).toEqual([{ cue: 'not very happy', weight: -2.1 }]);
  });
});
