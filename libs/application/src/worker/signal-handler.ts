import { supersede } from '@dws/case';
import type { SignalAccepted } from '@dws/contracts';
import { isDwsError } from '@dws/kernel';
import type { Change, Changed } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import type { CaseMessage } from '../consume/consume-cases.ts';
import type { DeadLetter } from '../consume/dead-letters.ts';
import type { Decoded } from '../consume/decode.ts';
import type { FromStore } from '../publish/publisher.ts';
import { nowOf } from '../runtime/instants.ts';
import { incomingSignal, whyNot, type IncomingSignal } from './incoming-signal.ts';
import { LateFeedback } from './late-feedback.ts';
import { planCase, type FailedPlan, type PlanJob } from './plan-case.ts';
import { SubjectHistories } from './subject-history.ts';
import type { WorkerRuntimeOptions } from './worker-runtime.ts';

interface Job extends PlanJob {
  readonly decoded: Decoded;
}

/** Signals to cases: accept, assemble, plan, append, publish. Doing any part again changes nothing. */
export class SignalHandler {
  readonly #options: WorkerRuntimeOptions;
  readonly #histories: SubjectHistories;
  readonly #feedback: LateFeedback;

  constructor(options: WorkerRuntimeOptions) {
    const { store, names, cases, clock } = options;
    this.#options = options;
    this.#histories = new SubjectHistories(store, names, cases, clock);
    this.#feedback = new LateFeedback(options, this.#histories);
  }

  async signals(messages: readonly Decoded[]): Promise<readonly DeadLetter[]> {
    const letters: DeadLetter[] = [];
    const jobs: Job[] = [];
    for (const decoded of messages) {
      const job = this.#jobOf(decoded, letters);
      if (job) jobs.push(job);
    }
    for (const wave of bySubject(jobs)) letters.push(...(await this.#wave(wave)));
    return [...letters, ...(await this.#feedback.record(messages))];
  }

  /** Cases whose wait for a system, or for a new plan, is over. */
  async due(messages: readonly CaseMessage[]): Promise<readonly DeadLetter[]> {
    const { cases, worker } = this.#options;
    const mine = messages.filter(({ value }) => value['wakes'] === 'worker');
    const loaded = await cases.loadFor(mine);
    const jobs: PlanJob[] = [];
    // Planned already: whoever did it may have died before anybody was told.
    const planned: LoadedCase[] = [];
    for (const entry of loaded) {
      const { state } = entry;
      if (state.phase === 'none' || state.signal.worker !== worker.definition.manifest.id) continue;
      if (state.phase !== 'accepted') planned.push(entry);
      else
        jobs.push({ signal: state.signal, incoming: { traceparent: entry.events[0]?.metadata.traceparent } });
    }
    await this.#plan(jobs);
    await this.#continue(planned);
    return [];
  }

  #jobOf(decoded: Decoded, letters: DeadLetter[]): Job | null {
    const { definition } = this.#options.worker;
    const { message } = decoded;
    const reason = whyNot(decoded, definition.manifest);
    if (reason !== null) {
      this.#options.log.debug(
        { topic: message.topic, offset: message.offset, reason },
        'signal not taken up',
      );
      return null;
    }
    try {
      const incoming = incomingSignal(decoded, definition.manifest.id);
      return { decoded, incoming, signal: this.#accepted(incoming) };
    } catch (error) {
      if (!isDwsError(error)) throw error;
      letters.push({ message, code: error.code, reason: error.message });
      return null;
    }
  }

  #accepted(incoming: IncomingSignal): SignalAccepted {
    const { manifest } = this.#options.worker.definition;
    const {
      caseId,
      source,
      id,
      type,
      subject,
      bodyDigest,
      body,
      occurredAt,
      topic,
      partition,
      offset,
      hops,
    } = incoming;
    return {
      caseId,
      worker: manifest.id,
      workerVersion: manifest.version,
      domain: manifest.domain,
      source,
      signalId: id,
      signalType: type,
      subject,
      bodyDigest,
      body,
      occurredAt,
      acceptedAt: nowOf(this.#options.clock),
      topic,
      partition,
      offset,
      hops,
      ...(incoming.parentCase === undefined ? {} : { parentCase: incoming.parentCase }),
      ...(incoming.parentWorker === undefined ? {} : { parentWorker: incoming.parentWorker }),
    };
  }

  async #wave(jobs: readonly Job[]): Promise<readonly DeadLetter[]> {
    const letters: DeadLetter[] = [];
    const known = await this.#options.cases.load(jobs.map(({ signal }) => signal.caseId));
    const fresh: Job[] = [];
    const seen: LoadedCase[] = [];
    jobs.forEach((job, index) => {
      const entry = known[index] as LoadedCase;
      if (entry.state.phase === 'none') fresh.push(job);
      else if (entry.state.signal.bodyDigest !== job.signal.bodyDigest) letters.push(conflict(job, entry));
      else seen.push(entry);
    });
    const failed = await this.#plan(fresh);
    await this.#continue(seen);
    for (const { signal, code, reason } of failed) {
      const job = fresh.find((entry) => entry.signal.caseId === signal.caseId);
      if (job) letters.push({ message: job.decoded.message, code, reason });
    }
    return letters;
  }

  /**
   * Plans what is new, then does everything that follows from what now stands in the store. A plan that throws
   * is a bug of its worker: its signal is given back, the others go on.
   */
  async #plan(jobs: readonly PlanJob[]): Promise<readonly FailedPlan[]> {
    const { probe, worker, metrics } = this.#options;
    if (jobs.length === 0) return [];
    const made = await Promise.all(jobs.map((job) => planCase(job, this.#options, this.#histories)));
    const changes: Change[] = [];
    const failed: FailedPlan[] = [];
    for (const entry of made) {
      if ('reason' in entry) failed.push(entry);
      else changes.push(entry);
    }
    await probe('worker:before-append');
    const changed = await this.#append(changes, jobs, failed);
    await probe('worker:after-append');
    metrics.count(
      'dws_cases_total',
      { worker: worker.definition.manifest.id, step: 'planned' },
      changed.length,
    );
    await this.#follow(
      changed.map(({ loaded }) => loaded),
      changed,
    );
    return failed;
  }

  /** A case that does not fit the store is given back, so that the others of its batch go on. */
  async #append(
    changes: readonly Change[],
    jobs: readonly PlanJob[],
    failed: FailedPlan[],
  ): Promise<readonly Changed[]> {
    try {
      return await this.#options.cases.change(changes);
    } catch (error) {
      const caseId = isDwsError(error, 'event-too-large') ? error.details['caseId'] : undefined;
      const signal = jobs.find((job) => job.signal.caseId === caseId)?.signal;
      if (!isDwsError(error) || !signal) throw error;
      failed.push({ signal, code: error.code, reason: error.message });
      const rest = changes.filter((change) => change.caseId !== caseId);
      return this.#append(rest, jobs, failed);
    }
  }

  /** A redelivered signal: never planned again, only carried on from what stands. */
  async #continue(seen: readonly LoadedCase[]): Promise<void> {
    if (seen.length > 0) await this.#follow(seen, []);
  }

  async #follow(cases: readonly LoadedCase[], changed: readonly Changed[]): Promise<void> {
    const { publisher, probe, worker } = this.#options;
    const { manifest } = worker.definition;
    // Side by side: a wave holds at most one case of each subject.
    if (manifest.supersedes) await Promise.all(cases.map((loaded) => this.#takePlace(loaded)));
    await publisher.fromStore(
      changed.length > 0 ? changed.flatMap(proposalsOf) : cases.flatMap(openProposals),
    );
    await probe('worker:after-publish');
  }

  /**
   * Puts the case on its subject's list and takes the place of older ones. A plan that found nothing to do takes
   * nobody's place: what is under way on the subject stays right.
   */
  async #takePlace({ caseId, state }: LoadedCase): Promise<void> {
    if (state.phase === 'none') return;
    await this.#histories.link(state.signal.worker, state.signal.subject, caseId);
    if (state.plan?.outcome !== 'nothing-to-do') await this.#supersedeOlder(caseId, state.signal);
  }

  /** Whatever older cases on the same subject have not yet done falls away. */
  async #supersedeOlder(caseId: string, signal: SignalAccepted): Promise<void> {
    const { cases, clock } = this.#options;
    const { cases: linked } = await this.#histories.load(signal.worker, signal.subject);
    const place = linked.findIndex((entry) => entry.caseId === caseId);
    const older = linked.slice(place + 1).filter(({ state }) => state.phase === 'open');
    const at = nowOf(clock);
    await cases.change(
      older.map((entry) => ({
        caseId: entry.caseId,
        causation: caseId,
        decide: ({ state }) =>
          supersede({ reason: 'newer-signal', byCase: caseId, changes: [], at, replan: false }, state),
      })),
    );
  }
}

function conflict({ decoded, signal }: Job, standing: LoadedCase): DeadLetter {
  const before = standing.state.phase === 'none' ? '' : standing.state.signal.bodyDigest;
  const reason = `${signal.source} ${signal.signalId} came before with body ${before}, now with ${signal.bodyDigest}`;
  return { message: decoded.message, code: 'signal-conflict', reason };
}

function proposalsOf({ loaded, appended }: Changed): FromStore[] {
  if (appended.length === 0) return openProposals(loaded);
  return appended.filter(({ event }) => event.type === 'action-proposal').map((event) => ({ loaded, event }));
}

/** Proposals that the governor has not decided yet: published again, in case they never were. */
function openProposals(loaded: LoadedCase): FromStore[] {
  const { state } = loaded;
  if (state.phase === 'none') return [];
  const open = new Set(
    state.proposals
      .filter(({ status }) => status.at === 'proposed')
      .map(({ proposal }) => proposal.proposalId),
  );
  return loaded.events
    .filter(({ event }) => event.type === 'action-proposal' && open.has(event.data.proposalId))
    .map((event) => ({ loaded, event }));
}

/** Signals on one subject keep their order: each wave holds at most one of each subject. */
function bySubject(jobs: readonly Job[]): readonly (readonly Job[])[] {
  const waves: Job[][] = [];
  const turns = new Map<string, number>();
  for (const job of jobs) {
    const turn = turns.get(job.signal.subject) ?? 0;
    turns.set(job.signal.subject, turn + 1);
    (waves[turn] ??= []).push(job);
  }
  return waves;
}
