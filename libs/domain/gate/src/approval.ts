import { ask } from './ask.ts';
import type { GateEngines } from './engines.ts';
import type { EditFacts, GateFacts } from './gate-facts.ts';
import type { RegisteredWorker } from './registered-worker.ts';
import type { Verdict } from './verdict.ts';

export interface EditedProposal {
  readonly facts: GateFacts;
  readonly edit: EditFacts;
  readonly worker: RegisteredWorker;
  readonly engines: GateEngines;
  readonly verdict: Verdict;
  /** The checkpoint wants somebody besides the editor. */
  readonly secondPerson: boolean;
}

/**
 * The person who edited counts as the approver. Not when the edit moved it under a row that names others or wants
 * a second person, nor when the policies keep this person from approving.
 */
export function approvedByEditor(edited: EditedProposal): Verdict {
  const { edit, verdict, secondPerson } = edited;
  if (secondPerson) return still(verdict, 'second-person', 'somebody other than the editor has to look');
  if (verdict.reviewers.some((reviewer) => !edit.reviewers.includes(reviewer))) {
    return still(verdict, 'stricter-row', `after the edit ${verdict.reviewers.join(', ')} have to look`);
  }
  if (!permitted(edited)) {
    return still(verdict, 'editor-may-not-approve', `${edit.editor || 'the editor'} may not approve this`);
  }
  const text = `${edit.editor} wrote it and counts as its approver`;
  const approved = { step: 'approval', code: 'editor-approves', text };
  return {
    ...verdict,
    result: 'allow',
    why: '',
    reviewers: [],
    deadlineHours: 0,
    reasons: [...verdict.reasons, approved],
  };
}

function still(verdict: Verdict, code: string, text: string): Verdict {
  return { ...verdict, why: text, reasons: [...verdict.reasons, { step: 'approval', code, text }] };
}

function permitted({ facts, edit, worker, engines }: EditedProposal): boolean {
  const { system, operation, actionKind, risk, external } = facts;
  const { allowed, errors } = ask(() =>
    engines.authorize({
      principal: { type: 'Person', id: edit.editor, attributes: {} },
      action: 'approve',
      resource: { type: 'Operation', id: `${system}/${operation}`, attributes: { system, operation } },
      context: {
        kind: actionKind,
        risk,
        external,
        approver: edit.editor,
        concerned: edit.concerned,
        technicalOwner: worker.manifest.technicalOwner,
      },
    }),
  );
  return allowed && errors.length === 0;
}
