export { BROKEN_SYSTEMS, type BrokenSystems } from './contracts/systems/broken-systems.ts';
export type { SystemsCheck } from './contracts/systems/check.ts';
export { SYSTEMS_CHECKS } from './contracts/systems/checks.ts';
export { systemsContract } from './contracts/systems/contract.ts';
export type { PerformedWrite, SystemsSubject, ToldFault } from './contracts/systems/subject.ts';
