import { DwsError, type JsonObject } from '@dws/kernel';
import type { Contract, SignalContract } from './contract.ts';
import { EVENT_TYPES, SIGNAL_TYPES, type EventType, type SignalType } from './generated/index.ts';
import { Issues, type Issue } from './json/issues.ts';

const signals = new Map<string, SignalContract>(Object.entries(SIGNAL_TYPES));
const contracts = new Map<string, Contract>([...Object.entries(EVENT_TYPES), ...signals]);

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_TYPES, type);
}

export function isSignalType(type: string): type is SignalType {
  return signals.has(type);
}

/** Every event and signal type there is. */
export function allContracts(): readonly Contract[] {
  return [...contracts.values()];
}

/** @throws DwsError `schema-unknown` */
export function contractOf(type: string): Contract {
  const contract = contracts.get(type);
  if (contract) return contract;
  throw new DwsError('schema-unknown', `expected an event or signal type, found "${type}"`, { type });
}

/** @throws DwsError `signal-type-unknown` */
export function signalContractOf(type: string): SignalContract {
  const contract = signals.get(type);
  if (contract) return contract;
  throw new DwsError('signal-type-unknown', `expected a signal type, found "${type}"`, { type });
}

/**
 * Takes `value` as one of `type`. Members that the schema does not know pass: a later version may have written it.
 * @throws DwsError `schema-unknown`, `payload-invalid` (`details.field` is the first that is wrong)
 */
export function expectValid(type: string, value: unknown): JsonObject {
  const issues = new Issues(false);
  contractOf(type).check(value, '', issues);
  const [first] = issues.list;
  if (first) throw invalid(type, first);
  return value as JsonObject;
}

export function invalid(type: string, { path, message }: Issue): DwsError {
  return new DwsError('payload-invalid', `${type}: ${path === '' ? 'value' : path}: ${message}`, {
    type,
    field: path,
  });
}
