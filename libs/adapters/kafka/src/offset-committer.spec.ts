import { describe, expect, it, vi } from 'vitest';
import { Backoff } from './backoff.ts';
import { OffsetCommitter, type CommittableOffset, type HandledUpTo } from './offset-committer.ts';

const handled = (partition: number, offset: string, generation = 1): HandledUpTo => ({
  topic: 't',
  partition,
  offset,
  generation,
});

/** A committer whose broker answers as told, one answer a request; then always well. */
function committing(answers: readonly (Error | null)[] = [], generation = 1) {
  const requests: string[][] = [];
  const errors: unknown[] = [];
  const commit = async (offsets: readonly CommittableOffset[]): Promise<void> => {
    requests.push(offsets.map(({ partition, offset }) => `${partition}@${offset}`));
    const answer = answers[requests.length - 1];
    if (answer) throw answer;
  };
  const committer = new OffsetCommitter({
    commit,
    isCurrent: (one) => one.generation === generation,
    onError: (error) => errors.push(error),
    backoff: new Backoff(1, 2),
  });
  return { committer, requests, errors };
}

describe('offsets that were handled', () => {
  it('of one turn go in one request, the latest of each partition', async () => {
    const { committer, requests } = committing();
    committer.add(handled(0, '5'));
    committer.add(handled(1, '7'));
    committer.add(handled(0, '9'));
    await committer.close();
    expect(requests).toEqual([['0@9', '1@7']]);
  });

  it('of an earlier assignment are not committed', async () => {
    const { committer, requests } = committing([], 2);
    committer.add(handled(0, '5', 1));
    committer.add(handled(1, '7', 2));
    await committer.close();
    expect(requests).toEqual([['1@7']]);
  });

  it('are committed again after an error, which is told', async () => {
    const broken = new Error('the coordinator is not there');
    const { committer, requests, errors } = committing([broken]);
    committer.add(handled(0, '5'));
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    await committer.close();
    expect(requests).toEqual([['0@5'], ['0@5']]);
    expect(errors).toEqual([broken]);
  });

  it('are given up when the consumer closes and they fail once more', async () => {
    const broken = new Error('the coordinator is not there');
    const { committer, requests } = committing([broken, broken, broken, broken]);
    committer.add(handled(0, '5'));
    await committer.close();
    expect(requests.length).toBeLessThanOrEqual(2);
  });

  it('are dropped without a word when the membership is gone', async () => {
    const fenced = Object.assign(new Error('fenced'), { type: 'ILLEGAL_GENERATION' });
    const { committer, requests, errors } = committing([fenced]);
    committer.add(handled(0, '5'));
    await committer.close();
    expect(requests).toEqual([['0@5']]);
    expect(errors).toEqual([]);
  });
});
