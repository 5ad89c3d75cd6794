import type { Performer, Work } from '@dws/application';
import type { Receipt } from '@dws/contracts';
import { sha256 } from '@dws/kernel';
import type { SystemWriter, WriteReceipt, WriteRequest } from '@dws/ports';
import { undoingOf } from './undoing.ts';

/** Performs proposals as writes to business systems. Hand-overs between domains are not its business. */
export function systemPerformer(writer: SystemWriter): Performer {
  return {
    accepts: ({ actionKind }) => actionKind !== 'escalate',
    effectClass: ({ system, operation }) => writer.effectClass(system, operation),
    perform: async (work, deadline) => receiptOf(await writer.write(requestOf(work), deadline)),
    query: async ({ proposal, claim }, deadline) => {
      const known = await writer.query(proposal.system, proposal.operation, claim.reference, deadline);
      return known && receiptOf(known);
    },
    undoing: (proposal, receipt) => undoingOf(proposal, receipt, writer),
  };
}

function requestOf({ proposal, claim, traceparent }: Work): WriteRequest {
  const { system, operation, worker, caseId, digest } = proposal;
  // Versions of other systems were compared at the claim; the system that is written to compares its own.
  const expects = proposal.expects.filter((ref) => ref.system === system);
  return {
    system,
    operation,
    arguments: proposal.arguments,
    reference: claim.reference,
    worker,
    caseId,
    digest,
    expects: expects.map(({ recordType, id, version }) => ({ recordType, id, version })),
    ...(traceparent ? { traceparent } : {}),
  };
}

/** Bytes of a system's answer that stand in the case; of a longer one its length and digest do. */
const MAX_ANSWER_BYTES = 65_536;

function receiptOf({ recordId, version, answer, replayed }: WriteReceipt): Receipt {
  const body =
    typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : { value: answer };
  const text = JSON.stringify(body);
  const bytes = Buffer.byteLength(text);
  const kept = bytes <= MAX_ANSWER_BYTES ? body : { cutFromBytes: bytes, sha256: sha256(text) };
  return { recordId, version, answer: kept as Receipt['answer'], replayed };
}
