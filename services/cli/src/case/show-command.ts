import { escalationTable } from '../escalation/list-command.ts';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { short, table } from '../shell/table.ts';
import { caseAnswer, type TimelineEvent } from './answers.ts';

/** Members that say most about an event, the best first. */
const TELLING = [
  'summary',
  'rationale',
  'reason',
  'why',
  'text',
  'comment',
  'outcome',
  'decision',
  'signalType',
];
const WIDTH = 90;

export const caseShow = command({
  name: 'case show',
  does: 'show a case from its signal to its outcome',
  operands: { id: one('ID', 'case') },
  options: { ...CONTROL_PLANE_OPTIONS },
  example: '6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21',
  run: async (args, shell) => {
    const found = await new ControlPlane(shell, args).get(
      `/cases/${encodeURIComponent(args.id)}`,
      caseAnswer,
    );
    const { escalations = [] } = found;
    const rows = found.timeline.map((event) => [
      String(event.revision),
      event.at,
      event.type,
      event.by,
      said(event),
    ]);
    return {
      data: found,
      text: [
        table(['#', 'AT', 'EVENT', 'BY', 'WHAT'], rows, 'no event'),
        ...(escalations.length === 0 ? [] : ['', 'Handed over:', escalationTable(escalations)]),
      ].join('\n'),
      next: `dws case replay ${args.id}`,
    };
  },
});

function said({ data }: TimelineEvent): string {
  const member = TELLING.map((name) => data[name]).find((value) => typeof value === 'string' && value !== '');
  return short(typeof member === 'string' ? member : '', WIDTH);
}
