import type { JsonObject } from '@dws/kernel';
import type { PolicyFile } from './authorizer.ts';

export type TableFieldType = 'text' | 'number' | 'boolean' | 'texts';

/** The columns a table may have. */
export interface TableColumns {
  readonly inputs: Readonly<Record<string, TableFieldType>>;
  /** A row must fill every one of these. */
  readonly outputs: Readonly<Record<string, TableFieldType>>;
}

export interface TableRow {
  readonly id: string;
  readonly output: JsonObject;
}

/** First row that matches decides. */
export interface DecisionTable {
  /** Every row with its output, in order. */
  readonly rows: readonly TableRow[];
  /** The row that matches, or null. @throws Error when a column's fact is not given or the engine fails */
  evaluate(facts: JsonObject): Promise<TableRow | null>;
}

/**
 * @throws DwsError `config-invalid`, naming file, row and column: for unknown columns, cells that cannot be read,
 * rows that can never match, and facts that no row covers
 */
export type MakeDecisionTable = (file: PolicyFile, columns: TableColumns) => DecisionTable;
