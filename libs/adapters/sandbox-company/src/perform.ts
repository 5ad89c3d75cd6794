import { canonicalJson, isDwsError, type JsonObject } from '@dws/kernel';
import type { WriteReceipt } from '@dws/ports';
import { operationOf } from './catalogue.ts';
import { commit } from './commit.ts';
import type { PerformRequest } from './company.ts';
import { assertExpectedVersions } from './expected-versions.ts';
import type { LedgerRow } from './ledger-row.ts';
import { receiptOf } from './query.ts';
import { refusal, refusalReason } from './refusal.ts';
import { versionOf, type Workings } from './workings.ts';

/** Performs one operation and notes the attempt, whatever came of it. */
export function perform(workings: Workings, request: PerformRequest): WriteReceipt {
  if (!workings.attempts.recording) return attempt(workings, request);
  const { system, operation, reference } = request;
  const note = (outcome: string): void =>
    workings.attempts.record({ time: workings.now(), system, operation, reference, outcome });
  try {
    const receipt = attempt(workings, request);
    note(receipt.replayed ? 'replayed' : 'performed');
    return receipt;
  } catch (error) {
    note(refusalReason(error) ?? (isDwsError(error) ? error.code : 'error'));
    throw error;
  }
}

function attempt(workings: Workings, request: PerformRequest): WriteReceipt {
  const { records, ledger, now } = workings;
  const { system, operation: name, reference } = request;
  const operation = operationOf(system, name);
  if (operation.effectClass !== 'N' && reference !== null) {
    const earlier = ledger.byReference(system, reference);
    if (earlier !== undefined) {
      if (operation.effectClass === 'K') return replay(earlier, request);
      throw refusal('reference-used', `"${reference}" was performed before; query it by reference`, {
        reference,
        sequence: earlier.sequence,
      });
    }
  }
  if (operation.effectClass === 'K' && reference === null) {
    throw refusal('key-missing', `${system}/${name} takes an idempotency key; send one`);
  }
  ledger.assertRoom();
  assertExpectedVersions(records, system, request.expects);

  const revision = workings.state.revision + 1;
  const written = operation.run(request.arguments, {
    now: now(),
    find: (recordType, id) => records.table(system, recordType).get(id),
    newId: (prefix) => `${prefix}-${revision.toString(36).padStart(6, '0')}`,
  });
  const { recordType, id, answer } = written;
  const version = versionOf(revision);
  const fields = signedBy(written.fields, request);
  const row = rowOf(workings, request, id, version, answer);
  commit(
    workings,
    revision,
    { system, recordType, record: { id, version, updatedAt: row.time, fields } },
    row,
  );
  return receiptOf(row, false);
}

/** The same key gives the earlier answer, but only to the same request: a reused key hides a lost write. */
function replay(earlier: LedgerRow, request: PerformRequest): WriteReceipt {
  const same =
    earlier.operation === request.operation &&
    canonicalJson(earlier.arguments) === canonicalJson(request.arguments);
  if (same) return receiptOf(earlier, true);
  throw refusal(
    'key-reused',
    `the key was used before for another request (ledger row ${earlier.sequence})`,
    {
      sequence: earlier.sequence,
    },
  );
}

/** Who wrote the record last, as the business sees it. A person's own tool signs nothing. */
function signedBy(fields: JsonObject, { worker, caseId, digest, reference }: PerformRequest): JsonObject {
  if (worker === null) return fields;
  return { ...fields, writtenBy: { worker, caseId, digest, reference } };
}

function rowOf(
  workings: Workings,
  request: PerformRequest,
  id: string,
  version: string,
  answer: JsonObject,
): LedgerRow {
  return {
    sequence: workings.ledger.size + 1,
    system: request.system,
    operation: request.operation,
    arguments: request.arguments,
    reference: request.reference,
    worker: request.worker,
    caseId: request.caseId,
    digest: request.digest,
    time: workings.now(),
    recordIds: [id],
    version,
    answer,
  };
}
