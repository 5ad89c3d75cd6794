import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { required, text, textOr, whole } from '../shell/option.ts';
import { table } from '../shell/table.ts';

const doubtPage = z.looseObject({
  doubts: z.array(
    z.looseObject({
      caseId: z.string(),
      worker: z.string(),
      subject: z.string(),
      system: z.string(),
      operation: z.string(),
      reference: z.string(),
      digest: z.string(),
      sentAt: z.string(),
      detail: z.string(),
    }),
  ),
  total: z.number(),
});

const settled = z.looseObject({
  caseId: z.string(),
  verdict: z.string(),
  person: z.string(),
  phase: z.string(),
});

export const doubtList = command({
  name: 'doubt list',
  does: 'list actions of which nobody knows whether they were performed',
  operands: {},
  options: {
    domain: text('DOMAIN', 'only actions of this domain'),
    limit: whole('N', 'most cases', { least: 1, most: 500 }, 20),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '--domain revenue',
  run: async (args, shell) => {
    const { domain, limit } = args;
    const page = await new ControlPlane(shell, args).get('/doubts', doubtPage, { domain, limit });
    const rows = page.doubts.map((one) => [
      one.caseId,
      one.worker,
      one.subject,
      `${one.system} ${one.operation}`,
      one.reference,
      one.sentAt,
      one.detail,
    ]);
    const header = ['CASE', 'WORKER', 'SUBJECT', 'WRITE', 'REFERENCE', 'SENT', 'WHY'];
    const [first] = page.doubts;
    return {
      data: page,
      text: table(header, rows, 'nothing is in doubt'),
      ...(first ? { next: `dws doubt settle ${first.caseId} --digest ${first.digest} --executed REF` } : {}),
    };
  },
});

export const doubtSettle = command({
  name: 'doubt settle',
  does: 'say what became of an action in doubt',
  details:
    'Look for the reference in the system first ("dws doubt list" shows it). With --executed, what comes after ' +
    'the action goes on; with --failed it falls away as the plan says. Your word is signed and stays on record.',
  operands: { id: one('CASE', 'case') },
  options: {
    digest: required('DIGEST', 'digest of the action; "dws doubt list --json" shows it'),
    executed: text('REF', "it was performed: the system's own identifier of what was written"),
    failed: text('REASON', 'it was not performed: how you know'),
    note: textOr('TEXT', 'how you know, with --executed', ''),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21 --digest 9f86d081884c7d65… --executed MSG-20931',
  run: async (args, shell) => {
    const path = `/cases/${encodeURIComponent(args.id)}/settle`;
    const answer = await new ControlPlane(shell, args).post(path, wordOf(args), settled);
    return {
      data: answer,
      text: `${answer.person} settled it as ${answer.verdict}; the case is ${answer.phase}`,
      next: `dws case show ${answer.caseId}`,
    };
  },
});

interface Word {
  readonly digest: string;
  readonly executed: string | undefined;
  readonly failed: string | undefined;
  readonly note: string;
}

/** @throws DwsError `argument-invalid` where not exactly one of both is said */
function wordOf({ digest, executed, failed, note }: Word) {
  if (executed !== undefined && failed === undefined)
    return { digest, verdict: 'executed', evidence: executed, note };
  if (failed !== undefined && executed === undefined) return { digest, verdict: 'failed', note: failed };
  throw new DwsError('argument-invalid', 'expected either --executed REF or --failed REASON');
}
