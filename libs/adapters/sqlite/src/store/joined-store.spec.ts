import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventIdOf, sha256, START } from '@dws/kernel';
import type { Append, EventStore, RecordedEvent } from '@dws/ports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteEventStore } from './sqlite-event-store.ts';

const clock = { now: () => 1_772_357_400_000 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function append(stream: string, after: number, ...types: readonly string[]): Append {
  const events = types.map((type, index) => {
    const data = bytes(`{"n":${after + 1 + index}}`);
    return { id: eventIdOf(stream, after + 1 + index, sha256(data)), type, data, metadata: bytes('{}') };
  });
  return { stream, expectedRevision: after, events };
}

let folder: string;
let owner: SqliteEventStore;
let other: SqliteEventStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dws-joined-'));
  const options = { path: join(folder, 'events.db'), clock };
  owner = await SqliteEventStore.open(options);
  await owner.append([append('case-before', -1, 'opened')]);
  other = await SqliteEventStore.join(owner.introduce(), options);
});

afterEach(async () => {
  await other.close();
  await owner.close();
  await rm(folder, { recursive: true });
});

const told = (events: readonly RecordedEvent[]): string[] =>
  events.map(({ stream, revision, type }) => `${stream}/${revision} ${type}`);

async function followed(store: EventStore, count: number, streamPrefixes?: string[]): Promise<string[]> {
  const seen: RecordedEvent[] = [];
  const filter = streamPrefixes ? { streamPrefixes } : {};
  for await (const batch of store.subscribe({ after: START, filter })) {
    seen.push(...batch.events);
    if (seen.length >= count) break;
  }
  return told(seen);
}

describe('a store that another thread joined', () => {
  it('shows what stood before, and follows what the owner appends, new event types too', async () => {
    const following = followed(other, 4);
    await owner.append([append('case-a', -1, 'planned', 'closed')]);
    await owner.append([append('case-b', -1, 'planned')]);
    expect(await following).toEqual([
      'case-before/0 opened',
      'case-a/0 planned',
      'case-a/1 closed',
      'case-b/0 planned',
    ]);
    expect(told(await other.read('case-a'))).toEqual(['case-a/0 planned', 'case-a/1 closed']);
  });

  it('shows the owner what it copied itself, by stream, by the whole log and to subscriptions', async () => {
    const [whole, trail] = [followed(owner, 4), followed(owner, 2, ['worker-'])];
    await owner.append([append('case-a', -1, 'planned')]);
    await followed(other, 2);
    await other.append([append('worker-w', -1, 'opened', 'planned')]);
    expect(told(await owner.read('worker-w'))).toEqual(['worker-w/0 opened', 'worker-w/1 planned']);
    expect((await owner.readMany(['worker-w', 'case-a'])).map(told)).toEqual([
      ['worker-w/0 opened', 'worker-w/1 planned'],
      ['case-a/0 planned'],
    ]);
    expect(await trail).toEqual(['worker-w/0 opened', 'worker-w/1 planned']);
    expect(await whole).toEqual([
      'case-before/0 opened',
      'case-a/0 planned',
      'worker-w/0 opened',
      'worker-w/1 planned',
    ]);
  });

  it('meets the owner at a revision: one of both wins', async () => {
    const [first] = await other.append([append('case-before', 0, 'opened')]);
    const [second] = await owner.append([append('case-before', 0, 'opened', 'opened')]);
    expect(first).toMatchObject({ outcome: 'appended', revision: 1 });
    expect(second).toMatchObject({ outcome: 'conflict', actualRevision: 1 });
  });

  it('is told of all in one order, whoever appended, also side by side', async () => {
    const writes: Promise<unknown>[] = [];
    for (let index = 0; index < 200; index += 1) {
      writes.push(owner.append([append(`case-${index}`, -1, 'opened')]));
      writes.push(other.append([append(`worker-${index}`, -1, 'opened')]));
      if (index % 10 === 0) await writes.at(-1);
    }
    await Promise.all(writes);
    const [byOwner, byOther] = await Promise.all([followed(owner, 401), followed(other, 401)]);
    expect(byOwner).toEqual(byOther);
    expect(new Set(byOwner).size).toBe(401);
    // From memory and from the file alike.
    const { events } = await owner.readAll(START, 1_000);
    expect(told(events)).toEqual(byOwner);
  });

  it('refuses an event type that nobody has written', async () => {
    await expect(other.append([append('worker-w', -1, 'unheard-of')])).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });

  it('ends with the owner, and not the owner with it', async () => {
    await other.close();
    expect(await owner.append([append('case-a', -1, 'planned')])).toMatchObject([{ outcome: 'appended' }]);
    const again = await SqliteEventStore.join(owner.introduce(), { path: join(folder, 'events.db'), clock });
    await owner.close();
    await expect(again.read('case-a')).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
