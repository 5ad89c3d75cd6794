import { planInput, type RunnableWorker } from '@dws/application';
import { digestOf, type JsonValue } from '@dws/kernel';
import type { Plan, PlanFunction } from '@dws/worker';
import { comparePlans, type PlanComparison } from './compare-plans.ts';
import type { RecordedPlan } from './recorded-plan.ts';

/** A version that the plan was made with and that is another one now: why a replay may differ. */
export interface OtherVersion {
  readonly of: 'worker' | 'tables' | 'model';
  readonly recorded: string;
  readonly here: string;
}

export interface Replay {
  /** Whether the worker's own plan came out bit for bit as recorded. */
  readonly reproduced: boolean;
  readonly recordedDigest: string;
  readonly digest: string;
  readonly otherVersions: readonly OtherVersion[];
  /** Against what the case recorded; of interest where it was not reproduced, or another plan was tried. */
  readonly comparison: PlanComparison;
  readonly plan: Plan;
}

/** The model to plan with, and its hash. */
export interface ReplayModel {
  readonly model: unknown;
  readonly version: string;
}

/**
 * Runs a plan again on the input that the case recorded.
 * @param tried another plan to run instead of the worker's own
 */
export function replay(
  recorded: RecordedPlan,
  { definition }: RunnableWorker,
  { model, version }: ReplayModel,
  tried?: PlanFunction,
): Replay {
  const { signal, context, planned } = recorded;
  const input = planInput(definition.tables, model, signal, context, planned.plannedAt);
  const own = definition.plan(input);
  const plan = tried === undefined ? own : tried(input);
  const digest = digestOf(own as unknown as JsonValue);
  const reproduced = digest === planned.planDigest;
  const versions = [
    { of: 'worker', recorded: planned.workerVersion, here: definition.manifest.version },
    { of: 'tables', recorded: planned.tablesVersion, here: definition.tablesVersion },
    { of: 'model', recorded: planned.modelVersion, here: version },
  ] as const;
  return {
    reproduced,
    recordedDigest: planned.planDigest,
    digest,
    otherVersions: versions.filter((one) => one.recorded !== one.here),
    // The reproduced plan is the recorded one, whole; otherwise the case's events are all there is of it.
    comparison: comparePlans(reproduced ? own : planOf(recorded, plan), plan),
    plan,
  };
}

/**
 * The plan as the case's events tell it. What they do not keep of an action is taken from the plan compared with,
 * so that only what was recorded can differ.
 */
function planOf({ planned, proposals }: RecordedPlan, other: Plan): Plan {
  const { outcome, confidence, rationale, missingInputs, findings, memo } = planned;
  return {
    outcome: outcome as Plan['outcome'],
    confidence,
    rationale,
    missingInputs,
    findings,
    memo,
    actions: proposals.map((proposal) => {
      const { expects, after, onFailure } = other.actions[proposal.ordinal] ?? {};
      const { customer, customerTier, value } = proposal;
      return {
        kind: proposal.actionKind,
        arguments: proposal.arguments,
        summary: proposal.summary,
        rationale: proposal.rationale,
        confidence: proposal.confidence,
        ...(customer === '' ? {} : { customer }),
        ...(customerTier === '' ? {} : { customerTier }),
        ...(value === undefined ? {} : { value }),
        ...(expects === undefined ? {} : { expects }),
        ...(after === undefined ? {} : { after }),
        ...(onFailure === undefined ? {} : { onFailure }),
      };
    }),
  };
}
