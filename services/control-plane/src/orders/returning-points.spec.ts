import { EnforcementPoint, silentLog } from '@dws/application';
import type { EventStore } from '@dws/ports';
import { eventually, staysTrue } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlane } from '../app.ts';
import { as, World } from '../testing/world.ts';

interface Answer {
  readonly acknowledged: readonly { readonly point: string; readonly inFlight: readonly string[] }[];
  readonly fenced: readonly string[];
  readonly frozen: number;
}

const POINT = 'executor/slow';
const KILL = { kind: 'kill', grain: 'customer', target: 'acc-1', reason: 'wrong tone' };
const OTHER = { ...KILL, target: 'acc-2' };

let world: World;
let plane: ControlPlane;
let point: EnforcementPoint;
let hearing: PromiseWithResolvers<undefined>;

beforeEach(async () => {
  world = await World.create();
  plane = await world.plane();
  hearing = Promise.withResolvers();
  point = new EnforcementPoint({
    store: hearsNothingUntil(world.store, hearing.promise),
    names: world.names,
    clock: world.time,
    log: silentLog,
    service: 'executor',
    instance: 'slow',
  });
  await point.start();
});
afterEach(async () => {
  hearing.resolve(undefined);
  await point.stop();
  await world.close();
});

/** The store of a process that stands still as far as its subscriptions go. */
function hearsNothingUntil(store: EventStore, heard: Promise<undefined>): EventStore {
  return {
    ...store,
    subscribe: async function* (options) {
      for await (const batch of store.subscribe(options)) {
        await heard;
        yield batch;
      }
    },
  };
}

const order = async (payload: object): Promise<Answer> =>
  (await plane.server.inject({ method: 'POST', url: '/api/v1/orders', headers: as('olga'), payload })).json();

const controlEvents = async (): Promise<readonly string[]> =>
  (await world.store.read(world.names.stream('control'))).map(({ type }) => type);

/** Gives an order that the point does not answer, and lets time pass until it is no longer waited for. */
async function givenUp(): Promise<Answer> {
  const pending = order(KILL);
  await eventually('the point is given up', 5_000, async () => {
    world.time.advance(5_000);
    return (await controlEvents()).includes('enforcement-point-left');
  });
  return pending;
}

async function backAgain(): Promise<void> {
  hearing.resolve(undefined);
  await eventually('it joins again', 5_000, async () => {
    return (await controlEvents()).at(-1) === 'enforcement-point-joined';
  });
}

describe('a point that was given up and hears again', () => {
  it('joins by itself, is not given up for the same order again, and answers the next one', async () => {
    expect(await givenUp()).toMatchObject({ fenced: [POINT] });
    await backAgain();
    await staysTrue('it is not given up again', 100, async () => {
      world.time.advance(60_000);
      return (await controlEvents()).at(-1) === 'enforcement-point-joined';
    });
    await world.plannedCase({ gate: 'allow', subject: 'acc-2' });
    // No time passes here: the point itself answers, and nothing has to be frozen.
    expect(await order(OTHER)).toMatchObject({ acknowledged: [{ point: POINT }], fenced: [], frozen: 0 });
  });

  it('answers only when what it has had under way since before its silence has ended', async () => {
    const claim = Promise.withResolvers<undefined>();
    const target = { worker: 'w', domain: 'd', actionKind: 'k', customer: 'acc-2' };
    const passing = point.pass([{ caseId: 'old-claim', target }], () => claim.promise);
    await givenUp();
    await backAgain();
    let answer: Answer | null = null;
    const pending = order(OTHER).then((given) => (answer = given));
    await eventually('the order stands', 5_000, async () => {
      return (await controlEvents()).filter((type) => type === 'control-ordered').length === 2;
    });
    await staysTrue('it is not answered', 100, () => answer === null);
    claim.resolve(undefined);
    await passing;
    expect((await pending).acknowledged).toMatchObject([{ point: POINT, inFlight: ['old-claim'] }]);
  });
});
