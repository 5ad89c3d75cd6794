import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractOf } from '@dws/contracts';
import { createAvroCodec, frame } from '@dws/contracts/avro';
import type { JsonObject } from '@dws/kernel';
import type { SchemaCodec } from '@dws/ports';
import { eventually, schemaCodecContract } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryBounds } from './bounds.ts';
import { fileNumberStore } from './number-store.ts';
import { pushSchemas } from './push-schemas.ts';
import { RegistryClient } from './registry-client.ts';
import { createRegistrySchemaCodec, type RegistrySchemaCodecOptions } from './registry-schema-codec.ts';
import { FakeRegistry } from './testing/fake-registry.ts';

const QUICK: Partial<RegistryBounds> = {
  requestMs: 1_000,
  attempts: 3,
  backoffMs: 5,
  prepareMs: 5_000,
  confirmMs: 20,
};
const STALLED = 'opportunity.stalled';
const stalled: JsonObject = {
  opportunityId: 'O1',
  accountId: 'A1',
  stage: 'won',
  daysInactive: 3,
  lastActivityAt: '2026-03-01T09:30:00.000Z',
};

let registry: FakeRegistry;
let folder: string;
let now: number;
let notices: string[];
beforeEach(async () => {
  registry = new FakeRegistry();
  await registry.start();
  await pushSchemas(clientOf(registry));
  folder = mkdtempSync(join(tmpdir(), 'dws-registry-'));
  now = 1_000_000;
  notices = [];
});
afterEach(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true });
});

function clientOf({ url }: { url: string }): RegistryClient {
  return new RegistryClient({ url, bounds: QUICK });
}

function codecOf(options: Partial<RegistrySchemaCodecOptions> = {}): SchemaCodec {
  return createRegistrySchemaCodec({
    client: clientOf(registry),
    clock: { now: () => now },
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
}

async function readyCodec(options: Partial<RegistrySchemaCodecOptions> = {}): Promise<SchemaCodec> {
  const codec = codecOf(options);
  await codec.ready();
  return codec;
}

const idOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32BE(1);
const numbered = (bytes: Uint8Array, id: number): Uint8Array => frame(id, Buffer.from(bytes));
/** Avro's null for one optional member more is one byte 0 behind the rest. */
const withNull = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, Buffer.from([0])]);
const store = () => fileNumberStore(join(folder, 'numbers.json'));

/** A version of the stalled opportunity that another process has registered since: one optional member more. */
function withNote(): JsonObject {
  const { schema } = contractOf(STALLED);
  const note = { name: 'note', type: ['null', 'string'], default: null };
  return { ...schema, fields: [...(schema['fields'] as JsonObject[]), note] };
}

/** Registers it and gives a message in it. */
function foreignMessage(codec: SchemaCodec): { id: number; bytes: Uint8Array } {
  const id = registry.put('dws.signals.revenue.v1.OpportunityStalled', withNote());
  return { id, bytes: numbered(withNull(codec.encode(STALLED, stalled)), id) };
}

schemaCodecContract('a registry', () => readyCodec());

describe('numbers', () => {
  it('are the registry’s, not the repository’s', async () => {
    const other = new FakeRegistry(500);
    await other.start();
    await pushSchemas(clientOf(other));
    const ours = await readyCodec();
    const theirs = await readyCodec({ client: clientOf(other) });
    expect(idOf(ours.encode(STALLED, stalled))).toBeLessThan(100);
    expect(idOf(theirs.encode(STALLED, stalled))).toBeGreaterThanOrEqual(500);
    await other.stop();
  });

  it('of the repository stay readable beside them', async () => {
    const FIRST = 2_000_000_001;
    const { schema } = contractOf(STALLED);
    const local = {
      idOf: () => FIRST,
      schemaOf: (id: number) => (id === FIRST ? schema : undefined),
    };
    const bytes = createAvroCodec(local).encode(STALLED, stalled);
    const codec = await readyCodec({ local });
    const asked = registry.asked.length;
    await codec.prepare([bytes]);
    expect(codec.decode(bytes)).toEqual({ type: STALLED, value: stalled });
    expect(registry.asked).toHaveLength(asked);
  });

  it('are asked for once, and again by nobody', async () => {
    const codec = await readyCodec();
    const { id, bytes } = foreignMessage(codec);
    await codec.prepare([bytes, bytes]);
    await codec.prepare([bytes]);
    expect(codec.decode(bytes)).toEqual({ type: STALLED, value: stalled });
    expect(registry.asked.filter((line) => line === `GET /schemas/ids/${id}`)).toHaveLength(1);
  });

  it('are found when a later version is the newest, and when only the wording differs', async () => {
    const before = idOf((await readyCodec()).encode(STALLED, stalled));
    registry.put('dws.signals.revenue.v1.OpportunityStalled', withNote());
    expect(idOf((await readyCodec()).encode(STALLED, stalled))).toBe(before);
    const { schema } = contractOf('opportunity.stage-changed');
    const reworded = { ...schema, doc: 'Said better.' };
    registry.subjects.delete('dws.signals.revenue.v1.OpportunityStageChanged');
    registry.put('dws.signals.revenue.v1.OpportunityStageChanged', reworded);
    await expect(readyCodec()).resolves.toBeDefined();
  });

  it('are known by the record’s name where another tool dropped our marks', async () => {
    const codec = await readyCodec();
    const { dws: _mark, ...unmarked } = withNote();
    const id = registry.put('dws.signals.revenue.v1.OpportunityStalled', unmarked);
    const bytes = numbered(withNull(codec.encode(STALLED, stalled)), id);
    await codec.prepare([bytes]);
    expect(codec.decode(bytes).type).toBe(STALLED);
  });
});

describe('a registry that lacks a schema', () => {
  it('keeps a process from starting, with what to do', async () => {
    registry.subjects.delete('dws.signals.revenue.v1.OpportunityStalled');
    await expect(readyCodec()).rejects.toMatchObject({
      code: 'schema-unregistered',
      retriable: true,
      details: { missing: 1, type: STALLED },
    });
  });

  it('is asked a few times for a number, then left alone for a while', async () => {
    const codec = await readyCodec();
    const bytes = numbered(codec.encode(STALLED, stalled), 4_711);
    const asked = () => registry.asked.filter((line) => line === 'GET /schemas/ids/4711').length;
    await codec.prepare([bytes]);
    expect(() => codec.decode(bytes)).toThrow(expect.objectContaining({ code: 'schema-unknown' }));
    expect(asked()).toBe(3);
    await codec.prepare([bytes]);
    expect(asked()).toBe(3);
    now += 60_001;
    await codec.prepare([bytes]);
    expect(asked()).toBe(6);
  });

  it('is not asked for what is no type of ours more than once in a while', async () => {
    const codec = await readyCodec();
    const id = registry.put('shop.Order', { type: 'record', name: 'Order', namespace: 'shop', fields: [] });
    const bytes = numbered(codec.encode(STALLED, stalled), id);
    await codec.prepare([bytes]);
    await codec.prepare([bytes]);
    expect(() => codec.decode(bytes)).toThrow(expect.objectContaining({ code: 'schema-unknown' }));
    expect(registry.asked.filter((line) => line === `GET /schemas/ids/${id}`)).toHaveLength(1);
  });
});

describe.each(['down', 'failing', 'silent'] as const)('a registry that is %s', (fault) => {
  const fail = async (): Promise<void> => {
    if (fault === 'down') await registry.stop();
    else registry.mood = fault;
  };
  const mend = async (): Promise<void> => {
    if (fault === 'down') await registry.start();
    registry.mood = 'up';
  };
  it('keeps a process that knows no number from starting, for now', async () => {
    const codec = codecOf({ store: store() });
    await fail();
    await expect(codec.ready()).rejects.toMatchObject({ code: 'registry-unavailable', retriable: true });
    await mend();
    await codec.ready();
    expect(codec.decode(codec.encode(STALLED, stalled)).value).toEqual(stalled);
  });

  it('does not keep a process from starting that was told before, and is asked until it confirms', async () => {
    const first = await readyCodec({ store: store() });
    const { bytes } = foreignMessage(first);
    await first.prepare([bytes]);
    await fail();
    const second = await readyCodec({ store: store() });
    expect(second.encode(STALLED, stalled)).toEqual(first.encode(STALLED, stalled));
    // Also what the first one had learned from messages.
    expect(second.decode(bytes).value).toEqual(stalled);
    expect(notices.at(-1)).toContain('going on with the numbers it gave before');
    await mend();
    await eventually('confirmed', 20_000, async () => notices.some((notice) => notice.includes('confirmed')));
  });

  it('leaves known numbers alone, and sends unknown ones to the dead letters in time', async () => {
    const codec = await readyCodec();
    const { bytes } = foreignMessage(codec);
    const known = codec.encode(STALLED, stalled);
    await fail();
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 5);
    await codec.prepare([known, bytes]);
    clearInterval(turning);
    expect(codec.decode(known).value).toEqual(stalled);
    expect(() => codec.decode(bytes)).toThrow(
      expect.objectContaining({ code: 'schema-unavailable', retriable: false }),
    );
    // While it waited, other work had its turn.
    expect(turns).toBeGreaterThan(0);
    const asked = registry.asked.length;
    await codec.prepare([bytes]);
    expect(registry.asked).toHaveLength(asked);
    await mend();
    now += 5_001;
    await codec.prepare([bytes]);
    expect(codec.decode(bytes).value).toEqual(stalled);
  });
});

describe('a registry that answers slower than a batch may wait', () => {
  it('is not waited for longer, and its answer serves the next batch', async () => {
    const codec = await readyCodec({
      client: new RegistryClient({
        url: registry.url,
        bounds: { ...QUICK, requestMs: 10_000, prepareMs: 200, unreachableForMs: 0 },
      }),
    });
    const { bytes } = foreignMessage(codec);
    registry.delayMs = 600;
    await codec.prepare([bytes]);
    expect(() => codec.decode(bytes)).toThrow(expect.objectContaining({ code: 'schema-unavailable' }));
    await eventually('learned late', 20_000, async () => {
      try {
        return codec.decode(bytes).type === STALLED;
      } catch {
        return false;
      }
    });
  });
});

describe('kept numbers', () => {
  it('of another registry are not used', async () => {
    await readyCodec({ store: store() });
    const other = new FakeRegistry(500);
    await other.start();
    const client = clientOf(other);
    await other.stop();
    await expect(readyCodec({ client, store: store() })).rejects.toMatchObject({
      code: 'registry-unavailable',
    });
  });

  it('that this code no longer writes are not used', async () => {
    await readyCodec({ store: store() });
    const path = join(folder, 'numbers.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"fingerprint":"./, '"fingerprint":"x'));
    await registry.stop();
    await expect(readyCodec({ store: store() })).rejects.toMatchObject({ code: 'registry-unavailable' });
    await registry.start();
  });

  it('give way when the registry was made anew meanwhile', async () => {
    await readyCodec({ store: store() });
    await registry.stop();
    const codec = await readyCodec({ store: store() });
    const before = idOf(codec.encode(STALLED, stalled));
    registry.subjects.clear();
    registry.put('shop.Order', { type: 'record', name: 'Order', namespace: 'shop', fields: [] });
    await registry.start();
    await pushSchemas(clientOf(registry));
    await eventually('confirmed', 20_000, async () => notices.some((notice) => notice.includes('confirmed')));
    expect(idOf(codec.encode(STALLED, stalled))).not.toBe(before);
    expect(codec.decode(codec.encode(STALLED, stalled)).value).toEqual(stalled);
  });

  it('are a convenience: a folder that cannot be written stops nothing', async () => {
    writeFileSync(join(folder, 'file'), '');
    const codec = await readyCodec({ store: fileNumberStore(join(folder, 'file', 'numbers.json')) });
    expect(codec.decode(codec.encode(STALLED, stalled)).type).toBe(STALLED);
    expect(notices).toEqual([expect.stringContaining('could not be kept')]);
  });
});

it('needs ready before the first message', async () => {
  const codec = codecOf();
  expect(() => codec.encode(STALLED, stalled)).toThrow('expected ready()');
  await expect(codec.prepare([])).rejects.toThrow('expected ready()');
});
