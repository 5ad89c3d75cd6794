import {
  accept,
  evolve,
  NO_CASE,
  recordPlan,
  snapshotDigest,
  type CaseEvent,
  type CaseState,
  type Decision,
} from '@dws/case';
import type { ContextAssembled, Planned, SignalAccepted } from '@dws/contracts';
import type { Recalled } from '@dws/memory';
import { digestOf, type Instant, type JsonObject, type JsonValue } from '@dws/kernel';
import {
  proposalsOf,
  standingIntents,
  type Context,
  type Plan,
  type PlanInput,
  type SignalView,
  type WorkerDefinition,
} from '@dws/worker';
import { addSeconds } from '../runtime/instants.ts';
import { recordFindings } from './record-findings.ts';

/** A worker with the model it runs on, its own types put aside: only its plan knows them. */
export interface RunnableWorker {
  readonly definition: WorkerDefinition;
  readonly model: unknown;
  /** Hash of the model; empty where there is none. */
  readonly modelVersion: string;
}

export interface MadePlan {
  readonly plan: Plan;
  readonly context: ContextAssembled;
  readonly planned: Planned;
}

export function signalView(signal: SignalAccepted): SignalView {
  const { signalType: type, source, signalId: id, subject, occurredAt, body, hops } = signal;
  return { type, source, id, subject, occurredAt, body, hops };
}

const NOTHING_LEARNED: Recalled = { position: '', memory: {} };

/** Runs the plan on a context and writes down everything it takes to run it again. */
export function makePlan(
  { definition, model, modelVersion }: RunnableWorker,
  signal: SignalAccepted,
  read: Context,
  attempt: number,
  now: Instant,
  remembered: Recalled = NOTHING_LEARNED,
): MadePlan {
  const { records, missing, earlier } = read;
  const snapshot = snapshotDigest(records, missing, earlier);
  const context: ContextAssembled = {
    attempt,
    assembledAt: now,
    records: [...records],
    missing: [...missing],
    earlier: [...earlier],
    memoryPosition: remembered.position,
    memory: remembered.memory,
    snapshotDigest: snapshot,
  };
  const plan = definition.plan(planInput(definition.tables, model, signal, context, now));
  const planned: Planned = {
    attempt,
    plannedAt: now,
    workerVersion: definition.manifest.version,
    modelVersion,
    tablesVersion: definition.tablesVersion,
    promptVersion: '',
    snapshotDigest: snapshot,
    outcome: plan.outcome,
    confidence: plan.confidence,
    rationale: plan.rationale,
    missingInputs: [...plan.missingInputs],
    findings: [...plan.findings, ...recordFindings(records)],
    memo: plan.memo,
    proposals: plan.actions.length,
    planDigest: digestOf(plan as unknown as JsonValue),
  };
  return { plan, context, planned };
}

/** The input of a plan, the same whether it is made for the first time or replayed from the record. */
export function planInput(
  tables: JsonObject,
  model: unknown,
  signal: SignalAccepted,
  context: ContextAssembled,
  now: Instant,
): PlanInput {
  const { records, missing, earlier, memory } = context;
  return { signal: signalView(signal), context: { records, missing, earlier }, memory, tables, model, now };
}

/** Acceptance (where it is still due) and plan as one decision, so that they stand together or not at all. */
export function decidePlan(
  worker: RunnableWorker,
  signal: SignalAccepted,
  made: MadePlan,
  state: CaseState,
): Decision {
  const opening: CaseEvent[] = [];
  if (state.phase === 'none') opening.push(...accept(signal, NO_CASE).events);
  else if (state.phase !== 'accepted') return accept(signal, state);
  const accepted = opening.reduce(evolve, state);
  const { manifest } = worker.definition;
  const proposals = proposalsOf(
    made.plan,
    manifest,
    signal,
    made.context,
    made.planned.plannedAt,
    addSeconds,
    standingIntents(accepted),
  );
  const decision = recordPlan({ context: made.context, planned: made.planned, proposals }, accepted);
  return decision.refusal ? decision : { events: [...opening, ...decision.events] };
}
