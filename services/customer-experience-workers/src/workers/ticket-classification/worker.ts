import { digestOf, type JsonValue } from '@dws/kernel';
import type { TextModel } from '@dws/text';
import type { WorkerDefinition } from '@dws/worker';
import { context } from './context.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { tables, type TicketTables } from './tables.ts';

export const ticketClassification: WorkerDefinition<TicketTables, TextModel | null> = {
  manifest,
  context,
  plan,
  tables,
  tablesVersion: digestOf(tables as unknown as JsonValue),
};
