import type { Undoing } from '@dws/application';
import type { ActionProposal, Receipt } from '@dws/contracts';
import type { JsonObject, JsonValue } from '@dws/kernel';
import type { SystemWriter } from '@dws/ports';

/**
 * The write that undoes an executed one, as the description of its system says: data alone, so that the approval of
 * the one covers the other. Null where the system names none, or where the write left nothing to tell it.
 */
export function undoingOf(
  { system, operation, arguments: sent }: Pick<ActionProposal, 'system' | 'operation' | 'arguments'>,
  receipt: Receipt,
  writer: Pick<SystemWriter, 'effectClass' | 'reversal'>,
): Undoing | null {
  const reversal = writer.reversal(system, operation);
  if (!reversal) return null;
  const given: Record<string, JsonValue> = {};
  for (const [name, source] of Object.entries(reversal.arguments)) {
    const value = valueAt(source, sent, receipt);
    if (value === undefined) return null;
    given[name] = value;
  }
  const { recordId: id, version } = receipt;
  return {
    operation: reversal.operation,
    arguments: given,
    effectClass: writer.effectClass(system, reversal.operation),
    // A person who settled a doubt knows what was written, but not as which version.
    expects: version === '' ? [] : [{ system, recordType: reversal.recordType, id, version }],
  };
}

function valueAt(source: string, sent: JsonObject, { recordId, answer }: Receipt): JsonValue | undefined {
  if (source === 'recordId') return recordId;
  const [from, name = ''] = source.split('.', 2);
  return from === 'answer' ? answer[name] : from === 'arguments' ? sent[name] : undefined;
}
