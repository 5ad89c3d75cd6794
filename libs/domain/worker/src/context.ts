import type { ContextRecord, EarlierCase, MissingInput } from '@dws/contracts';
import type { Instant, JsonObject, JsonValue } from '@dws/kernel';

/** The signal as a plan sees it. */
export interface SignalView {
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly occurredAt: Instant;
  readonly body: JsonObject;
  readonly hops: number;
}

/** One record, or list of records, that a plan needs. Said as data so that reads run in parallel and are audited. */
export interface Need {
  /** What the plan calls it. */
  readonly name: string;
  readonly system: string;
  readonly recordType: string;
  readonly by:
    { readonly id: string } | { readonly match: Readonly<Record<string, string>>; readonly limit: number };
  /** Without it the plan cannot go on: an unavailable system makes the case wait. */
  readonly required: boolean;
  /** Older than this is said to be stale, in seconds. */
  readonly staleAfterSeconds: number;
}

/** First what follows from the signal alone, then, step by step, what follows from records read before. */
export type ContextSpec = (signal: SignalView, soFar: Context) => readonly Need[];

/** What was read for a case, by the names of the needs. */
export interface Context {
  readonly records: readonly ContextRecord[];
  readonly missing: readonly MissingInput[];
  readonly earlier: readonly EarlierCase[];
}

export const EMPTY_CONTEXT: Context = { records: [], missing: [], earlier: [] };

export function recordsOf(context: Context, name: string): readonly ContextRecord[] {
  return context.records.filter((record) => record.name === name);
}

export function recordOf(context: Context, name: string): ContextRecord | undefined {
  return context.records.find((record) => record.name === name);
}

/** A field of a record by its need's name; undefined where record or field is not there. */
export function factOf(context: Context, name: string, field: string): JsonValue | undefined {
  return recordOf(context, name)?.fields[field];
}

export function textFact(context: Context, name: string, field: string): string | undefined {
  const value = factOf(context, name, field);
  return typeof value === 'string' ? value : undefined;
}

export function numberFact(context: Context, name: string, field: string): number | undefined {
  const value = factOf(context, name, field);
  return typeof value === 'number' ? value : undefined;
}
