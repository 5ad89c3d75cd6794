import { caseIdOf, DwsError } from '@dws/kernel';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  caseAuthenticity,
  EnforcementPoint,
  PERFORM_BOUNDS,
  PerformEngine,
  WORKER_BOUNDS,
  WorkerRuntime,
  type CaseMessage,
  type LoadedCase,
} from '../index.ts';
import { createWorld, gateEverything, Helpdesk, Ledger, MAC, worker, type World } from '../testing/world.ts';

const CASE = caseIdOf('tester', 'urn:test', 's1');
const CRASH_POINTS = {
  afterClaim: 'executor:after-claim',
  afterEffect: 'executor:after-effect',
  afterOutcome: 'executor:after-outcome',
} as const;
const UNAVAILABLE = new DwsError('system-unavailable', 'the chat does not answer');

let world: World;
let ledger: Ledger;

beforeEach(async () => {
  world = await createWorld();
  ledger = new Ledger();
  const { options, bounds } = { options: world.ports('customer-experience-workers'), bounds: WORKER_BOUNDS };
  await new WorkerRuntime({ ...options, worker, reader: new Helpdesk(), bounds }).start();
  gateEverything(world.ports('governor'));
  await world.signal('s1', 'route me');
  await vi.waitFor(async () => expect((await types()).at(-1)).toBe('gate-decided'));
});

async function stored(): Promise<LoadedCase> {
  const [loaded] = await world.ports('reader').cases.reload([CASE]);
  if (!loaded) throw new Error('nothing was loaded');
  return loaded;
}

const types = async (): Promise<string[]> => (await stored()).events.map(({ event }) => event.type);

/** The last wait in the case: why, and how many seconds from now. */
async function lastWait(): Promise<readonly [string, number] | null> {
  const last = (await stored()).events.findLast(({ event }) => event.type === 'waiting')?.event;
  return last?.type === 'waiting'
    ? [last.data.reason, (Date.parse(last.data.dueAt) - world.now) / 1000]
    : null;
}

/** A message about the case comes to an executor process. It may die at a crash point: then this never resolves. */
async function process(diesAt: string | null = null): Promise<void> {
  const ports = world.ports('executor', (point) =>
    point === diesAt ? new Promise(() => undefined) : undefined,
  );
  const point = new EnforcementPoint({ ...ports, service: 'executor' });
  await point.start();
  const engine = new PerformEngine({
    ...ports,
    point,
    reader: new Helpdesk(),
    performer: ledger,
    policy: { hash: 'h1', refuses: () => null },
    authenticity: caseAuthenticity(MAC, new Map()),
    crashPoints: CRASH_POINTS,
    bounds: PERFORM_BOUNDS,
  });
  const message = { topic: 'case-due', partition: 0, offset: '0', headers: {} };
  await engine.handle([
    { caseId: CASE, revision: Number.MAX_SAFE_INTEGER, message } as unknown as CaseMessage,
  ]);
  await point.stop();
}

/** A process that dies at the point; resolves when it stands there. */
async function dies(at: string, sign: () => Promise<void> | void): Promise<void> {
  void process(at);
  await vi.waitFor(sign);
}

describe('a claim of class Q that was interrupted after its dispatch', () => {
  beforeEach(async () => {
    ledger.effectClass = () => 'Q';
    await dies('executor:after-effect', () => expect(ledger.rows).toHaveLength(1));
  });

  it('waits until the deadline of the claim and no longer, then is asked for', async () => {
    await process();
    expect(await lastWait()).toEqual(['dispatch', 10]);
    world.now += 10_000;
    const receipt = { recordId: 'T-1', version: '1', answer: {}, replayed: true };
    ledger.query = async () => receipt;
    await process();
    expect((await types()).slice(-2)).toEqual(['action-executed', 'closed']);
    expect(ledger.rows).toHaveLength(1);
  });

  it('has one wait, however many messages come meanwhile', async () => {
    for (let time = 0; time < 8; time++) await process();
    expect((await types()).filter((type) => type === 'waiting')).toHaveLength(1);
  });

  it('is executed when the system refuses a second write because the first arrived after the question', async () => {
    world.now += 10_000;
    ledger.failWith = new DwsError('system-refused', 'reference-used');
    const answers = [null, { recordId: 'T-1', version: '1', answer: {}, replayed: true }];
    ledger.query = async () => answers.shift() ?? null;
    await process();
    expect((await types()).slice(-2)).toEqual(['action-executed', 'closed']);
  });
});

describe('a claim of class N', () => {
  beforeEach(() => {
    ledger.effectClass = () => 'N';
  });

  it('that was interrupted is in doubt at its deadline, not before', async () => {
    await dies('executor:after-effect', () => expect(ledger.rows).toHaveLength(1));
    await process();
    expect(await lastWait()).toEqual(['dispatch', 10]);
    world.now += 10_000;
    await process();
    expect((await types()).at(-1)).toBe('action-in-doubt');
    expect(ledger.rows).toHaveLength(1);
  });

  it('of which nothing was sent, because its system was down, is dispatched when it is back: once', async () => {
    ledger.failWith = UNAVAILABLE;
    await process();
    expect(await lastWait()).toEqual(['retry', 1]);
    world.now += 1_000;
    await process();
    expect(await lastWait()).toEqual(['retry', 5]);
    ledger.failWith = null;
    world.now += 5_000;
    await process();
    expect((await types()).slice(-3)).toEqual(['waiting', 'action-executed', 'closed']);
    expect(ledger.rows).toHaveLength(1);
  });

  it('whose later dispatch was interrupted is in doubt, and never dispatched again', async () => {
    ledger.failWith = UNAVAILABLE;
    await process();
    ledger.failWith = null;
    world.now += 60_000;
    await dies('executor:after-effect', () => expect(ledger.rows).toHaveLength(1));
    await process();
    expect(await lastWait()).toEqual(['dispatch', 10]);
    world.now += 10_000;
    await process();
    expect((await types()).at(-1)).toBe('action-in-doubt');
    expect(ledger.rows).toHaveLength(1);
  });

  it('of which the system may have taken the dispatch is in doubt at once', async () => {
    ledger.failWith = new DwsError('system-outcome-unknown', 'the connection broke');
    await process();
    expect((await types()).at(-1)).toBe('action-in-doubt');
  });
});
