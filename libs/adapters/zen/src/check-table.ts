import { evaluateExpressionSync } from '@gorules/zen-engine';
import type { JsonObject, JsonValue } from '@dws/kernel';
import type { PolicyFile, TableColumns, TableFieldType, TableRow } from '@dws/ports';
import { covers, readCell, type Cell } from './cell.ts';
import { invalid, type JdmRule, type JdmTable } from './jdm.ts';

/**
 * The rows of a table, after everything a person could get wrong in it was looked for.
 * @throws DwsError `config-invalid`, naming row and column
 */
export function checkTable(file: PolicyFile, table: JdmTable, columns: TableColumns): readonly TableRow[] {
  checkColumns(file, 'input', table.inputs, columns.inputs, false);
  checkColumns(file, 'output', table.outputs, columns.outputs, true);
  const conditions = table.rules.map((rule, index) =>
    table.inputs.map((column) => cellOf(file, rule, index, column, columns.inputs)),
  );
  checkReach(file, table, conditions);
  const rows = table.rules.map((rule, index) => ({
    id: rule['_id'] ?? '',
    output: outputOf(file, rule, index, table, columns.outputs),
  }));
  if (new Set(rows.map(({ id }) => id)).size < rows.length || rows.some(({ id }) => id === '')) {
    throw invalid(file, 'expected every row to have an _id of its own');
  }
  return rows;
}

type Column = JdmTable['inputs'][number];

function checkColumns(
  file: PolicyFile,
  side: string,
  found: readonly Column[],
  known: Readonly<Record<string, TableFieldType>>,
  all: boolean,
): void {
  const fields = found.map(({ field }) => field);
  for (const field of fields) {
    if (known[field] === undefined) {
      throw invalid(
        file,
        `${side} "${field}" is not known; expected one of ${Object.keys(known).join(', ')}`,
      );
    }
  }
  if (new Set(fields).size < fields.length) throw invalid(file, `an ${side} column stands there twice`);
  const missing = all ? Object.keys(known).filter((field) => !fields.includes(field)) : [];
  if (missing.length > 0) throw invalid(file, `${side} ${missing.join(', ')} is missing`);
}

function cellOf(
  file: PolicyFile,
  rule: JdmRule,
  index: number,
  { id, field }: Column,
  types: Readonly<Record<string, TableFieldType>>,
): Cell {
  const text = rule[id] ?? '';
  const cell = readCell(text, types[field] ?? 'text');
  if (!cell) throw invalid(file, `${nameOf(rule, index)}, ${field}: cannot read the condition ${text}`);
  return cell;
}

/** First hit decides: a row behind one that covers it can never match, and without a last "any" some facts match none. */
function checkReach(file: PolicyFile, table: JdmTable, conditions: readonly (readonly Cell[])[]): void {
  conditions.forEach((cells, index) => {
    const earlier = conditions
      .slice(0, index)
      .findIndex((before) => before.every((cell, place) => covers(cell, cells[place] as Cell)));
    if (earlier < 0) return;
    const cause = nameOf(table.rules[earlier] ?? {}, earlier);
    throw invalid(
      file,
      `${nameOf(table.rules[index] ?? {}, index)} can never match: ${cause} stands before it`,
    );
  });
  if (!conditions.at(-1)?.every(({ form }) => form === 'any')) {
    throw invalid(file, 'the last row must leave every condition empty: else some facts match no row');
  }
}

function outputOf(
  file: PolicyFile,
  rule: JdmRule,
  index: number,
  table: JdmTable,
  types: Readonly<Record<string, TableFieldType>>,
): JsonObject {
  return Object.fromEntries(
    table.outputs.map(({ id, field }) => {
      const text = rule[id] ?? '';
      const value = literal(text);
      if (value === undefined || !isOf(value, types[field] ?? 'text')) {
        throw invalid(
          file,
          `${nameOf(rule, index)}, ${field}: expected a ${types[field]}, found ${text || 'nothing'}`,
        );
      }
      return [field, value];
    }),
  );
}

/** Outputs are constants: evaluated here, once, by the engine itself. */
function literal(text: string): JsonValue | undefined {
  if (text.trim() === '') return undefined;
  try {
    return evaluateExpressionSync(text, {}) as JsonValue;
  } catch {
    return undefined;
  }
}

function isOf(value: JsonValue, type: TableFieldType): boolean {
  if (type === 'texts') return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return typeof value === (type === 'text' ? 'string' : type);
}

function nameOf(rule: JdmRule, index: number): string {
  return `row ${index + 1}${rule['_id'] ? ` (${rule['_id']})` : ''}`;
}
