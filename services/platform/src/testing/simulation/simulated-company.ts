import type { JsonObject } from '@dws/kernel';
import type { ReadRequest, SystemRecord, WriteRequest } from '@dws/ports';
import {
  effectClassOf,
  InProcessSystems,
  openCompany,
  type Company,
  type CompanyRecord,
} from '@dws/sandbox-company';
import { EPOCH, type Oracle, type Simulation, type SystemsState } from '@dws/simulator';
import type { SharedParts } from './shared-parts.ts';

export interface SimulatedCompany extends SystemsState {
  /** A person changes a record in its own system. */
  edit(system: string, recordType: string, id: string, changes: JsonObject): void;
}

/** The sandbox company as the business systems of a world; its ledger is what the oracle believes. */
export function simulatedCompany(
  simulation: Simulation,
  oracle: Oracle,
  { records }: SharedParts,
): SimulatedCompany {
  const clock = { now: () => EPOCH + Math.floor(simulation.now) };
  const company = openCompany({ seed: 7, clock, records });
  const described = new InProcessSystems(company, { clock });
  const earlier = new Map<string, CompanyRecord>();

  /** Keeps every record as it was before `act`, then tells the oracle of rows and versions. */
  function watched<Result>(system: string, touched: readonly string[], act: () => Result): Result {
    const known = company.ledger.size;
    const before = touched.flatMap((key) => {
      const [recordType = '', id = ''] = key.split('/');
      const record = company.table(system, recordType).get(id);
      return record ? [[`${system}/${key}`, record] as const] : [];
    });
    const result = act();
    for (const row of company.ledger.rows({ after: known })) {
      oracle.wrote(row);
      for (const [key, record] of before) {
        const [, recordType = '', id = ''] = key.split('/');
        const now = company.table(system, recordType).get(id);
        if (!now || now.version === record.version) continue;
        earlier.set(key, record);
        oracle.known.versions.changed(key, now.version, row.caseId);
      }
    }
    return result;
  }

  const found = (request: ReadRequest): readonly CompanyRecord[] => {
    const { system, recordType, by } = request;
    const table = company.table(system, recordType);
    if ('match' in by) return table.find(by.match, by.limit);
    const record = table.get(by.id);
    return record ? [record] : [];
  };
  const shown = (
    { system, recordType }: ReadRequest,
    list: readonly CompanyRecord[],
  ): readonly SystemRecord[] =>
    list.map(({ id, version, fields }) => ({
      system,
      recordType,
      id,
      version,
      readAt: company.now(),
      fields,
    }));

  return {
    effectClass: effectClassOf,
    reversal: (system, operation) => described.reversal(system, operation),
    read: (request) => shown(request, found(request)),
    readStale: (request) =>
      shown(
        request,
        found(request).map(
          (record) => earlier.get(`${request.system}/${request.recordType}/${record.id}`) ?? record,
        ),
      ),
    write: (request) => watched(request.system, touchedBy(request, company), () => company.perform(request)),
    query: (system, operation, reference) => company.query(system, operation, reference),
    edit: (system, recordType, id, changes) => {
      watched(system, [`${recordType}/${id}`], () => company.edit(system, recordType, id, changes));
    },
  };
}

/** The one record that an operation changes, where it is there already. */
function touchedBy({ system, arguments: args }: WriteRequest, company: Company): readonly string[] {
  return ['account', 'ticket', 'opportunity', 'invoice'].flatMap((recordType) => {
    const id = args[`${recordType}Id`];
    if (typeof id !== 'string') return [];
    try {
      return company.table(system, recordType).get(id) ? [`${recordType}/${id}`] : [];
    } catch {
      // This system has no such records.
      return [];
    }
  });
}
