export { effectClassOf, SYSTEMS, type SystemDeclaration } from './catalogue.ts';
export type { Company, ExpectedVersion, PerformRequest } from './company.ts';
export {
  FAULT_KINDS,
  MAX_FAULTS,
  type Fault,
  type FaultKind,
  type FaultOrder,
  type FaultTarget,
} from './faults.ts';
export { InProcessSystems, type InProcessOptions } from './in-process-systems.ts';
export type { Duplicate, LedgerCounts, LedgerFilter } from './ledger.ts';
export type { Attempt, LedgerRow } from './ledger-row.ts';
export { openCompany, type CompanyOptions } from './open-company.ts';
export type { Operation } from './operation.ts';
export type { CompanyRecord } from './record.ts';
export { refusal, refusalReason, REFUSALS, type RefusalReason } from './refusal.ts';
export type { HappeningChoice } from './signals/happening.ts';
export { SIGNAL_TYPES, type Signal, type SignalType } from './signals/signal.ts';
export { seedCompany } from './seed/seed-company.ts';
export type { SeedRecord } from './seed/seed-record.ts';
export { signalSource, type SignalSource } from './signals/signal-source.ts';
export { underFaults, type Seen } from './under-faults.ts';
