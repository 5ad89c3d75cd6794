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
  const executed = proposalsOf(of('action-executed'));
  const known = [...executed, ...proposalsOf(of('action-failed'))];
  // What no system can be asked about rightly ends in doubt when its dispatch was interrupted, until it is settled.
  const ended = [...known, ...proposalsOf(of('action-in-doubt')).filter((id) => !known.includes(id))];
  const escalations = new Set(
    of('action-proposal')
      .map(({ data }) => parseEvent('action-proposal', data))
      .flatMap(({ proposalId, actionKind }) => (actionKind === 'escalate' ? [proposalId] : [])),
  );
  const claimed = claims.map(({ proposalId }) => proposalId);
  const references = ledger.map(({ reference }) => reference);
  const done = claims.filter(
    ({ proposalId }) => executed.includes(proposalId) && !escalations.has(proposalId),
  );
  const doneReferences = done.map(({ reference }) => reference);
  const undoings = of('reversal-claimed').map(({ data }) => parseEvent('reversal-claimed', data));
  const undone = proposalsOf(of('action-reversed'));
  const undoneOrNot = [...undone, ...proposalsOf(of('reversal-failed'))];
  const undoneReferences = undoings
    .filter(({ proposalId }) => undone.includes(proposalId))
    .map(({ reference }) => reference);
  const claimedReferences = [...claims, ...undoings].map(({ reference }) => reference);
  return [
    ...twice(
      'case of',
      signals.map(({ worker, source, signalId }) => `${worker} on ${source} ${signalId}`),
    ),
    ...twice('claim of proposal', claimed),
    ...twice('outcome of proposal', ended),
    ...twice(
      'claim of a reversal of',
      undoings.map(({ proposalId }) => proposalId),
    ),
    ...twice('reversal of', undoneOrNot),
    ...lacking(
      'claim of a reversal without an outcome',
      undoings.map(({ proposalId }) => proposalId),
      undoneOrNot,
    ),
    ...lacking('reversed action without an effect', undoneReferences, references),
    ...twice('effect', references),
    ...lacking('claim without an outcome', claimed, ended),
    ...lacking('outcome without a claim', ended, claimed),
    ...lacking('executed action without an effect', doneReferences, references),
    ...lacking('effect without a claim', references, claimedReferences),
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

function lacking(what: string, names: readonly string[], among: readonly string[]): readonly string[] {
  return names.filter((name) => !among.includes(name)).map((name) => `${what}: ${name}`);
}

const decoder = new TextDecoder();

function proposalsOf(events: readonly RecordedEvent[]): readonly string[] {
  return events.map(({ data }) => (JSON.parse(decoder.decode(data)) as { proposalId: string }).proposalId);
}
