import { approvalOf, type ProposalState } from '@dws/case';
import type { Change, ContextAssembled, RecordRef } from '@dws/contracts';
import { canonicalJson, type JsonValue } from '@dws/kernel';
import type { SystemReader, SystemRecord } from '@dws/ports';

/**
 * Whether the record versions that a proposal insists on must be read again before its claim: the business
 * system checks its own records when it is written to, but nobody else checks those of other systems, and a
 * proposal that waited for a person rests on facts as old as that wait.
 */
export function refsToCheck({ proposal, status }: ProposalState): readonly RecordRef[] {
  const waited = approvalOf(status) !== null || proposal.origin === 'edit';
  return proposal.expects.filter(({ system }) => waited || system !== proposal.system);
}

/** What a case was planned on, and what it has done since. */
export interface PlannedOn {
  readonly context: ContextAssembled;
  readonly proposals: readonly ProposalState[];
}

/**
 * Whether the version that stands now was left by a write of this very case that itself insisted on the version
 * the plan saw. The case's own step is no news to the person who approves the next one.
 */
function leftByOwnWrite(ref: RecordRef, now: SystemRecord, proposals: readonly ProposalState[]): boolean {
  return proposals.some(
    ({ proposal, status }) =>
      status.at === 'executed' &&
      proposal.system === ref.system &&
      status.outcome.receipt.recordId === ref.id &&
      status.outcome.receipt.version === now.version &&
      proposal.expects.some(
        ({ recordType, id, version }) =>
          recordType === ref.recordType && id === ref.id && version === ref.version,
      ),
  );
}

/** What differs now from what the plan saw; empty when nothing does. @throws DwsError `system-unavailable` */
export async function changesSince(
  refs: readonly RecordRef[],
  { context, proposals }: PlannedOn,
  reader: SystemReader,
  deadline: number,
): Promise<readonly Change[]> {
  const found = await Promise.all(
    refs.map(({ system, recordType, id }) => reader.read({ system, recordType, by: { id } }, deadline)),
  );
  return refs.flatMap((ref, index) => {
    const [now] = found[index] ?? [];
    const same = now && (now.version === ref.version || leftByOwnWrite(ref, now, proposals));
    return same ? [] : changesOf(ref, context, now);
  });
}

function changesOf(ref: RecordRef, context: ContextAssembled, now: SystemRecord | undefined): Change[] {
  const record = `${ref.system}/${ref.recordType}/${ref.id}`;
  if (!now) return [{ record, field: '', before: ref.version, after: '' }];
  const before =
    context.records.find((entry) => entry.system === ref.system && entry.id === ref.id)?.fields ?? {};
  const changed = Object.entries(before).flatMap(([field, value]): Change[] => {
    const after = textOf(now.fields[field]);
    return textOf(value) === after ? [] : [{ record, field, before: textOf(value), after }];
  });
  // Something outside the worker's scope changed: said as such, since it may matter to the reviewer all the same.
  return changed.length > 0 ? changed : [{ record, field: '', before: ref.version, after: now.version }];
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}
