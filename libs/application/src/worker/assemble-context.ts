import type { ContextRecord, EarlierCase, MissingInput } from '@dws/contracts';
import { isDwsError, type Clock, type JsonObject } from '@dws/kernel';
import type { SystemReader, SystemRecord } from '@dws/ports';
import type { Context, ContextSpec, Need, ReadScope, SignalView } from '@dws/worker';
import { millisecondsOf } from '../runtime/instants.ts';

export interface AssembledContext extends Context {
  /** Systems of required needs that did not answer; the case waits for them. */
  readonly unavailable: readonly string[];
}

export interface AssembleOptions {
  readonly reader: SystemReader;
  readonly clock: Clock;
  /** Milliseconds for all reads of one case together. */
  readonly budgetMs: number;
}

/** A context that asks for more than this many times is a loop in its specification. */
const MAX_ROUNDS = 4;

/** Reads what the specification asks for: each round in parallel, and only what the manifest's scope permits. */
export async function assembleContext(
  spec: ContextSpec,
  signal: SignalView,
  scope: readonly ReadScope[],
  earlier: readonly EarlierCase[],
  options: AssembleOptions,
): Promise<AssembledContext> {
  const deadline = options.clock.now() + options.budgetMs;
  const records: ContextRecord[] = [];
  const missing: MissingInput[] = [];
  const unavailable: string[] = [];
  const asked = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const needs = spec(signal, { records, missing, earlier }).filter(({ name }) => !asked.has(name));
    if (needs.length === 0) break;
    for (const { name } of needs) asked.add(name);
    const answers = await Promise.all(needs.map((need) => readNeed(need, scope, deadline, options)));
    for (const answer of answers) {
      records.push(...answer.records);
      missing.push(...answer.missing);
      if (answer.unavailable) unavailable.push(answer.unavailable);
    }
  }
  return { records, missing, earlier, unavailable };
}

interface Answer {
  readonly records: readonly ContextRecord[];
  readonly missing: readonly MissingInput[];
  readonly unavailable?: string;
}

async function readNeed(
  need: Need,
  scope: readonly ReadScope[],
  deadline: number,
  options: AssembleOptions,
): Promise<Answer> {
  const { name, system, recordType, required } = need;
  const permitted = scope.find((entry) => entry.system === system && entry.recordType === recordType);
  const lacking = (reason: string, text: string): Answer => ({
    records: [],
    missing: [{ name, system, reason, required, text }],
  });
  if (!permitted) return lacking('out-of-scope', `${system}/${recordType} is outside the read scope`);
  try {
    const found = await options.reader.read({ system, recordType, by: need.by }, deadline);
    if (found.length === 0) return lacking('not-found', `${system} has no ${recordType} for ${name}`);
    const records = found.map((record) => contextRecord(record, name, permitted.fields));
    return { records, missing: stale(found, need, options.clock) };
  } catch (error) {
    if (!isDwsError(error, 'system-unavailable')) throw error;
    const answer = lacking('unavailable', `${system} did not answer in time`);
    return required ? { ...answer, unavailable: system } : answer;
  }
}

function contextRecord(record: SystemRecord, name: string, permitted: readonly string[]): ContextRecord {
  const { system, recordType, id, version, readAt } = record;
  const fields: Record<string, JsonObject[string]> = {};
  for (const field of permitted) {
    const value = record.fields[field];
    if (value !== undefined) fields[field] = value;
  }
  return { system, recordType, id, version, readAt, name, fields };
}

/** A stale source is said to be stale; what it showed is used all the same. */
function stale(found: readonly SystemRecord[], need: Need, clock: Clock): MissingInput[] {
  const limit = clock.now() - need.staleAfterSeconds * 1000;
  const { name, system, required } = need;
  const old = found.find(({ readAt }) => millisecondsOf(readAt) < limit);
  if (!old) return [];
  return [
    {
      name,
      system,
      reason: 'stale',
      required,
      text: `${system} showed ${old.recordType} ${old.id} as of ${old.readAt}`,
    },
  ];
}
