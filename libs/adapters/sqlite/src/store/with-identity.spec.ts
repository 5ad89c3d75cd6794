import { describe, expect, it } from 'vitest';
import { eventIdOf } from '@dws/kernel';
import { NO_STREAM, type Append } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { withIdentity } from './with-identity.ts';

const OWNED = { governor: ['gate-decided'], executor: ['claimed', 'action-executed'] };

function append(stream: string, ...types: string[]): Append {
  const events = types.map((type, revision) => ({
    id: eventIdOf(stream, revision, type),
    type,
    data: new Uint8Array(),
    metadata: new Uint8Array(),
  }));
  return { stream, expectedRevision: NO_STREAM, events };
}

describe('a store with an identity', () => {
  const store = createMemoryEventStore({ clock: { now: () => 0 } });
  const executor = withIdentity(store, 'executor', OWNED);

  it('appends what the identity owns', async () => {
    const [result] = await executor.append([append('case-1', 'claimed', 'action-executed')]);
    expect(result?.outcome).toBe('appended');
  });

  it('refuses the whole call where one event belongs to another', async () => {
    const call = executor.append([append('case-2', 'claimed'), append('case-3', 'claimed', 'gate-decided')]);
    await expect(call).rejects.toMatchObject({
      code: 'store-access-denied',
      details: { identity: 'executor', type: 'gate-decided', stream: 'case-3' },
    });
    expect(await store.read('case-2')).toEqual([]);
  });

  it('lets an unknown identity append nothing, and read', async () => {
    const stranger = withIdentity(store, 'stranger', OWNED);
    await expect(stranger.append([append('case-4', 'claimed')])).rejects.toMatchObject({
      code: 'store-access-denied',
    });
    expect(await stranger.read('case-1')).toHaveLength(2);
  });
});
