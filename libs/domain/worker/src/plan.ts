import type { MissingInput, Money, Reason } from '@dws/contracts';
import type { Instant, JsonObject } from '@dws/kernel';
import type { Context, SignalView } from './context.ts';

export interface PlannedAction {
  /** Action kind that the manifest declares, or `escalate`. */
  readonly kind: string;
  readonly arguments: JsonObject;
  /** The action in plain words. */
  readonly summary: string;
  readonly rationale: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Customer that limits count by. */
  readonly customer?: string;
  readonly customerTier?: string;
  readonly value?: Money;
  /** Names of context records whose versions the write insists on. */
  readonly expects?: readonly string[];
  /** Places in this plan of the actions that must be executed first. */
  readonly after?: readonly number[];
  /**
   * What becomes of the rest of the plan when this step is not executed. `stop`: when it fails, nothing further begins.
   * `reverse`: when it fails, is denied, rejected, superseded or runs out, nothing further begins and what was
   * executed and can be undone is.
   */
  readonly onFailure?: 'continue' | 'stop' | 'reverse';
}

/** The result of planning: data, complete, reproducible. */
export interface Plan {
  readonly outcome: 'act' | 'nothing-to-do' | 'ask-person';
  readonly confidence: number;
  /** Names the facts it rests on. */
  readonly rationale: string;
  readonly actions: readonly PlannedAction[];
  readonly missingInputs: readonly MissingInput[];
  /** Things noticed on the way, such as instructions hidden in a text. */
  readonly findings: readonly Reason[];
  /** What later cases on the same subject should know. */
  readonly memo: JsonObject;
}

export interface PlanInput<Tables = JsonObject, Model = unknown> {
  readonly signal: SignalView;
  readonly context: Context;
  /** Beliefs of the worker's memory. */
  readonly memory: JsonObject;
  /** Decision tables that a business owner changes. */
  readonly tables: Tables;
  /** The trained model, where the manifest names one. */
  readonly model: Model;
  readonly now: Instant;
}

/** Pure: the same input gives the same plan, for ever. */
export type PlanFunction<Tables = JsonObject, Model = unknown> = (input: PlanInput<Tables, Model>) => Plan;
