import type { JsonObject } from '@dws/kernel';
import type { ContextSpec } from './context.ts';
import type { WorkerManifest } from './manifest.ts';
import type { PlanFunction } from './plan.ts';

/** A worker's folder, whole. */
export interface WorkerDefinition<Tables = JsonObject, Model = unknown> {
  readonly manifest: WorkerManifest;
  readonly context: ContextSpec;
  readonly plan: PlanFunction<Tables, Model>;
  readonly tables: Tables;
  /** SHA-256 of the canonical tables. */
  readonly tablesVersion: string;
}

/** A worker whose table and model types are its own business. */
export type AnyWorker = WorkerDefinition<never, never>;
