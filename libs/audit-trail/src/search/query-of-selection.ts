import type { Selection } from '../selection.ts';
import { parseQuery } from './parse-query.ts';
import type { Condition, Query } from './query.ts';

/**
 * What a selection asks for, as a query: an entry that is selected matches it, and `isSelected` may be stricter.
 * @throws DwsError `argument-invalid`
 */
export function queryOf({ worker, caseId, type, from, to, subject, signalType, text, q }: Selection): Query {
  const fields = { worker, case: caseId, type, subject, signalType };
  const conditions: Condition[] = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [{ kind: 'field', field, anyOf: [value] }],
  );
  if (from !== undefined || to !== undefined) {
    conditions.push({ kind: 'time', from: from ?? null, to: to ?? null });
  }
  if (text !== undefined) conditions.push({ kind: 'text', text });
  return [...conditions, ...parseQuery(q ?? '')];
}
