import { digestOf, type JsonValue } from '@dws/kernel';
import type { WorkerDefinition } from '@dws/worker';
import { context } from './context.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { tables, type ChurnTables } from './tables.ts';

export const churnSignal: WorkerDefinition<ChurnTables> = {
  manifest,
  context,
  plan,
  tables,
  tablesVersion: digestOf(tables as unknown as JsonValue),
};
