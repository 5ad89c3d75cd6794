import { release, review, reviewIdOf, reviewSignatureText } from '@dws/case';
import type { ControlOrdered } from '@dws/contracts';
import { caseIdOf, DwsError } from '@dws/kernel';
import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  appendDecided,
  type CrashProbe,
  caseAuthenticity,
  performingService,
  WORKER_BOUNDS,
  WorkerRuntime,
  type RunningService,
  type ServicePorts,
} from './index.ts';
import { createWorld, gateEverything, Helpdesk, Ledger, MAC, worker, type World } from './testing/world.ts';

const keys = generateKeyPairSync('ed25519');
const caseOf = (id: string): string => caseIdOf('tester', 'urn:test', id);

let world: World;
let helpdesk: Helpdesk;
let ledger: Ledger;

beforeEach(async () => {
  world = await createWorld();
  helpdesk = new Helpdesk();
  ledger = new Ledger();
});

function startWorker(ports: ServicePorts = world.ports('customer-experience-workers')): Promise<void> {
  return new WorkerRuntime({ ...ports, worker, reader: helpdesk, bounds: WORKER_BOUNDS }).start();
}

function executor(ports: ServicePorts = world.ports('executor')): RunningService {
  return performingService(ports, {
    reader: helpdesk,
    performer: ledger,
    policy: { hash: 'h1', refuses: () => null },
    authenticity: caseAuthenticity(MAC, new Map([['review', keys.publicKey]])),
    crashPoints: {
      afterClaim: 'executor:after-claim',
      afterEffect: 'executor:after-effect',
      afterOutcome: 'executor:after-outcome',
    },
  });
}

async function stateOf(id: string) {
  const [loaded] = await world.ports('reader').cases.reload([caseOf(id)]);
  if (!loaded) throw new Error('nothing was loaded');
  return loaded;
}

const typesOf = async (id: string): Promise<string[]> =>
  (await stateOf(id)).events.map(({ event }) => event.type);

describe('one signal, from topic to effect', () => {
  it('becomes one case, one effect and a closed story', async () => {
    await startWorker();
    gateEverything(world.ports('governor'));
    await executor().start();
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('closed'));
    expect(await typesOf('s1')).toEqual([
      'signal-accepted',
      'context-assembled',
      'planned',
      'action-proposal',
      'gate-decided',
      'claimed',
      'action-executed',
      'closed',
    ]);
    expect(ledger.rows).toHaveLength(1);
  });

  it('shows its worker nothing outside the read scope', async () => {
    await startWorker();
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('open'));
    const { state } = await stateOf('s1');
    expect(state.phase === 'open' && state.context.records[0]?.fields).toEqual({ text: 'ticket T-1 v1' });
  });

  it('runs the steps of a plan in their order', async () => {
    await startWorker();
    gateEverything(world.ports('governor'));
    await executor().start();
    await world.signal('s1', 'two');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('closed'));
    expect(ledger.rows.map(({ operation }) => operation)).toEqual(['ticket.route', 'ticket.add-note']);
  });

  it('is one case and one effect however often it is delivered', async () => {
    await startWorker();
    gateEverything(world.ports('governor'));
    await executor().start();
    for (let time = 0; time < 5; time++) await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('closed'));
    await world.signal('s1', 'route me');
    await pause(100);
    expect(ledger.rows).toHaveLength(1);
  });

  it('sets the same id with another body aside, with its bytes and the reason', async () => {
    await startWorker();
    await world.signal('s1', 'route me');
    await world.signal('s1', 'something else');
    await vi.waitFor(async () => {
      const [letter] = await world.messages.peek('signals.customer-experience.v1.tester.dlq', 0, '0', 9);
      expect(letter?.headers['dws_dlq_code']).toBe('signal-conflict');
    });
  });

  it('sets a signal aside whose plan throws, and goes on with the next', async () => {
    await startWorker();
    await world.signal('s1', 'explode', 'T-1');
    await world.signal('s2', 'route me', 'T-2');
    await vi.waitFor(async () => {
      const [letter] = await world.messages.peek('signals.customer-experience.v1.tester.dlq', 0, '0', 9);
      expect(letter?.headers['dws_dlq_code']).toBe('plan-failed');
      expect((await stateOf('s2')).state.phase).toBe('open');
    });
  });

  it.each([
    ['whose body is too large for a case', 'x'.repeat(262_145), 'payload-too-large'],
    ['whose plan is too large for the store', 'flood', 'event-too-large'],
  ])('sets a signal aside %s, and goes on with the others of its batch', async (_what, text, code) => {
    await world.signal('s1', text, 'T-1');
    await world.signal('s2', 'route me', 'T-2');
    await startWorker();
    await vi.waitFor(async () => {
      const [letter] = await world.messages.peek('signals.customer-experience.v1.tester.dlq', 0, '0', 9);
      expect(letter?.headers['dws_dlq_code']).toBe(code);
      expect((await stateOf('s2')).state.phase).toBe('open');
    });
    expect((await stateOf('s1')).state.phase).toBe('none');
  });

  it('is not taken up by the worker whose own write caused it', async () => {
    await startWorker();
    await world.signal('s1', 'route me', 'T-1', { dws_caused_by: 'tester' });
    await world.signal('s2', 'route me', 'T-2');
    await vi.waitFor(async () => expect((await stateOf('s2')).state.phase).toBe('open'));
    expect((await stateOf('s1')).state.phase).toBe('none');
  });
});

describe('a system that does not answer', () => {
  it('makes the case wait without holding the partition, and is asked again when the wait is over', async () => {
    await startWorker();
    helpdesk.down = true;
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect(await typesOf('s1')).toEqual(['signal-accepted', 'waiting']));
    helpdesk.down = false;
    await due('s1');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('open'));
  });

  it('is planned without, saying what is missing, when the last wait is over', async () => {
    await startWorker();
    helpdesk.down = true;
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect(await typesOf('s1')).toContain('waiting'));
    await due('s1');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('open'));
    const { state } = await stateOf('s1');
    expect(state.phase === 'open' && state.context.missing[0]).toMatchObject({
      name: 'ticket',
      reason: 'unavailable',
    });
  });

  it('is dispatched to again with the same reference', async () => {
    await startWorker();
    gateEverything(world.ports('governor'));
    await executor().start();
    ledger.failWith = new DwsError('system-outcome-unknown', 'no answer');
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect((await typesOf('s1')).at(-1)).toBe('waiting'));
    ledger.failWith = null;
    await due('s1');
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('closed'));
    expect((await typesOf('s1')).filter((type) => type === 'claimed')).toHaveLength(1);
  });
});

describe('a newer signal on the same subject', () => {
  it('makes the unclaimed proposals of the older case fall away', async () => {
    await startWorker();
    await world.signal('s1', 'route me');
    await world.signal('s2', 'nothing');
    await vi.waitFor(async () =>
      expect((await stateOf('s1')).state).toMatchObject({
        phase: 'closed',
        closing: { outcome: 'superseded' },
      }),
    );
  });
});

describe('a person', () => {
  const decide = async (verdict: 'approve' | 'edit', signer = keys.privateKey): Promise<void> => {
    const ports = world.ports('control-plane');
    const caseId = caseOf('s1');
    const [loaded] = await ports.cases.reload([caseId]);
    const proposal = loaded?.state.phase === 'open' ? loaded.state.proposals[0]?.proposal : undefined;
    if (!proposal) throw new Error('there is nothing to review');
    const { proposalId, digest } = proposal;
    const unsigned = {
      proposalId,
      digest,
      reviewId: reviewIdOf(caseId, digest),
      verdict,
      reviewer: 'ada',
      openedAt: '2026-03-02T09:00:01.000Z',
      decidedAt: '2026-03-02T09:05:00.000Z',
      reasonCode: 'fine',
      comment: '',
      editSize: 0,
      ...(verdict === 'edit' ? { editedArguments: { ticketId: 'T-1', text: 'edited' } } : {}),
      policiesHash: 'h1',
      keyId: 'review',
    };
    const signature = sign(null, Buffer.from(reviewSignatureText(caseId, unsigned)), signer).toString(
      'base64',
    );
    const [changed] = await ports.cases.change([
      { caseId, decide: ({ state }) => review({ ...unsigned, signature }, state) },
    ]);
    if (changed)
      await ports.publisher.fromStore(changed.appended.map((event) => ({ loaded: changed.loaded, event })));
  };

  const asked = async (): Promise<void> => {
    await startWorker();
    gateEverything(world.ports('governor'), 'review');
    await executor().start();
    await world.signal('s1', 'review');
    await vi.waitFor(async () => expect(await typesOf('s1')).toContain('review-requested'));
  };

  it('approves, and exactly that is performed', async () => {
    await asked();
    await decide('approve');
    await vi.waitFor(() => expect(ledger.rows).toHaveLength(1));
  });

  it('waits, and holds nobody up, while the record cannot be read before the claim', async () => {
    await asked();
    helpdesk.down = true;
    await decide('approve');
    await vi.waitFor(async () => expect((await typesOf('s1')).at(-1)).toBe('waiting'));
    await vi.waitFor(async () => {
      const lags = await world.messages.admin.lag(['executor']);
      expect(lags.map(({ lag }) => lag).filter((lag) => lag > 0)).toEqual([]);
    });
    helpdesk.down = false;
    await due('s1', 1_000);
    await vi.waitFor(() => expect(ledger.rows).toHaveLength(1));
    await vi.waitFor(async () =>
      expect((await stateOf('s1')).state).toMatchObject({ phase: 'closed', waiting: [] }),
    );
  });

  it('cannot be forged: a wrong signature moves nothing', async () => {
    await asked();
    await decide('approve', generateKeyPairSync('ed25519').privateKey);
    await pause(100);
    expect(ledger.rows).toHaveLength(0);
  });

  it('is asked again when the record changed meanwhile', async () => {
    await asked();
    helpdesk.versions.set('T-1', 2);
    await decide('approve');
    await vi.waitFor(async () => {
      expect((await typesOf('s1')).filter((type) => type === 'review-requested')).toHaveLength(2);
    });
    const superseded = (await stateOf('s1')).events.find(({ event }) => event.type === 'superseded');
    expect(superseded?.event.data).toMatchObject({
      reason: 'context-changed',
      changes: [
        { record: 'helpdesk/ticket/T-1', field: 'text', before: '"ticket T-1 v1"', after: '"ticket T-1 v2"' },
      ],
    });
    expect(ledger.rows).toHaveLength(0);
  });
});

describe('a worker that dies between the plan it waited for and its publication', () => {
  it('is carried on by the message that comes again', async () => {
    const died = { at: '' };
    const probe: CrashProbe = (point) => {
      if (point !== 'worker:after-append' || died.at !== '' || helpdesk.down || ledger.rows.length > 0)
        return undefined;
      died.at = point;
      return Promise.reject(new Error('killed'));
    };
    helpdesk.down = true;
    await startWorker(world.ports('customer-experience-workers', probe));
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect(await typesOf('s1')).toContain('waiting'));
    gateEverything(world.ports('governor'));
    await executor().start();
    helpdesk.down = false;
    await due('s1');
    await vi.waitFor(() => expect(ledger.rows).toHaveLength(1));
    expect(died.at).toBe('worker:after-append');
  });
});

describe('a control order', () => {
  it('is acknowledged, and from then on nothing in its scope is claimed', async () => {
    await startWorker();
    const ports = world.ports('control-plane');
    await executor().start();
    const at = '2026-03-02T09:00:00.000Z';
    const order = {
      order: 'o1',
      kind: 'kill',
      grain: 'worker',
      target: 'tester',
      reason: 'test',
      by: 'ada',
      at,
    };
    const by = { store: ports.store, clock: ports.clock, by: 'control-plane' };
    await appendDecided(by, 'control', () => [{ type: 'control-ordered', data: order }]);
    await vi.waitFor(async () => expect(await ports.store.read('control-o1')).toHaveLength(1));
    gateEverything(world.ports('governor'));
    await world.signal('s1', 'route me');
    await vi.waitFor(async () => expect(await typesOf('s1')).toContain('frozen'));
    expect(ledger.rows).toHaveLength(0);
  });

  it('about one kind of action holds that kind alone: the rest of the case goes on', async () => {
    await startWorker();
    const ports = world.ports('control-plane');
    await executor().start();
    const at = '2026-03-02T09:00:00.000Z';
    const common = { grain: 'action-kind', target: 'note', reason: 'test', by: 'ada', at };
    const give = (order: ControlOrdered) =>
      appendDecided({ store: ports.store, clock: ports.clock, by: 'control-plane' }, 'control', () => [
        { type: 'control-ordered', data: order },
      ]);
    await give({ ...common, order: 'o1', kind: 'kill' });
    gateEverything(world.ports('governor'));
    await world.signal('s1', 'two');
    await vi.waitFor(async () => expect(await typesOf('s1')).toContain('frozen'));
    expect(ledger.rows.map(({ operation }) => operation)).toEqual(['ticket.route']);
    await give({ ...common, order: 'o2', kind: 'resume', resumes: 'o1' });
    await ports.cases.change([
      { caseId: caseOf('s1'), decide: ({ state }) => release({ order: 'o1', orderRevision: 1, at }, state) },
    ]);
    const loaded = await stateOf('s1');
    const decision = loaded.events.findLast(({ event }) => event.type === 'gate-decided');
    await ports.publisher.fromStore(decision ? [{ loaded, event: decision }] : []);
    await vi.waitFor(async () => expect((await stateOf('s1')).state.phase).toBe('closed'));
    expect(ledger.rows.map(({ operation }) => operation)).toEqual(['ticket.route', 'ticket.add-note']);
  });

  it('lets go of what it held: the decision that comes again is acted on, however old its message', async () => {
    await startWorker();
    const ports = world.ports('control-plane');
    const by = { store: ports.store, clock: ports.clock, by: 'control-plane' };
    const at = '2026-03-02T09:00:00.000Z';
    const common = { grain: 'worker', target: 'tester', reason: 'test', by: 'ada', at };
    const give = (order: ControlOrdered) =>
      appendDecided(by, 'control', () => [{ type: 'control-ordered', data: order }]);
    await give({ ...common, order: 'o1', kind: 'kill' });
    await executor().start();
    gateEverything(world.ports('governor'));
    await world.signal('s1', 'route me');
    // The executor itself has frozen the case, and remembers it so.
    await vi.waitFor(async () => expect(await typesOf('s1')).toContain('frozen'));
    await give({ ...common, order: 'o2', kind: 'resume', resumes: 'o1' });
    await ports.cases.change([
      { caseId: caseOf('s1'), decide: ({ state }) => release({ order: 'o1', orderRevision: 1, at }, state) },
    ]);
    const loaded = await stateOf('s1');
    const decision = loaded.events.find(({ event }) => event.type === 'gate-decided');
    await ports.publisher.fromStore(decision ? [{ loaded, event: decision }] : []);
    await vi.waitFor(() => expect(ledger.rows).toHaveLength(1));
  });
});

/** Lets the wait of a case be over: the scheduler's place in these specs. */
async function due(id: string, after = 3_600_000): Promise<void> {
  world.now += after;
  const loaded = await stateOf(id);
  const event = loaded.events.findLast((entry) => entry.event.type === 'waiting');
  if (event) await world.ports('control-plane').publisher.fromStore([{ loaded, event }]);
}
