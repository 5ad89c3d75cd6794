import { describe, expect, it } from 'vitest';
import { Holdings } from './holdings.ts';

const dealt = (...partitions: number[]) => [{ topic: 't', partitions }];
const partitionsOf = (held: readonly { readonly partition: number }[]): number[] =>
  held.map(({ partition }) => partition);

describe('what a member holds', () => {
  it('stays its own when the next generation deals it again', () => {
    const holdings = new Holdings();
    const [kept] = holdings.deal('m', 1, dealt(0, 1));
    expect(partitionsOf(holdings.deal('m', 2, dealt(0, 2)))).toEqual([2]);
    expect(kept?.lostIn).toBeNull();
    expect(holdings.mayCommit({ topic: 't', partition: 0, generation: kept?.holding ?? 0 })).toBe(true);
  });

  it('may be committed in the generation that took it away, and in no later one', () => {
    const holdings = new Holdings();
    const lost = holdings.deal('m', 1, dealt(0, 1)).find(({ partition }) => partition === 1);
    const handled = { topic: 't', partition: 1, generation: lost?.holding ?? 0 };
    holdings.deal('m', 2, dealt(0));
    expect([lost?.lostIn, holdings.mayCommit(handled)]).toEqual([2, true]);
    holdings.deal('m', 3, dealt(0));
    expect(holdings.mayCommit(handled)).toBe(false);
  });

  it('is a new holding when it comes back, whose commits are not those of the first', () => {
    const holdings = new Holdings();
    const [first] = holdings.deal('m', 1, dealt(0));
    holdings.deal('m', 2, []);
    const [second] = holdings.deal('m', 3, dealt(0));
    const commits = [first, second].map((held) =>
      holdings.mayCommit({ topic: 't', partition: 0, generation: held?.holding ?? 0 }),
    );
    expect(commits).toEqual([false, true]);
  });

  it.each([
    ['a generation was missed', 'm', 3],
    ['it is known by another name', 'n', 2],
  ])('is all dealt anew when %s', (_, memberId, generation) => {
    const holdings = new Holdings();
    const [before] = holdings.deal('m', 1, dealt(0));
    expect(partitionsOf(holdings.deal(memberId, generation, dealt(0)))).toEqual([0]);
    expect(before?.lostIn).not.toBeNull();
    expect(holdings.mayCommit({ topic: 't', partition: 0, generation: before?.holding ?? 0 })).toBe(false);
  });
});
