import { ask } from './ask.ts';
import type { GateEngines } from './engines.ts';
import type { EditFacts, GateFacts } from './gate-facts.ts';
import type { RegisteredWorker } from './registered-worker.ts';
import type { Verdict } from './verdict.ts';

/**
 * Whether the person who edited counts as the approver. Not when the edit moved it under a row that names others
 * or wants a second person, nor when the policies keep this person from approving.
 */
export function mayApprove(
  facts: GateFacts,
  edit: EditFacts,
  { manifest }: RegisteredWorker,
  engines: GateEngines,
  verdict: Verdict,
  secondPerson: boolean,
): Verdict {
  const still = (code: string, text: string): Verdict => ({
    ...verdict,
    why: text,
    reasons: [...verdict.reasons, { step: 'approval', code, text }],
  });
  if (secondPerson) return still('second-person', 'the checkpoint asks for somebody other than the editor');
  if (verdict.reviewers.some((reviewer) => !edit.reviewers.includes(reviewer))) {
    return still('stricter-row', `after the edit it is for ${verdict.reviewers.join(', ')} to decide`);
  }
  const answer = ask(() =>
    engines.authorize({
      principal: { type: 'Person', id: edit.editor, attributes: {} },
      action: 'approve',
      resource: {
        type: 'Operation',
        id: `${facts.system}/${facts.operation}`,
        attributes: { system: facts.system, operation: facts.operation },
      },
      context: {
        kind: facts.actionKind,
        risk: facts.risk,
        external: facts.external,
        approver: edit.editor,
        concerned: edit.concerned,
        technicalOwner: manifest.technicalOwner,
      },
    }),
  );
  if (!answer.allowed || answer.errors.length > 0) {
    return still(
      'editor-may-not-approve',
      `${edit.editor || 'the editor'} may not approve this: another person must`,
    );
  }
  const approved = {
    step: 'approval',
    code: 'editor-approves',
    text: `${edit.editor} wrote it and counts as its approver`,
  };
  return {
    ...verdict,
    result: 'allow',
    why: '',
    reviewers: [],
    deadlineHours: 0,
    reasons: [...verdict.reasons, approved],
  };
}
