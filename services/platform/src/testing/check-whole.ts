import type { Names } from '@dws/application';
import { knownTrails, verifyStream } from '@dws/audit-trail';
import type { VerificationKeys } from '@dws/audit';
import { parseEvent } from '@dws/contracts';
import { comparePositions, START } from '@dws/kernel';
import type { EventStore, RecordedEvent, SealStore } from '@dws/ports';
import type { LedgerRow } from './company-client.ts';

export interface WholeOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly seals: SealStore;
  readonly keys: VerificationKeys;
  readonly ledger: readonly LedgerRow[];
}

/** What went wrong in a whole run, in words; empty when every guarantee held. */
export async function flawsOf(options: WholeOptions): Promise<readonly string[]> {
  const { store, names, ledger } = options;
  const events = await all(store, names.stream('case-'));
  const of = (type: string) => events.filter((event) => event.type === type);
  const signals = of('signal-accepted').map(({ data }) => parseEvent('signal-accepted', data));
  const claims = of('claimed').map(({ data }) => parseEvent('claimed', data));
  const executed = of('action-executed').map(({ data }) => parseEvent('action-executed', data));
  const kinds = new Map(
    of('action-proposal').map(({ data }) => {
      const { proposalId, actionKind } = parseEvent('action-proposal', data);
      return [proposalId, actionKind];
    }),
  );
  const written = claims.filter(({ proposalId }) => kinds.get(proposalId) !== 'escalate');
  return [
    ...twice(
      'case of',
      signals.map(({ worker, source, signalId }) => `${worker} on ${source} ${signalId}`),
    ),
    ...twice(
      'claim of proposal',
      claims.map(({ proposalId }) => proposalId),
    ),
    ...twice(
      'outcome of proposal',
      executed.map(({ proposalId }) => proposalId),
    ),
    ...twice(
      'effect',
      ledger.map(({ reference }) => reference),
    ),
    ...differing(
      'claims',
      written.map(({ reference }) => reference),
      'ledger',
      ledger.map(({ reference }) => reference),
    ),
    ...differing(
      'claims',
      claims.map(({ proposalId }) => proposalId),
      'outcomes',
      executed.map(({ proposalId }) => proposalId),
    ),
    ...(await trailFlaws(options, events)),
  ];
}

async function trailFlaws(
  options: WholeOptions,
  events: readonly RecordedEvent[],
): Promise<readonly string[]> {
  const flaws: string[] = [];
  let copied = 0;
  for (const trail of await knownTrails(options, options.seals)) {
    const verdict = await verifyStream(options, trail);
    if (!verdict.ok) flaws.push(`${trail}: ${JSON.stringify(verdict.findings[0])}`);
    const types = new Set(events.map(({ type }) => type));
    copied += (await options.store.read(trail)).filter(({ type }) => types.has(type)).length;
  }
  if (copied !== events.length)
    flaws.push(`expected ${events.length} events of cases in the trails, found ${copied}`);
  return flaws;
}

async function all(store: EventStore, prefix: string): Promise<readonly RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  let after = START;
  for (;;) {
    const { events, upTo } = await store.readAll(after, 500, { streamPrefixes: [prefix] });
    found.push(...events);
    if (comparePositions(upTo, after) <= 0) return found;
    after = upTo;
  }
}

function twice(what: string, names: readonly string[]): readonly string[] {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return repeated.map((name) => `second ${what} ${name}`);
}

function differing(
  one: string,
  a: readonly string[],
  other: string,
  b: readonly string[],
): readonly string[] {
  return [
    ...a.filter((name) => !b.includes(name)).map((name) => `${name} is among ${one}, not among ${other}`),
    ...b.filter((name) => !a.includes(name)).map((name) => `${name} is among ${other}, not among ${one}`),
  ];
}
