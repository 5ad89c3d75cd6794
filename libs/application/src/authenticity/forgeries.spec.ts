import { reviewSignatureText, review, reviewIdOf } from '@dws/case';
import { caseIdOf, type JsonObject } from '@dws/kernel';
import type { IncomingMessage, OutgoingMessage } from '@dws/ports';
import { createMemorySchemaCodec } from '@dws/testing';
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  caseAuthenticity,
  HEADERS,
  performingService,
  WORKER_BOUNDS,
  WorkerRuntime,
  type Log,
  type Metrics,
  type RunningService,
} from '../index.ts';
import { createWorld, gateEverything, Helpdesk, Ledger, MAC, worker, type World } from '../testing/world.ts';

const keys = generateKeyPairSync('ed25519');
const CASE = caseIdOf('tester', 'urn:test', 's1');
const DECISIONS = 'action-decisions.customer-experience.v1';
const codec = createMemorySchemaCodec();

let world: World;
let ledger: Ledger;
let executor: RunningService;
let errors: object[];
let counted: Record<string, string>[];

beforeEach(async () => {
  world = await createWorld();
  ledger = new Ledger();
  errors = [];
  counted = [];
  const ports = world.ports('executor');
  const log: Log = { ...ports.log, error: (fields) => void errors.push(fields) };
  const metrics: Metrics = {
    ...ports.metrics,
    count: (name, labels) => {
      if (name === 'dws_forgeries_total') counted.push({ ...labels });
    },
  };
  executor = performingService(
    { ...ports, log, metrics },
    {
      reader: new Helpdesk(),
      performer: ledger,
      policy: { hash: 'h1', refuses: () => null },
      authenticity: caseAuthenticity(MAC, new Map([['review', keys.publicKey]])),
      crashPoints: {
        afterClaim: 'executor:after-claim',
        afterEffect: 'executor:after-effect',
        afterOutcome: 'executor:after-outcome',
      },
    },
  );
});
afterEach(() => executor.stop());

/** A worker's plan, gated with one answer. */
async function gated(decision: 'allow' | 'review'): Promise<void> {
  const ports = world.ports('customer-experience-workers');
  await new WorkerRuntime({ ...ports, worker, reader: new Helpdesk(), bounds: WORKER_BOUNDS }).start();
  gateEverything(world.ports('governor'), decision);
  await world.signal('s1', 'route me');
  await vi.waitFor(async () => expect(await world.on('action-decisions')).toHaveLength(1));
}

const lettersOf = () => world.messages.peek(`${DECISIONS}.executor.dlq`, 0, '0', 100);
const codesOf = (letters: readonly IncomingMessage[]) =>
  letters.map(({ headers }) => headers['dws_dlq_code']);

/** The genuine decision, with what a forger makes of it. */
async function forged(change: {
  readonly headers?: Readonly<Record<string, string>>;
  readonly value?: JsonObject;
}): Promise<OutgoingMessage> {
  const [genuine] = await world.on('action-decisions');
  if (!genuine?.value) throw new Error('there is no decision');
  const { type, value } = codec.decode(genuine.value);
  return {
    topic: DECISIONS,
    key: genuine.key,
    headers: { ...genuine.headers, ...change.headers },
    value: codec.encode(change.headers?.[HEADERS.type] ?? type, { ...value, ...change.value }),
  };
}

describe('a decision on the topic that nobody made', () => {
  it.each([
    ['allows what was sent to a person', { value: { decision: 'allow', reviewers: [] } }],
    ['carries another MAC', { value: { mac: 'A'.repeat(43) + '=' } }],
    ['is of a case that there is none of', { headers: { [HEADERS.caseId]: caseIdOf('tester', 'x', 'y') } }],
    ['is of a revision that there is none of', { headers: { [HEADERS.revision]: '99' } }],
    ['is of the revision of something else', { headers: { [HEADERS.revision]: '1' } }],
    ['names another event', { headers: { [HEADERS.id]: CASE } }],
  ])('and that %s moves nothing, and raises the alarm', async (_, change) => {
    await gated('review');
    await executor.start();
    await world.messages.publish([await forged(change)]);
    await vi.waitFor(async () => expect(codesOf(await lettersOf())).toEqual(['message-forged']), 5_000);
    expect(ledger.rows).toEqual([]);
    expect(counted).toEqual([{ topic: DECISIONS, kind: 'message' }]);
    expect(errors).toEqual([expect.objectContaining({ topic: DECISIONS, kind: 'message' })]);
  });
});

describe('a decision that stands in the case, by somebody who holds no key', () => {
  it('moves nothing, and raises the alarm', async () => {
    await gated('review');
    const ports = world.ports('intruder');
    const [loaded] = await ports.cases.reload([CASE]);
    const state = loaded?.state;
    if (state?.phase !== 'open') throw new Error('the case is not open');
    const { proposalId, digest } = state.proposals[0]!.proposal;
    const unsigned = {
      reviewId: reviewIdOf(CASE, digest),
      proposalId,
      digest,
      verdict: 'approve' as const,
      reviewer: 'mallory',
      openedAt: '2026-03-02T09:00:01.000Z',
      decidedAt: '2026-03-02T09:05:00.000Z',
      reasonCode: 'fine',
      comment: '',
      editSize: 0,
      policiesHash: 'h1',
      keyId: 'review',
    };
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const text = Buffer.from(reviewSignatureText(CASE, unsigned));
    const decision = { ...unsigned, signature: sign(null, text, stranger).toString('base64') };
    const [changed] = await ports.cases.change([
      { caseId: CASE, decide: (found) => review(decision, found.state) },
    ]);
    await ports.publisher.fromStore(changed!.appended.map((event) => ({ loaded: changed!.loaded, event })));
    await executor.start();
    await vi.waitFor(async () => expect(codesOf(await lettersOf())).toContain('permission-forged'), 5_000);
    expect(ledger.rows).toEqual([]);
    expect(counted).toContainEqual({ topic: DECISIONS, kind: 'permission' });
  });
});

describe('what was decided by whoever decides', () => {
  it('raises no alarm, however often it comes', async () => {
    await gated('allow');
    await executor.start();
    await vi.waitFor(() => expect(ledger.rows).toHaveLength(1));
    await world.messages.publish([await forged({}), await forged({})]);
    const end = await world.on('action-decisions');
    await vi.waitFor(async () => {
      const [lag] = await world.messages.admin.lag(['executor']);
      expect([lag?.lag, end.length]).toEqual([0, 3]);
    });
    expect(await lettersOf()).toEqual([]);
    expect(counted).toEqual([]);
  });
});
