import { Names } from '@dws/application';
import { verifyTrail } from '@dws/audit-trail';
import { createEventStoreDb } from '@dws/eventstoredb';
import { isDwsError } from '@dws/kernel';
import { NO_STREAM, type EventStore, type SealStore } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let adapter: EventStore;

beforeAll(async () => {
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }));
  adapter = createEventStoreDb({ connectionString: fixture.server.connectionString, clock: SYSTEM_CLOCK });
});
afterAll(async () => {
  await adapter.close();
  await fixture.stop();
});

const NO_SEALS: SealStore = {
  append: () => Promise.resolve(),
  read: () => Promise.resolve([]),
  last: () => Promise.resolve(null),
  streams: () => Promise.resolve([]),
};

/** What verifying finds besides the chain, through the server and on the file itself. */
async function tampering(worker: string): Promise<readonly string[][]> {
  const found = [adapter, fixture.store].map(async (store) => {
    const sources = { store, names: new Names(''), seals: NO_SEALS, keys: new Map<string, string>() };
    const { ok, findings } = await verifyTrail(sources, worker);
    expect(ok).toBe(findings.length === 0);
    return findings
      .filter(({ problem }) => problem === 'hidden' || problem === 'deleted')
      .map(({ problem, detail }) => `${problem}: ${detail}`);
  });
  return Promise.all(found);
}

const record = (worker: string) =>
  fixture.client.appendToStream(`worker-${worker}`, [jsonEvent({ type: 'planned', data: {} })]);

describe('an audit trail whose store was told to show less of it', () => {
  it.each([
    ['maxCount', { maxCount: 1 }, '$maxCount 1'],
    ['maxAge', { maxAge: 60, cacheControl: 5 }, '$maxAge 60'],
    ['truncateBefore', { truncateBefore: 0 }, '$tb 0'],
    ['both', { maxCount: 2, truncateBefore: 1 }, '$maxCount 2, $tb 1'],
  ])(
    'by %s is broken, and the setting is named, also where it hides nothing yet',
    async (name, metadata, said) => {
      await record(name);
      await fixture.client.setStreamMetadata(`worker-${name}`, metadata);
      const place = `revision 0 of $$worker-${name}`;
      const finding = `hidden: settings (${place}) hide events: ${said}`;
      expect(await tampering(name)).toEqual([[finding], [finding]]);
    },
  );

  it('by a deletion is broken, and so is one that came back after it', async () => {
    await record('deleted');
    await fixture.client.deleteStream('worker-deleted');
    const [through] = await tampering('deleted');
    expect(through?.[0]).toContain('$tb 9223372036854775807');
    await record('deleted');
    expect((await tampering('deleted'))[0]?.[0]).toContain('$tb 1');
  });

  it('by a tombstone is broken, not unavailable', async () => {
    await record('buried');
    await fixture.client.tombstoneStream('worker-buried');
    const [through, onFile] = await tampering('buried');
    expect(through?.[0]).toMatch(/^deleted: a tombstone was set/);
    expect(onFile?.[0]).toMatch(/^deleted: a tombstone was set/);
  });

  it('by roles alone shows everything it has', async () => {
    await record('guarded');
    await fixture.client.setStreamMetadata('worker-guarded', { acl: { deleteRoles: ['$admins'] } });
    expect(await tampering('guarded')).toEqual([[], []]);
  });
});

describe('the platform’s adapter', () => {
  it('says of a stream with a tombstone that it was deleted, whatever is wanted of it', async () => {
    await fixture.client.tombstoneStream('case-gone');
    const id = '00000000-0000-4000-8000-000000000001';
    const event = { id, type: 'planned', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    const append = { stream: 'case-gone', expectedRevision: NO_STREAM, events: [event] };
    for (const call of [adapter.read('case-gone'), adapter.append([append])]) {
      await expect(call).rejects.toSatisfy((error) => isDwsError(error, 'stream-deleted'));
    }
  });
});
