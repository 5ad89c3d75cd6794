import { Names } from '@dws/application';
import { NO_STREAM, type EventStore, type SealStore } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { exportTrail } from '../../export-trail.ts';
import type { SealedTrailSources } from '../../sources.ts';
import { verifyStream } from '../../verify-trail.ts';
import { randomOf } from './random.ts';
import { KEY_ID, PUBLIC_KEY, SEAL_EVERY, sealedTrail } from './sealed-trail.ts';
import { STORED_WAYS, type StoredAlteration } from './stored-alterations.ts';
import { PYTHON_IS_THERE, verifyInPython } from './verify-in-python.ts';

const TRAIL = sealedTrail('worker-a', 14);
const PYTHON_SEEDS_OF_EACH = 4;
const WITHIN = 240_000;

/** A store that holds what somebody made of the trail, and the seals kept outside it. */
async function storeWith({
  events,
  seals,
}: Pick<StoredAlteration, 'events' | 'seals'>): Promise<SealedTrailSources> {
  const store: EventStore = createMemoryEventStore({ clock: { now: () => 0 } });
  const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const written = events.map(({ type, data, metadata }, index) => ({ id: id(index), type, data, metadata }));
  if (written.length > 0)
    await store.append([{ stream: TRAIL.stream, expectedRevision: NO_STREAM, events: written }]);
  const kept: SealStore = {
    append: () => Promise.resolve(),
    read: (stream) => Promise.resolve(stream === TRAIL.stream ? seals : []),
    last: (stream) => Promise.resolve(stream === TRAIL.stream ? (seals.at(-1) ?? null) : null),
    streams: () => Promise.resolve([TRAIL.stream]),
  };
  return { store, seals: kept, names: new Names(''), keys: new Map([[KEY_ID, PUBLIC_KEY]]) };
}

it('a stored trail that nobody touched is sound', async () => {
  const sources = await storeWith(TRAIL);
  expect(await verifyStream(sources, TRAIL.stream, { sealEvery: SEAL_EVERY })).toMatchObject({ ok: true });
});

describe('what was done to a stored trail is found through the store, at its first place', () => {
  it.each(STORED_WAYS)(
    '%s',
    async (way, alter, count) => {
      const missed: string[] = [];
      for (let seed = 1; seed <= count; seed += 1) {
        const altered = alter(TRAIL, randomOf(seed));
        const { ok, findings } = await verifyStream(await storeWith(altered), TRAIL.stream, {
          sealEvery: SEAL_EVERY,
        });
        const first = findings.map(({ at }) => at);
        if (!ok && first.includes(altered.at)) continue;
        missed.push(`${way}, seed ${seed}: expected ${altered.at}, found ${JSON.stringify(findings)}`);
      }
      expect(missed).toEqual([]);
    },
    WITHIN,
  );
});

if (PYTHON_IS_THERE) {
  it(
    'and by the second verifier in what is exported of it',
    async () => {
      const altered = STORED_WAYS.flatMap(([way, alter]) =>
        Array.from({ length: PYTHON_SEEDS_OF_EACH }, (_, seed) => ({
          way,
          seed,
          ...alter(TRAIL, randomOf(seed + 1)),
        })),
      );
      const files = await Promise.all(altered.map(async (each) => exported(await storeWith(each))));
      const verdicts = await verifyInPython(files);
      const places = verdicts.map(({ ok, trails }) => ({
        ok,
        at: trails?.flatMap(({ findings }) => findings.map(({ at }) => at)),
      }));
      for (const [index, { way, seed, at }] of altered.entries()) {
        const about = `${way}, seed ${seed}`;
        expect({ about, ...places[index] }).toEqual({
          about,
          ok: false,
          at: expect.arrayContaining([at]) as number[],
        });
      }
    },
    WITHIN,
  );
} else {
  it('not run: python3 is not on this machine', () => {
    expect(process.env['CI'], 'python3 on the build machine').not.toBe('true');
  });
}

async function exported(sources: SealedTrailSources): Promise<Uint8Array> {
  let text = '';
  for await (const piece of exportTrail(sources, { worker: 'a' }, 'bundle')) text += piece;
  return Buffer.from(text);
}
