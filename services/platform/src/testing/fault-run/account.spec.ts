import { Names } from '@dws/application';
import type { IncomingMessage } from '@dws/ports';
import { expect, it } from 'vitest';
import { accountFor } from './account.ts';
import type { History } from './history.ts';
import type { Installation } from './installation.ts';
import { SOURCE, type Expected, type Signal } from './traffic.ts';

const DLQ = 'signals.customer-experience.v1.churn-signal.dlq';

function signal(id: string, expected: Expected): Signal {
  const place = { type: 'ticket.created', domain: 'customer-experience', subject: 'tic-1' };
  return { id, ...place, data: {}, by: 'http', expected };
}

function letter(id: string, code: string): IncomingMessage {
  const headers = { ce_id: id, dws_dlq_code: code };
  return { topic: DLQ, partition: 0, offset: '0', key: '', headers, value: null, timestamp: 0 };
}

function installationWith(letters: readonly IncomingMessage[]): Installation {
  const log = {
    admin: { describe: () => Promise.resolve([{ name: DLQ, partitions: 1 }]) },
    peek: (_topic: string, _partition: number, from: string) => Promise.resolve(from === '0' ? letters : []),
  };
  return { log, names: new Names() } as unknown as Installation;
}

function historyWith(...caseIds: readonly string[]): History {
  const cases = caseIds.map((caseId) => {
    const of = { source: SOURCE, signalType: 'ticket.created', signalId: `of-${caseId}` };
    return [`case-${caseId}`, { caseId, signal: of }] as const;
  });
  return { oracle: { known: { cases: new Map(cases) } } } as unknown as History;
}

const cases = (...caseIds: readonly string[]): Expected => ({ what: 'cases', caseIds });

it('finds nothing wrong where every signal has its case or its letter', async () => {
  const told = [signal('one', cases('a')), signal('two', { what: 'dead-letter', code: 'payload-malformed' })];
  const on = installationWith([letter('two', 'payload-malformed')]);
  expect(await accountFor(on, told, historyWith('a'), '')).toEqual({
    cases: 1,
    noCase: 0,
    deadLetters: 1,
    flaws: [],
  });
});

it.each([
  ['a signal without its case', [signal('one', cases('a'))], historyWith(), 'lost: no case a'],
  ['a case that nobody published', [], historyWith('b'), 'case b of ticket.created of-b'],
  [
    'a letter that is not there',
    [signal('three', { what: 'dead-letter', code: 'signal-conflict' })],
    historyWith(),
    'lost: ticket.created three is no dead letter (signal-conflict)',
  ],
  [
    'what no worker takes up, gone from its topic',
    [signal('four', { what: 'no-case' })],
    historyWith(),
    'lost: four is not on its topic',
  ],
])('tells of %s', async (_, told, history, flaw) => {
  const { flaws } = await accountFor(installationWith([letter('three', 'other')]), told, history, 'none:');
  expect(flaws.join('\n')).toContain(flaw);
});
