import { describe, expect, it } from 'vitest';
import { eventIdOf } from '@dws/kernel';
import { NO_STREAM, type Append } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { withIdentity } from './with-identity.ts';

const EXECUTOR = { types: ['claimed', 'action-executed'], streams: ['case-', 'control'] };

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
  const executor = withIdentity(store, 'executor', EXECUTOR);

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

  it('refuses its own types in streams that are not its own', async () => {
    await expect(executor.append([append('worker-1', 'claimed')])).rejects.toMatchObject({
      code: 'store-access-denied',
      details: { identity: 'executor', stream: 'worker-1' },
    });
  });

  it('lets one that owns every type append them to its streams alone', async () => {
    const recorder = withIdentity(store, 'audit-recorder', { types: ['*'], streams: ['worker-'] });
    const [result] = await recorder.append([append('worker-1', 'claimed', 'gate-decided')]);
    expect(result?.outcome).toBe('appended');
    await expect(recorder.append([append('case-9', 'claimed')])).rejects.toMatchObject({
      code: 'store-access-denied',
    });
  });

  it('lets an unknown identity append nothing, and read', async () => {
    const stranger = withIdentity(store, 'stranger', { types: [], streams: [] });
    await expect(stranger.append([append('case-4', 'claimed')])).rejects.toMatchObject({
      code: 'store-access-denied',
    });
    expect(await stranger.read('case-1')).toHaveLength(2);
  });
});
