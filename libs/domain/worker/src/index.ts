export {
  EMPTY_CONTEXT,
  factOf,
  numberFact,
  recordOf,
  recordsOf,
  textFact,
  type Context,
  type ContextSpec,
  type Need,
  type SignalView,
} from './context.ts';
export {
  actionOf,
  declarationOf,
  MATURITY_STAGES,
  type ActionDeclaration,
  type FeedbackSignal,
  type MaturityStage,
  type ReadScope,
  type Risk,
  type Trigger,
  type WorkerManifest,
} from './manifest.ts';
export type { Plan, PlanFunction, PlanInput, PlannedAction } from './plan.ts';
export { proposalsOf } from './proposals.ts';
export {
  factsNeeded,
  fillTemplate,
  firstSayable,
  sayable,
  type Facts,
  type LetterTemplate,
} from './template.ts';
export type { AnyWorker, WorkerDefinition } from './worker.ts';
export { standingIntents, type StandingIntents } from './standing-intents.ts';
