import type { EscalationRaised } from '@dws/contracts';
import type { IncomingMessage, OutgoingMessage, RecordedEvent } from '@dws/ports';
import { CaseOracle, proposalOfSystem } from './case-oracle.ts';
import { ControlOracle } from './control-oracle.ts';
import { EffectOracle } from './effect-oracle.ts';
import { dataOf, Knowledge, type Report } from './knowledge.ts';
import type { JsonObject } from '@dws/kernel';
import type { LedgerEntry } from './ledger-entry.ts';
import { LimitOracle, type CountLimit } from './limit-oracle.ts';
import { MessageOracle, type WorkerTriggers } from './message-oracle.ts';
import { TrailOracle } from './trail-oracle.ts';

/** Who writes into the store and holds no key. */
export const INTRUDER = 'intruder';

export interface OracleOptions {
  readonly report: Report;
  readonly now: () => number;
  readonly workers: readonly (WorkerTriggers & { readonly domain: string })[];
  readonly limits: readonly CountLimit[];
  /** The content of a record of a signal. */
  readonly read: (message: IncomingMessage) => JsonObject;
}

/**
 * Watches everything that becomes durable, from beside the product: what stands in the store, on the topics and in
 * the business systems' own ledger. Each invariant is asserted at the very step that could break it.
 */
export class Oracle {
  readonly known: Knowledge;
  readonly control: ControlOracle;
  readonly trails: TrailOracle;
  readonly messages: MessageOracle;
  readonly #report: Report;
  readonly #cases: CaseOracle;
  readonly #effects: EffectOracle;
  readonly #limits: LimitOracle;
  readonly #escalations = new Map<string, string>();

  constructor({ report, now, workers, limits, read }: OracleOptions) {
    this.#report = report;
    this.known = new Knowledge(now);
    this.control = new ControlOracle(this.known, report);
    this.trails = new TrailOracle(report, new Map(workers.map(({ id, domain }) => [id, domain])));
    this.messages = new MessageOracle(this.known, report, this.control, workers, read);
    this.#cases = new CaseOracle(this.known, report);
    this.#effects = new EffectOracle(this.known, report);
    this.#limits = new LimitOracle(this.known, report, limits);
  }

  /** @param by process that wrote it, or `INTRUDER` */
  appended(event: RecordedEvent, by: string): void {
    this.known.eventIds.set(event.id, event.stream);
    this.trails.appended(event);
    // Orders first: a claim is judged by the orders that stood before it.
    if (event.stream.startsWith('control') || event.type === 'claimed') this.control.appended(event);
    if (event.type.startsWith('limit-') || event.type === 'claimed') this.#limits.appended(event);
    if (event.stream.startsWith('case-')) this.#cases.appended(event, by === INTRUDER);
    if (event.stream.startsWith('escalation-')) this.#escalated(event);
  }

  published(message: OutgoingMessage): void {
    this.messages.published(message);
  }

  committed(group: string, messages: readonly IncomingMessage[]): void {
    this.messages.committed(group, messages);
  }

  wrote(row: LedgerEntry): void {
    this.#effects.wrote(row);
  }

  /** Everything that keeps the world from being finished; empty when nothing does. */
  unfinished(): readonly string[] {
    const cases = [...this.known.cases.values()].flatMap(({ stream, phase, proposals, signal }) => {
      if (phase === 'closed') return [];
      const open = [...proposals.values()].filter(({ step }) => !DOUBTFUL.has(step));
      const doubtful = open.length < proposals.size;
      const done = open.every(({ step }) => !OPEN.has(step));
      // What is in doubt is a person's to settle, and what comes after it waits for that.
      return doubtful && (done || open.every(({ step }) => !CLAIMED.has(step)))
        ? []
        : [
            `${stream} (${signal.worker}, ${signal.signalType}) is ${phase}: ${stepsOf([...proposals.values()])}`,
          ];
    });
    return [...cases, ...this.trails.behind()];
  }

  /** What must hold once everything is finished. */
  finished(): void {
    this.messages.finished();
    for (const [reference, { entry }] of this.known.reversals)
      if (entry.step === 'reversed' && !this.known.ledgerByReference.has(reference))
        this.#report('outcomes-are-true', `${entry.proposal.proposalId} is said to be undone and is not`);
    for (const { entry } of this.known.claims.values()) {
      const { step, claim, proposal } = entry;
      if (step === 'claimed') this.#report('every-claim-ends', `${proposal.proposalId} is still claimed`);
      const written = claim !== null && this.known.ledgerByReference.has(claim.reference);
      if (step === 'executed' && proposalOfSystem(entry) && !written)
        this.#report('outcomes-are-true', `${proposal.proposalId} was executed without an effect`);
      if (step === 'failed' && written)
        this.#report('outcomes-are-true', `${proposal.proposalId} failed and had its effect`);
    }
  }

  #escalated(event: RecordedEvent): void {
    if (event.type !== 'escalation-raised') return;
    const { fromCase, digest } = dataOf<EscalationRaised>(event);
    const before = this.#escalations.get(`${fromCase} ${digest}`);
    if (before !== undefined)
      this.#report('hand-overs-happen-once', `${event.stream} raises what ${before} has raised`);
    this.#escalations.set(`${fromCase} ${digest}`, event.stream);
  }
}

const OPEN: ReadonlySet<string> = new Set([
  'proposed',
  'allowed',
  'under-review',
  'approved',
  'claimed',
  'reversing',
]);
const DOUBTFUL: ReadonlySet<string> = new Set(['in-doubt', 'reversal-in-doubt']);
const CLAIMED: ReadonlySet<string> = new Set(['claimed', 'proposed', 'under-review', 'reversing']);

function stepsOf(
  entries: readonly { readonly step: string; readonly proposal: { readonly operation: string } }[],
) {
  return (
    entries.map(({ step, proposal }) => `${proposal.operation} ${step}`).join(', ') || 'nothing is proposed'
  );
}
