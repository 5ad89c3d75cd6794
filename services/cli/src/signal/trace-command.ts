import { DwsError } from '@dws/kernel';
import { casePage } from '../case/answers.ts';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { text } from '../shell/option.ts';
import { table } from '../shell/table.ts';
import { WORKERS } from '../workers.ts';
import { traceOf, type WorkerTrace } from './trace.ts';

/** More cases than one signal can have: one for each worker, and the same id from several sources. */
const MOST_CASES = 500;

export const signalTrace = command({
  name: 'signal trace',
  does: 'show which workers took a signal up, why others did not, and what came of it',
  operands: { id: one('ID', 'CloudEvents id') },
  options: {
    source: text('URI', 'CloudEvents source, where several use the same id'),
    type: text('TYPE', 'signal type, to explain a signal that no worker took up'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: 'T-1-created --source urn:helpdesk --type ticket.created',
  run: async (args, shell) => {
    const { id, source, type } = args;
    const query = { signal: id, limit: MOST_CASES };
    const { cases } = await new ControlPlane(shell, args).get('/cases', casePage, query);
    const found = cases.filter((entry) => source === undefined || entry.source === source);
    const sources = [...new Set(found.map((entry) => entry.source))];
    if (sources.length > 1)
      throw new DwsError('argument-invalid', `expected one source of ${id}, found ${sources.join(', ')}`, {
        next: 'Say which one with --source.',
      });
    const signalType = found[0]?.signalType ?? type;
    const workers = traceOf(
      found,
      WORKERS.map(({ definition }) => definition.manifest),
      signalType,
    );
    if (found.length === 0 && !workers.some(({ matches }) => matches))
      throw new DwsError('not-found', `expected a case of signal ${id}, found none`, {
        next:
          signalType === undefined
            ? 'Say its type with --type to see which workers wait for it.'
            : 'No worker waits for such a signal. `dws dlq list` shows what could not be read.',
      });
    return {
      data: { id, source: sources[0] ?? source ?? null, type: signalType ?? null, workers },
      text: table(['WORKER', 'CASE', 'STEP', 'BECAUSE'], workers.map(row), 'no worker'),
      ...(found[0] === undefined ? {} : { next: `dws case show ${found[0].caseId}` }),
    };
  },
});

function row({ worker, caseId, step, because }: WorkerTrace): readonly string[] {
  return [worker, caseId ?? 'none', step ?? '', because];
}
