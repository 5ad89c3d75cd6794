import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePlan } from '@dws/application';
import type { SignalAccepted } from '@dws/contracts';
import { digestOf } from '@dws/kernel';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp } from '../testing/fake-http.ts';
import { WORKERS } from '../workers.ts';

const folder = mkdtempSync(join(tmpdir(), 'dws-replay-'));
const NOW = '2026-03-01T00:00:00.000Z';
const body = { ticketId: 'T-1', text: 'Where is my card?', channel: 'web', createdAt: NOW };
const signal: SignalAccepted = {
  caseId: '6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21',
  worker: 'ticket-classification',
  workerVersion: '1.0.0',
  domain: 'customer-experience',
  source: 'urn:a',
  signalId: 'S-1',
  signalType: 'ticket.created',
  subject: 'T-1',
  bodyDigest: digestOf(body),
  body,
  occurredAt: NOW,
  acceptedAt: NOW,
  topic: 't',
  partition: 0,
  offset: '0',
  hops: 0,
};
const worker = WORKERS.find(({ definition }) => definition.manifest.id === 'ticket-classification')!;
// Recorded as the platform records it: without a model, so every ticket goes to a person.
const made = makePlan(worker, signal, { records: [], missing: [], earlier: [] }, 1, NOW);

let server: FakeHttp;
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

const event = (type: string, data: object, revision: number) => ({
  id: `e-${revision}`,
  revision,
  type,
  at: NOW,
  by: 'x',
  data,
});
async function replay(planned: object, ...more: string[]) {
  const timeline = [
    event('signal-accepted', signal, 0),
    event('context-assembled', made.context, 1),
    event('planned', planned, 2),
  ];
  server = await fakeHttp(() => ({ body: { caseId: signal.caseId, timeline } }));
  return dws(['case', 'replay', signal.caseId, ...more], { DWS_URL: server.url, DWS_DATA: 'none' }, folder);
}
function planFile(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe('the plan of the worker', () => {
  it('is reproduced bit for bit', async () => {
    const { exit, out } = await replay(made.planned);
    expect(out).toBe(`reproduced bit for bit: plan digest ${made.planned.planDigest}\n`);
    expect(exit).toBe(0);
  });

  it('is not where one bit of the record differs, and the versions that differ are named', async () => {
    const { exit, out } = await replay({
      ...made.planned,
      planDigest: '0'.repeat(64),
      workerVersion: '0.9.0',
    });
    expect(exit).toBe(6);
    expect(out).toContain(`NOT reproduced: recorded plan digest ${'0'.repeat(64)}`);
    expect(out).toContain('the worker was 0.9.0 and is 1.0.0 here');
  });

  it('cannot be run without the model that it was made with', async () => {
    const { exit, note } = await replay({ ...made.planned, modelVersion: 'f'.repeat(64) });
    expect(exit).toBe(1);
    expect(note).toContain(`expected the model ${'f'.repeat(64)} of ticket-classification`);
    expect(note).toContain('--model');
  });
});

describe('another plan', () => {
  it('shows which actions would come, go and change', async () => {
    const file = planFile(
      'other.ts',
      `export const plan = (input: { signal: { subject: string } }) => ({ outcome: 'act', confidence: 1,
         rationale: 'always', actions: [{ kind: 'helpdesk.close', arguments: { id: input.signal.subject },
         summary: 'Close it', rationale: '', confidence: 1 }], missingInputs: [], findings: [], memo: {} });`,
    );
    const { exit, out } = await replay(made.planned, '--plan', file);
    expect(exit).toBe(6);
    expect(out).toContain('reproduced bit for bit');
    expect(out).toContain('~ outcome: "ask-person" → "act"');
    expect(out).toContain('- helpdesk.hand-to-person: ');
    expect(out).toContain('+ helpdesk.close: Close it');
  });

  it('that decides the same is said to', async () => {
    const text = `export const plan = () => (${JSON.stringify(made.plan)});`;
    const { exit, out } = await replay(made.planned, '--plan', planFile('same.mjs', text));
    expect(exit).toBe(0);
    expect(out).toContain('the decision is the same');
  });

  it.each([
    ['nothing.ts', undefined, 3, 'expected a module at'],
    ['none.mjs', 'export const other = 1;', 2, 'to export a function named plan'],
    ['broken.mjs', 'export const plan = ;', 3, 'Unexpected token'],
  ])('%s is refused', async (name, text, code, message) => {
    if (text !== undefined) planFile(name, text);
    const { exit, note } = await replay(made.planned, '--plan', name);
    expect(exit).toBe(code);
    expect(note).toContain(message);
  });
});

it('names the plans there are', async () => {
  const { exit, note } = await replay(made.planned, '--attempt', '2');
  expect(exit).toBe(3);
  expect(note).toContain('expected plan 2 in the case, found 1 plans');
});
