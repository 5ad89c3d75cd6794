export * from './generated/index.ts';
export {
  allContracts,
  contractOf,
  expectValid,
  isEventType,
  isSignalType,
  signalContractOf,
} from './contract-of.ts';
export type { Contract, PersonalField, SignalContract } from './contract.ts';
export { isInstant } from './json/instant.ts';
export { jsonSchemaOf } from './json-schema/json-schema-of.ts';
export { MAX_ISSUES, type Issue } from './json/issues.ts';
export { noProtection, type FieldProtection } from './protection.ts';
export { schemaFingerprint } from './schema-fingerprint.ts';
export { parseEvent, serialiseEvent, type EventData } from './store-form.ts';
