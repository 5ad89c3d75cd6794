import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS, type Caller } from '../platform/control-plane.ts';
import { command, type Answer } from '../shell/command.ts';
import { jsonArgument } from '../shell/json-argument.ts';
import { one } from '../shell/operand.ts';
import { required, text, textOr, wholeOrNone } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { decided } from './answers.ts';

const ID = { id: one('ID', 'review') };
const JUDGEMENT = {
  digest: required('DIGEST', 'digest of the packet that was read; "dws review show" prints it'),
  reason: textOr('CODE', 'reason code', ''),
  comment: textOr('TEXT', 'in your own words', ''),
  rating: wholeOrNone('N', 'how good the proposal was', { least: 1, most: 5 }),
  ...CONTROL_PLANE_OPTIONS,
};
const EXAMPLE = '0d3a8e52-7c43-5d0a-8a66-3f6d0a9f9d10 --digest 9f86d081884c7d65…';
const SAFE =
  'The digest makes sure that exactly what was read is decided on; a packet that changed is refused.';

export const reviewApprove = command({
  name: 'review approve',
  does: 'let the action run exactly as proposed',
  details: SAFE,
  operands: ID,
  options: JUDGEMENT,
  example: EXAMPLE,
  run: (args, shell) => decide('approve', args, {}, shell),
});

export const reviewReject = command({
  name: 'review reject',
  does: 'let nothing of the action happen',
  details: SAFE,
  operands: ID,
  options: JUDGEMENT,
  example: `${EXAMPLE} --reason wrong-customer`,
  run: (args, shell) => decide('reject', args, {}, shell),
});

export const reviewEdit = command({
  name: 'review edit',
  does: 'approve the action with other arguments, which pass the gate again',
  details: SAFE,
  operands: ID,
  options: {
    ...JUDGEMENT,
    arguments: text('JSON', 'all arguments as they shall be'),
    file: text('FILE', 'file with the arguments'),
  },
  example: `${EXAMPLE} --file edited.json`,
  run: async (args, shell) => decide('edit', args, { editedArguments: argumentsOf(args, shell.cwd) }, shell),
});

interface Judgement extends Caller {
  readonly id: string;
  readonly digest: string;
  readonly reason: string;
  readonly comment: string;
  readonly rating: number | undefined;
}

async function decide(
  verdict: 'approve' | 'edit' | 'reject',
  args: Judgement,
  more: object,
  shell: Shell,
): Promise<Answer> {
  const { id, digest, reason: reasonCode, comment, rating } = args;
  const body = { digest, reasonCode, comment, ...(rating === undefined ? {} : { rating }), ...more };
  const path = `/reviews/${encodeURIComponent(id)}/${verdict}`;
  const answer = await new ControlPlane(shell, args).post(path, body, decided);
  return {
    data: answer,
    text: `${answer.reviewer} decided ${answer.verdict} on review ${answer.reviewId}`,
    next: `dws case show ${answer.caseId}`,
  };
}

const members = z.record(z.string(), z.json());

function argumentsOf(args: { arguments: string | undefined; file: string | undefined }, cwd: string) {
  const parsed = members.safeParse(jsonArgument('arguments', args.arguments, args.file, cwd));
  if (parsed.success) return parsed.data;
  throw new DwsError('argument-invalid', 'expected the arguments to be one JSON object');
}
