import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { flag, oneOf, text, whole } from '../shell/option.ts';
import { table } from '../shell/table.ts';

export const escalationItem = z.looseObject({
  escalationId: z.string(),
  path: z.string(),
  fromCase: z.string(),
  subject: z.string(),
  owner: z.string(),
  failureOwner: z.string(),
  dueAt: z.string(),
  step: z.string(),
  overdue: z.looseObject({ missing: z.string() }).nullable(),
  receptions: z.array(
    z.looseObject({ caseId: z.string(), worker: z.string(), outcome: z.string().nullable() }),
  ),
});

type EscalationItem = z.infer<typeof escalationItem>;

const ANY_STEP = 'any';

export const escalationList = command({
  name: 'escalation list',
  does: 'list hand-overs between domains and what became of them, newest first',
  operands: {},
  options: {
    domain: text('DOMAIN', 'only hand-overs from or to this domain'),
    step: oneOf([ANY_STEP, 'raised', 'accepted', 'completed'], 'only hand-overs at this step', ANY_STEP),
    overdue: flag('only those whose deadline passed first'),
    limit: whole('N', 'most hand-overs', { least: 1, most: 500 }, 20),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '--domain revenue --overdue',
  run: async (args, shell) => {
    const { domain, limit } = args;
    const step = args.step === ANY_STEP ? undefined : args.step;
    const query = { domain, step, ...(args.overdue ? { overdue: true } : {}), limit };
    const answer = z.looseObject({ escalations: z.array(escalationItem), total: z.number() });
    const page = await new ControlPlane(shell, args).get('/escalations', answer, query);
    return { data: page, text: escalationTable(page.escalations) };
  },
});

export function escalationTable(escalations: readonly EscalationItem[]): string {
  const rows = escalations.map((one) => [
    one.path,
    one.subject,
    one.overdue ? `${one.step}, overdue: ${one.failureOwner} gets it` : one.step,
    one.dueAt,
    one.fromCase,
    one.receptions.map(({ caseId, outcome }) => `${caseId} ${outcome ?? 'open'}`).join(', ') || 'nobody yet',
  ]);
  return table(['PATH', 'SUBJECT', 'STEP', 'DUE', 'FROM CASE', 'TAKEN UP BY'], rows, 'no hand-over');
}
