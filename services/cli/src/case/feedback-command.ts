import { DwsError, type JsonObject } from '@dws/kernel';
import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { jsonArgument } from '../shell/json-argument.ts';
import { one } from '../shell/operand.ts';
import { oneOf, text, textOr, wholeOrNone } from '../shell/option.ts';

const KINDS = ['correction', 'override', 'reopened', 'rating'] as const;

const given = z.looseObject({
  caseId: z.string(),
  kind: z.string(),
  person: z.string(),
  phase: z.string(),
});

export const caseFeedback = command({
  name: 'case feedback',
  does: 'say what a case did well or wrong, also after it was closed',
  details:
    'A correction or override teaches its worker; "reopened" lets the worker plan the case again at once. ' +
    'Your word stands in the case and in the trail of its worker, under your name.',
  operands: { id: one('CASE', 'case') },
  options: {
    kind: oneOf(KINDS, 'what you say of it', 'correction'),
    proposal: text('ID', 'only about this action; "dws case show CASE --json" names them'),
    comment: textOr('TEXT', 'in your own words', ''),
    detail: text('JSON', 'what is right instead, member by member'),
    rating: wholeOrNone('N', 'how good it was, with --kind rating', { least: 1, most: 5 }),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: `6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21 --kind override --detail '{"category":"refund"}'`,
  run: async (args, shell) => {
    const { id, kind, proposal, comment, detail, rating } = args;
    const answer = await new ControlPlane(shell, args).post(
      `/cases/${encodeURIComponent(id)}/feedback`,
      {
        kind,
        comment,
        ...(proposal === undefined ? {} : { proposalId: proposal }),
        ...(detail === undefined ? {} : { detail: objectIn(detail, shell.cwd) }),
        ...(rating === undefined ? {} : { rating }),
      },
      given,
    );
    return {
      data: answer,
      text: `${answer.person} gave feedback (${answer.kind}); the case is ${answer.phase}`,
      next: `dws case show ${answer.caseId}`,
    };
  },
});

function objectIn(written: string, cwd: string): JsonObject {
  const value = jsonArgument('detail', written, undefined, cwd);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new DwsError('argument-invalid', 'expected a JSON object after --detail', { argument: 'detail' });
}
