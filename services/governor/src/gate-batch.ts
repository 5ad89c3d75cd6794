import {
  frozenBy,
  nowOf,
  spanOf,
  traced,
  type Change,
  type Changed,
  type EnforcementPoint,
  type GateMac,
  type LoadedCase,
  type ServicePorts,
} from '@dws/application';
import { freeze, holdOf, recordGate, type Decision, type LiveCase, type ProposalStatus } from '@dws/case';
import type { ActionProposal } from '@dws/contracts';
import { holdOn, type ControlState, type ControlTarget, type StandingOrder } from '@dws/control';
import {
  approvedVerdict,
  changesSinceReview,
  decideGate,
  forgedVerdict,
  gateFacts,
  isIntact,
  limitsTold,
  type GateFacts,
  type Registry,
  type Verdict,
} from '@dws/gate';
import type { Policies } from '@dws/policies';
import { isEnded } from './limits/ended-shares.ts';
import { grantsFor, type Grant } from './limits/grants.ts';
import type { LimitAsk } from './limits/limit-ref.ts';
import type { LimitLedger } from './limits/limit-ledger.ts';

export interface GateBatchOptions {
  readonly ports: ServicePorts;
  readonly point: EnforcementPoint;
  readonly policies: Policies;
  readonly registry: Registry;
  readonly mac: GateMac;
  /** Secret that chooses what is looked at after the effect. */
  readonly afterReviewKey: Uint8Array;
  readonly ledger: LimitLedger;
}

/** A proposal that is to be decided. */
export interface Pending {
  readonly loaded: LoadedCase;
  readonly state: LiveCase;
  readonly proposal: ActionProposal;
  /** Set where a person approved it: what is left to ask is whether the limits leave room. */
  readonly approved: Extract<ProposalStatus, { at: 'approved' }> | null;
}

interface Judged extends Pending {
  readonly verdict: Verdict;
}

const NONE_TOLD: ReadonlySet<string> = new Set();

/** Decides proposals under the standing control orders: an order that comes meanwhile waits for the append. */
export class GateBatch {
  readonly #options: GateBatchOptions;

  constructor(options: GateBatchOptions) {
    this.#options = options;
  }

  /** The cases as they stand after it, with what was appended. */
  async decide(
    pending: readonly Pending[],
    traces: ReadonlyMap<string, string | undefined>,
  ): Promise<readonly Changed[]> {
    if (pending.length === 0) return [];
    const judged = await this.#judge(pending);
    const passages = pending.map(({ loaded, proposal }) => ({
      caseId: loaded.caseId,
      target: targetOf(proposal),
    }));
    const spans = () =>
      pending.map(({ loaded: { caseId }, proposal }) => spanOf(proposal, traces.get(caseId)));
    const { changed, granted } = await traced(this.#options.ports.tracing, 'gate', 'internal', spans, () =>
      this.#options.point.pass(passages, (control) => this.#underOrders(judged, control, traces)),
    );
    await this.#options.ledger.release(unneeded(judged, granted, changed));
    this.#measure(changed);
    return changed;
  }

  /** Answers of the engines take a moment, so they are had before the orders are looked at. */
  async #judge(pending: readonly Pending[]): Promise<readonly Judged[]> {
    const { policies, registry } = this.#options;
    return Promise.all(
      pending.map(async (entry): Promise<Judged> => {
        const { proposal, state } = entry;
        const worker = registry(proposal.worker);
        if (!isIntact(proposal)) return { ...entry, verdict: forgedVerdict(worker?.stage ?? 'unregistered') };
        if (entry.approved) {
          const { gate, decision } = entry.approved;
          return { ...entry, verdict: approvedVerdict(gate, decision) };
        }
        const facts: GateFacts = gateFacts(proposal, state);
        return {
          ...entry,
          verdict: policies.known(facts, worker) ?? (await policies.verdict(facts, worker)),
        };
      }),
    );
  }

  async #underOrders(
    judged: readonly Judged[],
    control: ControlState,
    traces: ReadonlyMap<string, string | undefined>,
  ): Promise<{ changed: readonly Changed[]; granted: readonly Grant[] }> {
    const { ports, ledger, policies } = this.#options;
    const orders = judged.map(({ proposal }) => holdOn(control, targetOf(proposal)));
    const granted = await grantsFor(
      judged.map((entry, index) => ({
        ...entry,
        held: orders[index] !== null,
        told: entry.approved ? limitsTold(entry.approved.gate) : NONE_TOLD,
      })),
      { ledger, policies, now: ports.clock.now() },
    );
    if (granted.some(({ reserved }) => reserved.length > 0)) await ports.probe('governor:after-reserve');
    const changes = judged.map((entry, index): Change => {
      const traceparent = traces.get(entry.loaded.caseId);
      const order = orders[index];
      return {
        caseId: entry.loaded.caseId,
        causation: entry.proposal.proposalId,
        ...(traceparent ? { traceparent } : {}),
        decide: (loaded) =>
          order ? this.#freeze(order, loaded) : this.#record(entry, granted[index] as Grant, control, loaded),
      };
    });
    return { changed: await ports.cases.change(changes), granted };
  }

  #freeze(order: StandingOrder, { state }: LoadedCase): Decision {
    return freeze(frozenBy(order, nowOf(this.#options.ports.clock)), state);
  }

  #record(
    { proposal, verdict, state: judgedOn }: Judged,
    { exceeded, reservations }: Grant,
    control: ControlState,
    { state, events }: LoadedCase,
  ): Decision {
    const { ports, policies, mac, afterReviewKey } = this.#options;
    const hold = state.phase === 'none' ? null : holdOf(state, targetOf(proposal));
    if (hold) return { events: [], refusal: { code: 'held', text: `control order ${hold.order} holds it` } };
    const { gate, review } = decideGate(proposal, verdict, {
      workerVersion: judgedOn.plan?.workerVersion ?? '',
      controlRevision: control.revision,
      policiesHash: policies.hash,
      reservations,
      exceeded,
      defaults: policies.of(proposal.domain).defaults,
      asked: askedBefore(proposal, events),
      changes: changesSinceReview(events.map(({ event }) => event)),
      afterReviewKey,
      now: nowOf(ports.clock),
    });
    return recordGate({ gate: { ...gate, mac: mac.of(proposal.caseId, gate) }, review }, state);
  }

  #measure(changed: readonly Changed[]): void {
    for (const { appended } of changed) {
      for (const { event } of appended) {
        if (event.type !== 'gate-decided') continue;
        const { decision, mode, trustCell } = event.data;
        const result = mode === 'shadow' ? `shadow-${decision}` : decision;
        this.#options.ports.metrics.count('dws_gate_decisions_total', { worker: trustCell.worker, result });
      }
    }
  }
}

/** Shares that were set aside for nothing: another limit left no room, or the case had ended meanwhile. */
function unneeded(
  judged: readonly Judged[],
  granted: readonly Grant[],
  changed: readonly Changed[],
): readonly LimitAsk[] {
  return judged.flatMap(({ proposal }, index) => {
    const { reserved, exceeded } = granted[index] as Grant;
    const result = changed[index] as Changed;
    const decidedHere = result.appended.some(({ event }) => event.type === 'gate-decided');
    const useless = decidedHere ? exceeded.length > 0 : isEnded(result.loaded.state, proposal.digest);
    return useless ? reserved : [];
  });
}

export function targetOf({ worker, domain, actionKind, customer }: ActionProposal): ControlTarget {
  return { worker, domain, actionKind, customer };
}

function askedBefore({ proposalId }: ActionProposal, events: LoadedCase['events']): number {
  return events.filter(
    ({ event }) => event.type === 'review-requested' && event.data.proposalId === proposalId,
  ).length;
}
