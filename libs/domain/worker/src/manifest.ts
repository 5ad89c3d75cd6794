import type { Domain } from '@dws/kernel';

export type Risk = 'low' | 'medium' | 'high';
export const MATURITY_STAGES = ['shadow', 'assistive', 'supervised', 'conditional', 'high-trust'] as const;
export type MaturityStage = (typeof MATURITY_STAGES)[number];

/** What wakes a worker. */
export interface Trigger {
  /** Signal type, or `escalation-raised` for a hand-over. */
  readonly signalType: string;
  /** Escalation path, where the trigger is a hand-over. */
  readonly path?: string;
  /** Name of the workflow that this trigger starts; control orders and measures use it. */
  readonly workflow: string;
}

/** A signal that tells what became of what a worker did. */
export interface FeedbackSignal {
  readonly signalType: string;
  readonly kind: 'correction' | 'override' | 'reopened';
}

/** One kind of record a worker may read, and which fields of it; nothing else reaches its plan. */
export interface ReadScope {
  readonly system: string;
  readonly recordType: string;
  readonly fields: readonly string[];
}

/** One kind of action a worker may propose. */
export interface ActionDeclaration {
  readonly kind: string;
  readonly system: string;
  readonly operation: string;
  readonly risk: Risk;
  /** Leaves the company: a message to a customer, candidate or vendor. */
  readonly external: boolean;
  /** Needs a person at the assistive stage: it changes what others rely on, spends, grants, closes … */
  readonly meaningful: boolean;
  /** Operation of the same system that undoes it. */
  readonly reversal?: string;
  /** How long an allow or approval stays usable, in hours. */
  readonly expiresAfterHours: number;
  /** Time to undo before it may run, in seconds. */
  readonly delaySeconds?: number;
}

/** Who a worker is and what it may do: data without logic. */
export interface WorkerManifest {
  readonly id: string;
  readonly domain: Domain;
  readonly version: string;
  readonly purpose: string;
  readonly businessOwner: string;
  readonly technicalOwner: string;
  readonly triggers: readonly Trigger[];
  /**
   * Signals that are recorded as feedback in the latest case on their subject that did something. Needs `supersedes`:
   * only then are the cases of a subject on a list.
   */
  readonly feedback?: readonly FeedbackSignal[];
  readonly reads: readonly ReadScope[];
  readonly actions: readonly ActionDeclaration[];
  /** Action kinds that are never allowed, whatever a table says. */
  readonly prohibited: readonly string[];
  /** Approved paths it may escalate on. */
  readonly escalations: readonly string[];
  /** A newer signal on the same subject makes its unclaimed proposals fall away. */
  readonly supersedes: boolean;
  /** Name of the trained model it uses. */
  readonly model?: string;
  /** Stage until it is promoted. */
  readonly stage: MaturityStage;
  /** How long the case waits for a system that does not answer before a person is asked, in seconds, step by step. */
  readonly retrySeconds: readonly number[];
  /** Minutes a person needs for the same work, by action kind, for the time saved. */
  readonly baselineMinutes: Readonly<Record<string, number>>;
}

export function actionOf(manifest: WorkerManifest, kind: string): ActionDeclaration | undefined {
  return manifest.actions.find((action) => action.kind === kind);
}

/** Every hand-over between domains is declared the same way. */
const ESCALATE: ActionDeclaration = {
  kind: 'escalate',
  system: 'dws',
  operation: 'escalate',
  risk: 'low',
  external: false,
  meaningful: false,
  expiresAfterHours: 72,
};

/** How an action kind is declared: by the manifest, or by the platform for a hand-over. */
export function declarationOf(manifest: WorkerManifest, kind: string): ActionDeclaration | undefined {
  return kind === ESCALATE.kind ? ESCALATE : actionOf(manifest, kind);
}
