import { DwsError, isDwsError } from '@dws/kernel';
import { expect, it } from 'vitest';
import { Durability } from './durability.ts';

const refused = { code: 'store-unavailable', message: 'EIO', details: {} } as const;
const settled = async (promise: Promise<void>): Promise<string> =>
  Promise.race([
    promise.then(
      () => 'on the disk',
      (error: unknown) => (isDwsError(error) ? error.code : String(error)),
    ),
    new Promise<string>((resolve) => setImmediate(() => resolve('waiting'))),
  ]);

it('tells of a commit once it, or a later one, is on the disk', async () => {
  const durable = new Durability();
  const [first, second, third] = [1, 2, 3].map((commit) => durable.reached(commit));
  expect(await settled(first!)).toBe('waiting');
  durable.synced({ upTo: 2, error: null });
  expect(await Promise.all([first, second, third].map((one) => settled(one!)))).toEqual([
    'on the disk',
    'on the disk',
    'waiting',
  ]);
  expect(await settled(durable.reached(1))).toBe('on the disk');
});

it('fails for good when the disk refuses: a later sync proves nothing about what was dropped', async () => {
  const durable = new Durability();
  const [first, second] = [durable.reached(1), durable.reached(2)];
  durable.synced({ upTo: 1, error: refused });
  durable.synced({ upTo: 2, error: null });
  expect(await Promise.all([first, second, durable.reached(3)].map(settled))).toEqual([
    'log-unavailable',
    'log-unavailable',
    'log-unavailable',
  ]);
});

it('tells whoever waits when the thread ends, then and later', async () => {
  const durable = new Durability();
  const waiting = durable.reached(1);
  durable.lost(new DwsError('store-unavailable', 'the storage thread has ended'));
  expect(await settled(waiting)).toBe('store-unavailable');
  expect(await settled(durable.reached(1))).toBe('store-unavailable');
});
