import type { ActionProposal, Claimed, ControlOrdered, OrderAcknowledged } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import { dataOf, type Knowledge, type Report } from './knowledge.ts';

interface KnownOrder {
  readonly order: ControlOrdered;
  readonly points: Set<string>;
  /** Proposals that were there when the order was given: what stopping the pending is about. */
  readonly pending: ReadonlySet<string>;
  answered: boolean;
  stands: boolean;
}

/** Once an order is acknowledged, nothing in its scope is claimed until it is resumed. */
export class ControlOracle {
  readonly #known: Knowledge;
  readonly #report: Report;
  readonly #orders = new Map<string, KnownOrder>();

  constructor(known: Knowledge, report: Report) {
    this.#known = known;
    this.#report = report;
  }

  /** Orders that hold work until they are resumed. */
  get standing(): readonly ControlOrdered[] {
    return [...this.#orders.values()]
      .filter(({ stands, order }) => stands && order.kind !== 'stop-pending')
      .map(({ order }) => order);
  }

  get unanswered(): number {
    return [...this.#orders.values()].filter(({ answered, order }) => !answered && order.kind !== 'resume')
      .length;
  }

  appended(event: RecordedEvent): void {
    switch (event.type) {
      case 'control-ordered': {
        const order = dataOf<ControlOrdered>(event);
        const ended = this.#orders.get(order.resumes ?? '');
        if (ended) ended.stands = false;
        const pending = [...this.#known.cases.values()].flatMap(({ proposals }) => [...proposals.keys()]);
        const stands = order.kind !== 'resume';
        const points = new Set<string>();
        this.#orders.set(order.order, { order, points, pending: new Set(pending), answered: false, stands });
        return;
      }
      case 'order-acknowledged': {
        const { order, point } = dataOf<OrderAcknowledged>(event);
        this.#orders.get(order)?.points.add(point);
        return;
      }
      case 'order-completed':
        this.answered(dataOf<{ readonly order: string }>(event).order);
        return;
      case 'claimed':
        this.#claimed(event);
        return;
      default:
    }
  }

  /** The person who gave the order was told that it holds. */
  answered(order: string): void {
    const known = this.#orders.get(order);
    if (known) known.answered = true;
  }

  #claimed(event: RecordedEvent): void {
    const claim = dataOf<Claimed>(event);
    const proposal = this.#known.cases.get(event.stream)?.proposals.get(claim.proposalId)?.proposal;
    if (!proposal) return;
    for (const { order, points, pending, answered, stands } of this.#orders.values()) {
      if (!stands || !inScope(order, proposal)) continue;
      if (order.kind === 'stop-pending' && !pending.has(claim.proposalId)) continue;
      const where = `${claim.proposalId} (${proposal.operation}) by ${claim.claimant}`;
      if (answered)
        this.#report(
          'nothing-is-claimed-after-a-kill',
          `${where} after ${order.kind} ${order.order} was answered`,
        );
      // Stopping what is pending is the control plane's own doing: a point promises nothing by answering.
      else if (order.kind !== 'stop-pending' && points.has(claim.claimant))
        this.#report(
          'nothing-is-claimed-after-a-kill',
          `${where} after it acknowledged ${order.kind} ${order.order}`,
        );
    }
  }
}

/** Written down again: the product's own reading of a scope is what is tested. */
function inScope({ grain, target }: ControlOrdered, proposal: ActionProposal): boolean {
  switch (grain) {
    case 'worker':
      return proposal.worker === target;
    case 'domain':
      return proposal.domain === target;
    case 'action-kind':
      return proposal.actionKind === target;
    case 'customer':
      return proposal.customer === target;
    default:
      return true;
  }
}
