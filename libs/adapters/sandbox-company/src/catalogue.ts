import type { EffectClass } from '@dws/ports';
import type { Operation } from './operation.ts';
import { billingOperations } from './operations/billing.ts';
import { chatOperations } from './operations/chat.ts';
import { crmOperations } from './operations/crm.ts';
import { emailOperations } from './operations/email.ts';
import { helpdeskOperations } from './operations/helpdesk.ts';
import { refusal } from './refusal.ts';

export interface SystemDeclaration {
  readonly name: string;
  readonly recordTypes: readonly string[];
  readonly operations: ReadonlyMap<string, Operation>;
}

/** Every system of the company: the record types that can be read and the operations that write. */
export const SYSTEMS: ReadonlyMap<string, SystemDeclaration> = new Map(
  [
    system('crm', ['account', 'contact', 'opportunity', 'task', 'note'], crmOperations),
    system('analytics', ['usage', 'login'], []),
    system('helpdesk', ['ticket', 'note'], helpdeskOperations),
    system('billing', ['invoice', 'note'], billingOperations),
    system('email', ['message', 'draft'], emailOperations),
    system('chat', ['channel', 'message'], chatOperations),
  ].map((declaration) => [declaration.name, declaration]),
);

function system(
  name: string,
  recordTypes: readonly string[],
  operations: readonly Operation[],
): SystemDeclaration {
  return { name, recordTypes, operations: new Map(operations.map((each) => [each.name, each])) };
}

/** @throws DwsError system-refused, reasons `system-unknown` and `operation-unknown`. */
export function operationOf(systemName: string, operationName: string): Operation {
  const declared = SYSTEMS.get(systemName);
  if (declared === undefined) throw unknownSystem(systemName);
  const found = declared.operations.get(operationName);
  if (found !== undefined) return found;
  const known = [...declared.operations.keys()].join(', ') || 'none';
  throw refusal('operation-unknown', `${systemName} has no operation "${operationName}"; it has: ${known}`, {
    system: systemName,
    operation: operationName,
  });
}

export function effectClassOf(systemName: string, operationName: string): EffectClass {
  return operationOf(systemName, operationName).effectClass;
}

export function unknownSystem(systemName: string): Error {
  return refusal(
    'system-unknown',
    `expected one of ${[...SYSTEMS.keys()].join(', ')}, found "${systemName}"`,
    {
      system: systemName,
    },
  );
}
