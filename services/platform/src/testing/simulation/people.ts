import { nowOf } from '@dws/application';
import type { ControlCore } from '@dws/control-plane';
import type { ControlOrdered, ReviewDecided } from '@dws/contracts';
import { deterministicId, type JsonObject } from '@dws/kernel';
import {
  FORGED_KEY,
  SimulatedProcess,
  type CaseModel,
  type Oracle,
  type Random,
  type Simulation,
} from '@dws/simulator';
import type { Place } from './place.ts';
import type { SimulatedCompany } from './simulated-company.ts';

const PATIENCE_MS = 60_000;
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

/** People of the company: they decide reviews, give orders and change records, whenever it comes to them. */
export class People {
  readonly #simulation: Simulation;
  readonly #oracle: Oracle;
  readonly #random: Random;
  readonly #desks: readonly Place[];
  readonly #company: SimulatedCompany;
  readonly #intrude: (into: CaseModel, decision: ReviewDecided) => void;
  readonly #process: SimulatedProcess;
  #orders = 0;
  #busy = 0;

  constructor(
    simulation: Simulation,
    oracle: Oracle,
    random: Random,
    desks: readonly Place[],
    company: SimulatedCompany,
    intrude: (into: CaseModel, decision: ReviewDecided) => void,
  ) {
    this.#intrude = intrude;
    this.#simulation = simulation;
    this.#oracle = oracle;
    this.#random = random;
    this.#desks = desks;
    this.#company = company;
    this.#process = new SimulatedProcess(simulation, 'people', false);
  }

  /** Requests that were not answered yet. */
  get busy(): number {
    return this.#busy;
  }

  /** Does one thing that a person may do at any time. */
  act(): void {
    const kind = this.#random.next();
    if (kind < 0.06) this.#forge();
    else if (kind < 0.6) this.decide(false);
    else if (kind < 0.74) this.#order();
    else if (kind < 0.86) this.resumeAll();
    else this.#editRecord();
  }

  /** Decides the reviews that a control plane shows; in the end everything that is left. */
  decide(all: boolean): void {
    const desk = this.#desk();
    if (!desk) return;
    const open = [...desk.projection.cases.underReview()].flatMap(({ proposals }) =>
      proposals.flatMap(({ step, review }) => (step === 'under-review' && review ? [review] : [])),
    );
    for (const { reviewId, reviewers } of open) {
      if (!all && this.#random.chance(0.4)) continue;
      const verdict = all ? 'approve' : this.#random.pick(['approve', 'approve', 'edit', 'reject'] as const);
      // Named by role: whoever decides holds it. Who may decide what has specs of its own.
      const person = { id: 'erin', name: 'Erin', roles: reviewers, also: [] };
      this.#ask(`${verdict} ${reviewId}`, async () => {
        const { entry } = await desk.reviews.find(reviewId);
        const { digest, arguments: args } = entry.proposal;
        // A packet that was opened long ago, or another one: whoever decides on it must be refused.
        const shown = !all && this.#random.chance(0.3) ? 'f'.repeat(64) : digest;
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
    for (const { order, grain, target } of this.#oracle.control.standing)
      this.#give({ kind: 'resume', grain, target, resumes: order });
  }

  /** An intruder can write into the store, and has no key. */
  #forge(): void {
    for (const found of this.#oracle.known.cases.values())
      for (const { step, proposal, review } of found.proposals.values()) {
        if (step !== 'under-review' || !review || found.phase !== 'open') continue;
        this.#simulation.note(`an intruder approves ${proposal.proposalId}`);
        this.#intrude(found, {
          ...{ proposalId: proposal.proposalId, digest: proposal.digest, reviewId: review.reviewId },
          ...{ verdict: 'approve', reviewer: 'erin', reasonCode: '', comment: '', editSize: 0 },
          ...{ openedAt: proposal.proposedAt, decidedAt: nowOf(this.#process.clock), policiesHash: '' },
          ...{ keyId: FORGED_KEY, signature: 'AAAA' },
        });
        return;
      }
  }

  #order(): void {
    const [grain, target] = this.#random.pick(GRAINS);
    this.#give({ kind: this.#random.pick(KINDS), grain, target });
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
      this.#simulation.note(`people are told that ${order.kind} ${order.order} holds`);
      this.#oracle.control.answered(order.order);
    });
  }

  #editRecord(): void {
    const id = this.#random.pick(['acc-0001', 'acc-0007']);
    this.#simulation.note(`people change crm/account/${id}`);
    this.#company.edit('crm', 'account', id, { name: `Renamed ${this.#random.below(1_000)}` });
  }

  #desk(): ControlCore | null {
    const cores = this.#desks.flatMap(({ deployed }) => deployed?.core ?? []);
    return cores.length === 0 ? null : this.#random.pick(cores);
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
      .catch((error: unknown) => this.#simulation.note(`people are refused: ${String(error)}`));
    const patience = new AbortController();
    void Promise.race([answer, this.#process.sleep(PATIENCE_MS, patience.signal)]).then(() => {
      patience.abort();
      this.#busy -= 1;
    });
  }
}

/** The same arguments with another wording, where there is any. */
function edited(args: JsonObject): JsonObject | undefined {
  for (const name of ['body', 'text', 'title', 'description', 'reason']) {
    const value = args[name];
    if (typeof value === 'string') return { ...args, [name]: `${value} (as edited)` };
  }
  return undefined;
}
