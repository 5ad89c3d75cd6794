import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { many } from '../shell/operand.ts';
import { text, whole } from '../shell/option.ts';
import { short, table } from '../shell/table.ts';
import { trailPage } from './answers.ts';
import { queryText, SELECTION, selectionQuery } from './selection.ts';

const WIDTH = 80;

export const auditSearch = command({
  name: 'audit search',
  does: 'search the audit trails, newest first',
  details:
    'A query names what must hold, one after the other: worker:churn-signal type:review-decided by:erin amount>1000\n' +
    '"free text" -type:waiting. Any field of an event can be named; docs/audit-search.md has the whole grammar.',
  operands: { query: many('QUERY', 'what must hold of an entry') },
  options: {
    ...SELECTION,
    limit: whole('N', 'most entries', { least: 1, most: 500 }, 50),
    after: text('CURSOR', 'where the page before ended'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: 'worker:revenue-execution type:action-executed from:2026-03-01',
  run: async (args, shell) => {
    const { limit, after } = args;
    const query = { ...selectionQuery(args), q: queryText(args.query), limit, after };
    const page = await new ControlPlane(shell, args).get('/audit/search', trailPage, query);
    const rows = page.entries.map((entry) => [
      `${entry.stream}/${entry.seq}`,
      entry.at,
      entry.type,
      entry.caseId,
      short(entry.data, WIDTH),
    ]);
    return {
      data: page,
      text: table(['ENTRY', 'AT', 'EVENT', 'CASE', 'CONTENT'], rows, 'no entry'),
      ...(page.next === null ? {} : { next: `the same with --after ${page.next} for older ones` }),
    };
  },
});
