import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { oneOf, text, whole } from '../shell/option.ts';
import { table } from '../shell/table.ts';
import { casePage } from './answers.ts';

const ANY_PHASE = 'any';

export const caseList = command({
  name: 'case list',
  does: 'list cases, newest first',
  operands: {},
  options: {
    worker: text('WORKER', 'only cases of this worker'),
    domain: text('DOMAIN', 'only cases of this domain'),
    subject: text('ID', 'only cases about this business entity'),
    signal: text('ID', 'only cases of the signal with this CloudEvents id'),
    phase: oneOf([ANY_PHASE, 'accepted', 'open', 'closed'], 'only cases in this phase', ANY_PHASE),
    limit: whole('N', 'most cases', { least: 1, most: 500 }, 20),
    cursor: text('CURSOR', 'where the page before ended'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '--worker ticket-classification --phase open',
  run: async (args, shell) => {
    const { worker, domain, subject, signal, limit, cursor } = args;
    const phase = args.phase === ANY_PHASE ? undefined : args.phase;
    const query = { worker, domain, subject, signal, phase, limit, cursor };
    const page = await new ControlPlane(shell, args).get('/cases', casePage, query);
    const rows = page.cases.map((one) => [one.caseId, one.worker, one.subject, one.step, one.updatedAt]);
    return {
      data: page,
      text: table(['CASE', 'WORKER', 'SUBJECT', 'STEP', 'UPDATED'], rows, 'no case'),
      ...(page.cursor === null ? {} : { next: `the same with --cursor ${page.cursor} for older ones` }),
    };
  },
});
