import { nowOf } from '@dws/application';
import type { ControlCore } from '@dws/control-plane';
import type { ControlOrdered, RecordRef } from '@dws/contracts';
import { deterministicId } from '@dws/kernel';
import { SimulatedProcess, type CaseModel, type Oracle, type Random, type Simulation } from '@dws/simulator';
import { edited } from './edited.ts';
import type { Intruder } from './intruder.ts';
import type { Place } from './place.ts';
import type { Deed, Weights } from './profiles.ts';
import { weighed } from './weighed.ts';
import type { SimulatedCompany } from './simulated-company.ts';

const PATIENCE_MS = 60_000;
const REVIEWERS = ['erin', 'femi', 'gita'] as const;
const KINDS = ['kill', 'kill', 'pause', 'stop-pending'] as const;
const GRAINS = [
  ['worker', 'churn-signal'],
  ['worker', 'ticket-classification'],
  ['worker', 'revenue-execution'],
  ['domain', 'customer-experience'],
  ['action-kind', 'crm.update-health-score'],
  ['customer', 'acc-0001'],
  ['everything', ''],
] as const;

export interface PeopleOptions {
  readonly simulation: Simulation;
  readonly oracle: Oracle;
  readonly random: Random;
  /** Where control planes run. */
  readonly desks: readonly Place[];
  readonly company: SimulatedCompany;
  readonly intruder: Intruder;
  readonly doing: Weights<Deed>;
}

/** People of the company: they decide reviews, give orders and change records, whenever it comes to them. */
export class People {
  readonly #options: PeopleOptions;
  readonly #process: SimulatedProcess;
  #orders = 0;
  #busy = 0;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.#process = new SimulatedProcess(options.simulation, 'people', false);
  }

  /** Requests that were not answered yet. */
  get busy(): number {
    return this.#busy;
  }

  /** Does one thing that a person may do at any time. */
  act(): void {
    const { random, doing } = this.#options;
    switch (weighed(doing, random)) {
      case 'forge':
        this.forge(random.pick(['word', 'gate']));
        return;
      case 'decide':
        this.decide(false);
        return;
      case 'order':
        this.#order();
        return;
      case 'resume':
        this.resumeAll();
        return;
      case 'edit-record':
        this.changeRecord({
          system: 'crm',
          recordType: 'account',
          id: random.pick(['acc-0001', 'acc-0007']),
        });
    }
  }

  /** Somebody without a key writes into the store. */
  forge(kind: 'word' | 'gate'): void {
    const done = this.#options.intruder.strike(kind);
    if (done !== null) this.#options.simulation.note(`an intruder ${done}`);
  }

  /** Orders that the work on this case rests, in one way or another. */
  hold({ signal, proposals }: CaseModel): void {
    const { random } = this.#options;
    const { worker, domain } = signal;
    const scopes: (readonly [ControlOrdered['grain'], string])[] = [
      ['worker', worker],
      ['domain', domain],
      ...[...proposals.values()].flatMap(({ step, proposal: { actionKind, customer } }) =>
        step === 'allowed' ? [['action-kind', actionKind] as const, ['customer', customer] as const] : [],
      ),
    ];
    const [grain, target] = random.pick(scopes.filter(([, target]) => target !== ''));
    this.#give({ kind: random.pick(['kill', 'pause']), grain, target });
  }

  changeRecord({ system, recordType, id }: Omit<RecordRef, 'version'>): void {
    const { simulation, company, random } = this.#options;
    simulation.note(`people change ${system}/${recordType}/${id}`);
    company.edit(system, recordType, id, { name: `Renamed ${random.below(1_000)}` });
  }

  /** Decides the reviews that a control plane shows; in the end everything that is left. */
  decide(all: boolean): void {
    const { random } = this.#options;
    const desk = this.#desk();
    if (!desk) return;
    const open = [...desk.projection.cases.underReview()].flatMap(({ proposals }) =>
      proposals.flatMap(({ step, review }) => (step === 'under-review' && review ? [review] : [])),
    );
    for (const { reviewId, reviewers } of open) {
      if (!all && this.#options.random.chance(0.4)) continue;
      const verdict = all
        ? 'approve'
        : this.#options.random.pick(['approve', 'approve', 'edit', 'reject'] as const);
      this.#ask(`${verdict} ${reviewId}`, async () => {
        const { entry } = await desk.reviews.find(reviewId);
        const { digest, arguments: args, editedBy } = entry.proposal;
        // Named by role: whoever decides holds it. Nobody decides on what is their own.
        const id = random.pick(REVIEWERS.filter((name) => name !== editedBy));
        const person = { id, name: id, roles: reviewers, also: [] };
        // A packet that was opened long ago, or another one: whoever decides on it must be refused.
        const shown = !all && this.#options.random.chance(0.3) ? 'f'.repeat(64) : digest;
        const judgement = { digest: shown, reasonCode: 'simulated', comment: '' };
        const editedArguments = edited(args);
        // What cannot be edited in words is approved as it is.
        if (verdict === 'edit' && editedArguments)
          await desk.reviews.decide(reviewId, 'edit', person, { ...judgement, editedArguments });
        else await desk.reviews.decide(reviewId, verdict === 'edit' ? 'approve' : verdict, person, judgement);
      });
    }
  }

  resumeAll(): void {
    for (const { order, grain, target } of this.#options.oracle.control.standing)
      this.#give({ kind: 'resume', grain, target, resumes: order });
  }

  #order(): void {
    const [grain, target] = this.#options.random.pick(GRAINS);
    this.#give({ kind: this.#options.random.pick(KINDS), grain, target });
  }

  #give(asked: Pick<ControlOrdered, 'kind' | 'grain' | 'target'> & { readonly resumes?: string }): void {
    const desk = this.#desk();
    if (!desk) return;
    this.#orders += 1;
    const order: ControlOrdered = {
      ...asked,
      order: deterministicId('simulated-order', String(this.#orders)),
      reason: 'simulated',
      by: 'olga',
      at: nowOf(this.#process.clock),
    };
    this.#ask(`${asked.kind} ${asked.grain} ${asked.target}`, async () => {
      await desk.orders.give(order);
      this.#options.simulation.note(`people are told that ${order.kind} ${order.order} holds`);
      this.#options.oracle.control.answered(order.order);
    });
  }

  #desk(): ControlCore | null {
    const cores = this.#options.desks.flatMap(({ deployed }) => deployed?.core ?? []);
    return cores.length === 0 ? null : this.#options.random.pick(cores);
  }

  /** A refusal is an answer like any other; from a dead control plane none comes. */
  #ask(what: string, request: () => Promise<void>): void {
    this.#busy += 1;
    const answer = this.#process
      .call({
        port: 'control-plane',
        operation: 'ask',
        about: what,
        faults: ['delay-before'],
        perform: request,
        failed: () => new Error('nobody answers'),
      })
      .catch((error: unknown) => this.#options.simulation.note(`people are refused: ${String(error)}`));
    const patience = new AbortController();
    void Promise.race([answer, this.#process.sleep(PATIENCE_MS, patience.signal)]).then(() => {
      patience.abort();
      this.#busy -= 1;
    });
  }
}
