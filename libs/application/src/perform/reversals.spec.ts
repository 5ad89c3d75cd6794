import { reversalReferenceOf } from '@dws/case';
import { caseIdOf, DwsError } from '@dws/kernel';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  appendDecided,
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
  afterReversalClaim: 'executor:after-reversal-claim',
  afterReversal: 'executor:after-reversal',
  afterReversalOutcome: 'executor:after-reversal-outcome',
} as const;

let world: World;
let ledger: Ledger;

/** A ticket is routed, and the note that the plan insists on is refused. */
beforeEach(async () => {
  world = await createWorld();
  ledger = new Ledger();
  ledger.refuses = 'ticket.add-note';
  const options = world.ports('customer-experience-workers');
  await new WorkerRuntime({ ...options, worker, reader: new Helpdesk(), bounds: WORKER_BOUNDS }).start();
  gateEverything(world.ports('governor'));
  await world.signal('s1', 'insist');
  await vi.waitFor(async () =>
    expect((await types()).filter((type) => type === 'gate-decided')).toHaveLength(2),
  );
});

async function stored(): Promise<LoadedCase> {
  const [loaded] = await world.ports('reader').cases.reload([CASE]);
  if (!loaded) throw new Error('nothing was loaded');
  return loaded;
}

const types = async (): Promise<string[]> => (await stored()).events.map(({ event }) => event.type);
const operations = (): string[] => ledger.rows.map(({ operation }) => operation);

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

describe('what was executed in vain', () => {
  it('is undone once, by what its system names, under a reference that follows from its digest', async () => {
    await process();
    expect((await types()).slice(-5)).toEqual([
      'claimed',
      'action-failed',
      'reversal-claimed',
      'action-reversed',
      'closed',
    ]);
    const { events } = await stored();
    const claimed = events.find(({ event }) => event.type === 'reversal-claimed')?.event.data;
    const [routed] = (await proposals()).map(({ proposal }) => proposal);
    expect(claimed).toMatchObject({
      operation: 'ticket.unroute',
      arguments: { ticketId: 'T-1' },
      expects: [{ system: 'helpdesk', recordType: 'ticket', id: 'T-1', version: '1' }],
      reference: reversalReferenceOf(CASE, routed?.digest ?? ''),
    });
    expect(ledger.rows.at(-1)).toEqual({
      reference: reversalReferenceOf(CASE, routed?.digest ?? ''),
      operation: 'ticket.unroute',
      arguments: { ticketId: 'T-1' },
    });
    await process();
    expect(operations()).toEqual(['ticket.route', 'ticket.unroute']);
    expect((await world.on('action-executions')).map(({ headers }) => headers['ce_type'])).toContain(
      'action-reversed',
    );
  });

  it.each(['executor:after-reversal-claim', 'executor:after-reversal', 'executor:after-reversal-outcome'])(
    'is undone once when the executor dies at %s',
    async (point) => {
      void process(point);
      await vi.waitFor(async () => expect(await types()).toContain('reversal-claimed'));
      if (point !== 'executor:after-reversal-claim')
        await vi.waitFor(() => expect(operations()).toContain('ticket.unroute'));
      await process();
      expect(operations()).toEqual(['ticket.route', 'ticket.unroute']);
      expect((await types()).filter((type) => type === 'action-reversed')).toHaveLength(1);
      expect((await stored()).state).toMatchObject({ phase: 'closed', closing: { outcome: 'failed' } });
    },
  );

  it('waits when the system does not answer, and is tried again with the same reference', async () => {
    const perform = ledger.perform.bind(ledger);
    ledger.perform = async (work) => {
      if (work.proposal.operation === 'ticket.unroute') throw new DwsError('system-unavailable', 'down');
      return perform(work);
    };
    await process();
    expect((await types()).slice(-2)).toEqual(['reversal-claimed', 'waiting']);
    ledger.perform = perform;
    world.now += 2_000;
    await process();
    expect((await types()).slice(-2)).toEqual(['action-reversed', 'closed']);
    expect((await types()).filter((type) => type === 'reversal-claimed')).toHaveLength(1);
  });

  it('stands when somebody has changed it since, and the case says so', async () => {
    const perform = ledger.perform.bind(ledger);
    ledger.perform = async (work) => {
      if (work.proposal.operation === 'ticket.unroute')
        throw new DwsError('record-version-changed', 'expected version 1, found 2');
      return perform(work);
    };
    await process();
    const failed = (await stored()).events.find(({ event }) => event.type === 'reversal-failed')?.event.data;
    expect(failed).toMatchObject({
      code: 'record-version-changed',
      message: 'expected version 1, found 2',
    });
    expect((await stored()).state).toMatchObject({ phase: 'closed', closing: { outcome: 'partial' } });
  });

  it('stands when its system names another operation than the plan, or none', async () => {
    ledger.undoing = () => null;
    await process();
    expect((await types()).slice(-2)).toEqual(['reversal-failed', 'closed']);
    expect(operations()).toEqual(['ticket.route']);
  });

  it('is not undone while a control order stands', async () => {
    const ports = world.ports('control-plane');
    const perform = ledger.perform.bind(ledger);
    ledger.perform = async (work) => {
      // The order comes while the last action is under way.
      if (work.proposal.operation === 'ticket.add-note') await order(ports);
      return perform(work);
    };
    await process();
    expect((await types()).slice(-2)).toEqual(['action-failed', 'frozen']);
    expect(operations()).toEqual(['ticket.route']);
  });
});

async function proposals() {
  const { state } = await stored();
  return state.phase === 'none' ? [] : state.proposals;
}

async function order({ store, clock }: ReturnType<World['ports']>): Promise<void> {
  const at = '2026-03-02T09:00:00.000Z';
  const data = {
    order: 'o1',
    kind: 'kill',
    grain: 'worker',
    target: 'tester',
    reason: 'test',
    by: 'ada',
    at,
  };
  await appendDecided({ store, clock, by: 'control-plane' }, 'control', () => [
    { type: 'control-ordered', data },
  ]);
}
