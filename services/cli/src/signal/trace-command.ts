import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { caseItem } from '../case/answers.ts';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { one } from '../shell/operand.ts';
import { text } from '../shell/option.ts';
import { table } from '../shell/table.ts';
import { parsePlace } from '../topics/place.ts';

const traceAnswer = z.looseObject({
  source: z.string(),
  id: z.string(),
  type: z.string().nullable(),
  workers: z.array(
    z.looseObject({
      worker: z.string(),
      caseId: z.string(),
      exists: z.boolean(),
      case: caseItem.nullable(),
      why: z.string().nullable(),
    }),
  ),
});

export const signalTrace = command({
  name: 'signal trace',
  does: 'show which workers took a signal up, why others did not, and what came of it',
  details: 'Where the message is named, the reason of each worker that did not take it up is known exactly.',
  operands: {
    signal: one('SIGNAL', 'TOPIC:PARTITION:OFFSET of its message, or its CloudEvents id with --source'),
  },
  options: { source: text('URI', 'CloudEvents source, where the id is given'), ...CONTROL_PLANE_OPTIONS },
  example: 'signals.customer-experience.v1:2:41',
  run: async (args, shell) => {
    const answer = await new ControlPlane(shell, args).get('/trace', traceAnswer, queryOf(args));
    const cases = answer.workers.filter(({ exists }) => exists);
    const rows = answer.workers.map((entry) => [
      entry.worker,
      entry.exists ? entry.caseId : 'none',
      entry.case?.step ?? '',
      entry.why ?? '',
    ]);
    const head = `${answer.type ?? 'signal'} ${answer.id} of ${answer.source}`;
    const [first] = cases;
    return {
      data: answer,
      text: `${head}\n${table(['WORKER', 'CASE', 'STEP', 'WHY NOT'], rows, 'no worker is registered')}`,
      // By id alone nothing says that there ever was such a signal.
      exit: first === undefined && args.source !== undefined ? EXIT.notFound : EXIT.ok,
      ...(first === undefined ? {} : { next: `dws case show ${first.caseId}` }),
    };
  },
});

function queryOf({ signal, source }: { signal: string; source: string | undefined }) {
  if (source !== undefined) return { source, id: signal };
  try {
    return { ...parsePlace(signal) };
  } catch (error) {
    throw new DwsError(
      'argument-invalid',
      `expected TOPIC:PARTITION:OFFSET, or an id with --source, found "${signal}"`,
      { next: 'Name the source too: --source URI, as the publisher wrote it.' },
      error,
    );
  }
}
