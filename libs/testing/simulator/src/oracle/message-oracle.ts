import { canonicalJson, caseIdOf, sha256, type JsonObject } from '@dws/kernel';
import type { IncomingMessage, OutgoingMessage } from '@dws/ports';
import { isNext, isUnclaimed, type CaseModel, type ProposalModel } from './case-model.ts';
import type { ControlOracle } from './control-oracle.ts';
import type { Knowledge, Report } from './knowledge.ts';

/** Which signals wake a worker. */
export interface Trigger {
  readonly signalType: string;
  /** Path of an escalation. */
  readonly path?: string | undefined;
}

/** A signal that its publisher was told is taken. */
export interface TakenSignal {
  readonly id: string;
  readonly source: string;
  readonly type: string;
}

export interface WorkerTriggers {
  readonly id: string;
  readonly triggers: readonly Trigger[];
}

/** What the topics may carry, and what a committed offset promises. */
export class MessageOracle {
  readonly #known: Knowledge;
  readonly #report: Report;
  readonly #control: ControlOracle;
  readonly #workers: ReadonlyMap<string, WorkerTriggers>;
  readonly #read: (message: IncomingMessage) => JsonObject;
  readonly letters: OutgoingMessage[] = [];
  readonly #set = new Set<string>();
  readonly #taken: TakenSignal[] = [];

  constructor(
    known: Knowledge,
    report: Report,
    control: ControlOracle,
    workers: readonly WorkerTriggers[],
    read: (message: IncomingMessage) => JsonObject,
  ) {
    this.#known = known;
    this.#report = report;
    this.#control = control;
    this.#workers = new Map(workers.map((worker) => [worker.id, worker]));
    this.#read = read;
  }

  /** A publisher was told that its signal is taken: from then on nobody tells it again. */
  taken(signal: TakenSignal): void {
    this.#taken.push(signal);
  }

  /** Told once everything is finished. */
  finished(): void {
    for (const { id, source, type } of this.#taken)
      for (const { id: worker, triggers } of this.#workers.values())
        if (
          triggers.some(({ signalType }) => signalType === type) &&
          !this.#known.cases.has(`case-${caseIdOf(worker, source, id)}`)
        )
          this.#report('one-case-per-signal-and-worker', `${type} ${id} was taken, ${worker} has no case`);
  }

  published(message: OutgoingMessage): void {
    const { topic, headers } = message;
    if (topic.endsWith('.dlq')) {
      this.letters.push(message);
      this.#set.add(letterKey(headers));
      return;
    }
    const id = headers['ce_id'] ?? '';
    if (!topic.startsWith('action-') && !topic.startsWith('case-due') && !topic.startsWith('escalations'))
      return;
    if (!this.#known.eventIds.has(id))
      this.#report('what-is-published-stands-in-the-store', `${headers['ce_type']} ${id} on ${topic}`);
    this.#known.publishedIds.add(id);
  }

  /** The group says that it is done with these: then what follows from them must be durable. */
  committed(group: string, messages: readonly IncomingMessage[]): void {
    for (const message of messages) {
      const { topic, partition, offset } = message;
      if (this.#set.has(`${topic}/${partition}/${offset}/${group}`)) continue;
      const worker = this.#workers.get(group);
      if (worker) this.#signal(worker, message);
      else if (group === 'governor') this.#proposals(message);
      else if (group === 'executor' || group === 'escalation-router') this.#decisions(group, message);
    }
  }

  #signal(worker: WorkerTriggers, message: IncomingMessage): void {
    const { headers } = message;
    const type = headers['ce_type'];
    const triggers = worker.triggers.filter(({ signalType }) => signalType === type);
    if (triggers.length === 0) return;
    const body = this.#read(message);
    if (type === 'escalation-raised' && !triggers.some(({ path }) => path === body['path'])) return;
    if (headers['dws_caused_by'] === worker.id) return;
    const caseId = caseIdOf(worker.id, headers['ce_source'] ?? '', headers['ce_id'] ?? '');
    const found = this.#known.cases.get(`case-${caseId}`);
    const where = `${type} ${headers['ce_id']} for ${worker.id}`;
    if (!found) {
      this.#report('offsets-are-committed-last', `${where}: no case stands`);
      return;
    }
    if (found.signal.bodyDigest !== sha256(canonicalJson(body)))
      this.#report('nothing-is-skipped-in-silence', `${where}: its case is of another body`);
    // Of a later plan the signal knows nothing: whoever planned again publishes it.
    if (found.attempts > 1) return;
    for (const { step, eventId, proposal } of found.proposals.values())
      // What a person wrote is the relay's to publish.
      if (step === 'proposed' && proposal.origin !== 'edit' && !this.#known.publishedIds.has(eventId))
        this.#report('offsets-are-committed-last', `${where}: a proposal was never published`);
  }

  #proposals(message: IncomingMessage): void {
    const found = this.#caseOf(message);
    if (!found || found.wasHeld || found.phase !== 'open') return;
    for (const entry of found.proposals.values()) {
      const { step, proposal, gate, gateEventId } = entry;
      if (message.headers['ce_id'] !== entry.eventId) continue;
      if (step === 'proposed' && !this.#isHeld(entry))
        this.#report('offsets-are-committed-last', `${proposal.proposalId} is not decided`);
      if (gate && isUnclaimed(entry) && !this.#known.publishedIds.has(gateEventId))
        this.#report(
          'offsets-are-committed-last',
          `the decision on ${proposal.proposalId} was never published`,
        );
    }
  }

  #decisions(group: string, message: IncomingMessage): void {
    const found = this.#caseOf(message);
    if (!found || found.wasHeld || found.phase !== 'open') return;
    for (const entry of found.proposals.values()) {
      const mine = (entry.proposal.actionKind === 'escalate') === (group === 'escalation-router');
      const permitted = entry.step === 'allowed' && entry.gate?.decision === 'allow';
      if (!mine || !permitted || entry.waits || entry.forged || entry.proposal.notBefore !== undefined)
        continue;
      if (message.headers['ce_id'] !== entry.gateEventId || this.#isHeld(entry) || !isNext(entry, found))
        continue;
      this.#report('offsets-are-committed-last', `${entry.proposal.proposalId} is permitted and not claimed`);
    }
  }

  #caseOf({ headers }: IncomingMessage): CaseModel | undefined {
    return this.#known.cases.get(`case-${headers['dws_case'] ?? ''}`);
  }

  #isHeld({ proposal: { worker, domain, actionKind, customer } }: ProposalModel): boolean {
    return this.#control.standing.some(({ target }) =>
      ['', worker, domain, actionKind, customer].includes(target),
    );
  }
}

function letterKey(headers: Readonly<Record<string, string>>): string {
  const [topic, partition, offset, group] = ['topic', 'partition', 'offset', 'group'].map(
    (name) => headers[`dws_dlq_${name}`] ?? '',
  );
  return `${topic}/${partition}/${offset}/${group}`;
}
