import { digestOf, type JsonValue } from '@dws/kernel';
import type { WorkerDefinition } from '@dws/worker';
import { context } from './context.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { tables, type RevenueTables } from './tables.ts';

export const revenueExecution: WorkerDefinition<RevenueTables> = {
  manifest,
  context,
  plan,
  tables,
  tablesVersion: digestOf(tables as unknown as JsonValue),
};
