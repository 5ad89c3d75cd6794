export { LogState, type LogObserver } from './log/log-state.ts';
export { SESSION_MS, SimulatedConsumer } from './log/simulated-consumer.ts';
export { simulatedLog } from './log/simulated-log.ts';
export type { LedgerEntry } from './oracle/ledger-entry.ts';
export { isNext, isSettled, type CaseModel, type ProposalModel, type Step } from './oracle/case-model.ts';
export type { CountLimit } from './oracle/limit-oracle.ts';
export type { WorkerTriggers } from './oracle/message-oracle.ts';
export { INTRUDER, Oracle, type OracleOptions } from './oracle/oracle.ts';
export { simulatedStore, type Rival } from './store/simulated-store.ts';
export { StoreState } from './store/store-state.ts';
export { SealState, simulatedSeals } from './systems/simulated-seals.ts';
export { simulatedSystems } from './systems/simulated-systems.ts';
export type { SystemsState } from './systems/systems-state.ts';
export type { HappenedFault } from './world/faults.ts';
export { watchHiddenSources } from './world/hidden-sources.ts';
export { between } from './world/weather.ts';
export { randomOf, type Random } from './world/random.ts';
export { SimulatedProcess, type PortCall } from './world/simulated-process.ts';
export {
  EPOCH,
  Simulation,
  type Parked,
  type SimulationOptions,
  type Violation,
} from './world/simulation.ts';
export {
  CALL_FAULTS,
  INCIDENTS,
  type CallFault,
  type Climate,
  type Fault,
  type Incident,
  type Trouble,
} from './world/weather.ts';
