import { ZenEngine } from '@gorules/zen-engine';
import type { JsonObject } from '@dws/kernel';
import type { DecisionTable, PolicyFile, TableColumns } from '@dws/ports';
import { checkTable } from './check-table.ts';
import { readJdm, withTable, type JdmRule, type JdmTable } from './jdm.ts';

const ROW = 'row';

/**
 * A GoRules JDM decision table, checked when it is loaded. The engine is only asked which row matches: outputs
 * are constants that were read at load, so nothing has to be computed, or can go wrong, for them.
 * @throws DwsError `config-invalid`
 */
export function zenTable(file: PolicyFile, columns: TableColumns): DecisionTable {
  const jdm = readJdm(file);
  const rows = checkTable(file, jdm.table, columns);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const fields = jdm.table.inputs.map(({ field }) => field);
  const content = Buffer.from(JSON.stringify(withTable(jdm, rowFinder(jdm.table))));
  const decision = new ZenEngine().createDecision(content);
  return {
    rows,
    evaluate: async (facts) => {
      const missing = fields.find((field) => facts[field] === undefined);
      if (missing !== undefined) throw new Error(`${file.name}: no fact for column ${missing}`);
      const answer: { readonly result: unknown } = await decision.evaluate(facts, { trace: false });
      const id = (answer.result as JsonObject | null)?.[ROW];
      return typeof id === 'string' ? (byId.get(id) ?? null) : null;
    },
  };
}

/** The same conditions, with the row's id as the only output. */
function rowFinder(table: JdmTable): JdmTable {
  const rules = table.rules.map((rule): JdmRule => {
    const id = rule['_id'] ?? '';
    const conditions = table.inputs.map((column): [string, string] => [
      column.id,
      (rule[column.id] ?? '').trim().replace(/^-$/, ''),
    ]);
    return { ...Object.fromEntries(conditions), _id: id, [ROW]: JSON.stringify(id) };
  });
  return { ...table, outputs: [{ id: ROW, field: ROW, name: ROW, type: 'expression' }], rules };
}
