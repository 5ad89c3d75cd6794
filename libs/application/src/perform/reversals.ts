import {
  claimReversal,
  endReversal,
  freeze,
  nextReversal,
  reversalReferenceOf,
  type Decision,
  type ProposalState,
} from '@dws/case';
import type { ReversalClaimed } from '@dws/contracts';
import { holdOn, type ControlState } from '@dws/control';
import type { Change, Changed } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import { frozenBy } from '../control/frozen-by.ts';
import { addSeconds, nowOf } from '../runtime/instants.ts';
import type { Dispatch } from './effect-runner.ts';
import type { PerformOptions } from './perform-engine.ts';
import type { Undoing, Work } from './performer.ts';

const REASON = 'a step that the plan insists on was not executed';

interface Intent {
  readonly loaded: LoadedCase;
  readonly entry: ProposalState;
  /** Null where the system names nothing that undoes it. */
  readonly undoing: Undoing | null;
}

type Traces = ReadonlyMap<string, string | undefined>;

/** Claims the undoing of what was executed in vain, under the standing control orders like any other claim. */
export class Reversals {
  readonly #options: PerformOptions;

  constructor(options: PerformOptions) {
    this.#options = options;
  }

  /** Those that an earlier process, or an earlier try, left claimed. */
  interrupted(loaded: readonly LoadedCase[], traces: Traces): readonly Dispatch[] {
    return loaded.flatMap((entry): Dispatch[] => {
      const { state } = entry;
      if (state.phase === 'none') return [];
      return state.proposals.flatMap((found) =>
        found.status.at === 'reversing' && this.#options.performer.accepts(found.proposal)
          ? [{ work: workOf(found, found.status.claim, entry, traces), resumed: entry }]
          : [],
      );
    });
  }

  /** What is claimed now, and the cases in which something else was recorded. */
  async claim(
    loaded: readonly LoadedCase[],
    traces: Traces,
  ): Promise<{ readonly dispatches: readonly Dispatch[]; readonly changed: readonly Changed[] }> {
    const intents = loaded.flatMap((entry) => this.#intent(entry));
    if (intents.length === 0) return { dispatches: [], changed: [] };
    const passages = intents.map(({ loaded: { caseId }, entry: { proposal } }) => ({
      caseId,
      target: proposal,
    }));
    const changed = await this.#options.point.pass(passages, (control) =>
      this.#options.cases.change(intents.map((intent) => this.#change(intent, control, traces))),
    );
    return { dispatches: changed.flatMap((one, at) => dispatchOf(one, intents[at], traces)), changed };
  }

  #intent(loaded: LoadedCase): readonly Intent[] {
    const entry = nextReversal(loaded.state);
    const { performer } = this.#options;
    if (entry?.status.at !== 'executed' || !performer.accepts(entry.proposal)) return [];
    const undoing = performer.undoing?.(entry.proposal, entry.status.outcome.receipt) ?? null;
    return [{ loaded, entry, undoing }];
  }

  #change({ loaded: { caseId }, entry, undoing }: Intent, control: ControlState, traces: Traces): Change {
    const { authenticity, clock, log } = this.#options;
    const { proposal } = entry;
    const { proposalId, digest } = proposal;
    const traceparent = traces.get(caseId);
    return {
      caseId,
      causation: proposalId,
      ...(traceparent ? { traceparent } : {}),
      decide: ({ state }): Decision => {
        const now = nowOf(clock);
        const held = state.phase === 'none' ? null : holdOn(control, proposal);
        if (held) {
          return freeze(frozenBy(held, now), state);
        }
        const flaw = state.phase === 'none' ? null : authenticity.flawOf(proposalId, state);
        if (flaw !== null) {
          log.error({ caseId, proposalId, flaw }, 'reversal refused');
          return { events: [], refusal: { code: 'not-eligible', text: flaw } };
        }
        if (undoing && undoing.operation === proposal.reversal)
          return claimReversal(this.#claimed(entry, undoing, control, now), state);
        const message = `the system names ${undoing?.operation ?? 'nothing'} to undo it, the plan ${proposal.reversal}`;
        const data = { proposalId, digest, at: now, code: 'argument-invalid', message };
        return endReversal({ type: 'reversal-failed', data }, state);
      },
    };
  }

  #claimed(
    { proposal }: ProposalState,
    undoing: Undoing,
    control: ControlState,
    now: string,
  ): ReversalClaimed {
    const { service, instance, bounds } = this.#options;
    return {
      proposalId: proposal.proposalId,
      digest: proposal.digest,
      operation: undoing.operation,
      arguments: undoing.arguments,
      expects: [...undoing.expects],
      reason: REASON,
      claimant: `${service}/${instance}`,
      claimedAt: now,
      deadline: addSeconds(now, bounds.dispatchMs / 1000),
      reference: reversalReferenceOf(proposal.caseId, proposal.digest),
      effectClass: undoing.effectClass,
      controlRevision: control.revision,
    };
  }
}

function dispatchOf(
  { loaded, appended }: Changed,
  intent: Intent | undefined,
  traces: Traces,
): readonly Dispatch[] {
  return appended.flatMap(({ event }) =>
    event.type === 'reversal-claimed' && intent
      ? [{ work: workOf(intent.entry, event.data, loaded, traces), resumed: null }]
      : [],
  );
}

/** A write like any other, with another operation, under a reference of its own. */
function workOf(
  { proposal }: ProposalState,
  claim: ReversalClaimed,
  { caseId, state }: LoadedCase,
  traces: Traces,
): Work {
  if (state.phase === 'none') throw new Error(`case ${caseId} is gone`);
  const { operation, expects } = claim;
  return {
    proposal: { ...proposal, operation, arguments: claim.arguments, expects },
    claim: { ...claim, policiesHash: '' },
    state,
    traceparent: traces.get(caseId),
    undoes: claim,
  };
}
