import { SYSTEMS, unknownSystem } from './catalogue.ts';
import { RecordTable } from './record-table.ts';
import { refusal } from './refusal.ts';

/** The tables of all systems. */
export class Records {
  readonly #tables: ReadonlyMap<string, ReadonlyMap<string, RecordTable>> = new Map(
    [...SYSTEMS.values()].map(({ name, recordTypes }) => [
      name,
      new Map(recordTypes.map((recordType) => [recordType, new RecordTable()])),
    ]),
  );

  /** @throws DwsError system-refused for a system or record type that the company does not have. */
  table(system: string, recordType: string): RecordTable {
    const tables = this.#tables.get(system);
    if (tables === undefined) throw unknownSystem(system);
    const table = tables.get(recordType);
    if (table !== undefined) return table;
    const known = [...tables.keys()].join(', ');
    throw refusal('record-unknown', `${system} has no record type "${recordType}"; it has: ${known}`, {
      system,
      recordType,
    });
  }
}
