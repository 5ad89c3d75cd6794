import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { required, textOr, wholeOrNone } from '../shell/option.ts';
import { table } from '../shell/table.ts';
import { orderAnswer, orderText } from './order-answer.ts';
import { workersAnswer } from './workers-answer.ts';

const REASON = { reason: required('TEXT', 'why; it stands in the audit trail'), ...CONTROL_PLANE_OPTIONS };

export const workerList = command({
  name: 'worker list',
  does: 'list registered workers, who paused them, and their cases',
  operands: {},
  options: { ...CONTROL_PLANE_OPTIONS },
  example: '',
  run: async (args, shell) => {
    const answer = await new ControlPlane(shell, args).get('/workers', workersAnswer);
    const rows = answer.workers.map((entry) => [
      entry.worker,
      entry.domain,
      entry.version,
      entry.stage,
      entry.pausedBy === null ? entry.status : `held by ${entry.pausedBy.person} (${entry.pausedBy.order})`,
      Object.entries(entry.cases)
        .map(([step, count]) => `${count} ${step}`)
        .join(', '),
    ]);
    const header = ['WORKER', 'DOMAIN', 'VERSION', 'STAGE', 'STATUS', 'CASES'];
    return { data: answer, text: table(header, rows, 'no worker is registered') };
  },
});

const memoryAnswer = z.looseObject({
  worker: z.string(),
  position: z.string(),
  decisions: z.record(
    z.string(),
    z.looseObject({ approved: z.number(), edited: z.number(), rejected: z.number() }),
  ),
  feedback: z.record(z.string(), z.number()),
  corrections: z.array(z.looseObject({ from: z.string(), to: z.string(), times: z.number() })),
});

export const workerMemory = command({
  name: 'worker memory',
  does: 'show what people taught a worker, now or at a place in its trail',
  details:
    'A fold of the worker’s audit trail: the same place gives the same memory, for ever. Each case names the place ' +
    'its plan was made at ("memoryPosition" in "dws case show ID --json").',
  operands: { worker: one('WORKER', 'id of the worker') },
  options: {
    at: wholeOrNone('REVISION', 'as the trail stood there', { least: 0, most: Number.MAX_SAFE_INTEGER }),
    account: textOr('ID', 'also what was corrected for this account', ''),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: 'ticket-classification --account acc-0007',
  run: async (args, shell) => {
    const { worker, at, account } = args;
    const path = `/workers/${encodeURIComponent(worker)}/memory`;
    const answer = await new ControlPlane(shell, args).get(path, memoryAnswer, { at, account });
    const rows = Object.entries(answer.decisions).map(([kind, { approved, edited, rejected }]) =>
      [kind, approved, edited, rejected].map(String),
    );
    const feedback = Object.entries(answer.feedback).map(([kind, times]) => `${times} ${kind}`);
    const place = answer.position === '' ? 'nothing learned yet' : `as of revision ${answer.position}`;
    return {
      data: answer,
      text: [
        `${worker}, ${place}`,
        table(['ACTION', 'APPROVED', 'EDITED', 'REJECTED'], rows, 'nobody decided on an action of it'),
        ...(feedback.length === 0 ? [] : [`said later: ${feedback.join(', ')}`]),
        ...answer.corrections.map(
          ({ from, to, times }) => `${account}: ${from} became ${to}, ${times} times`,
        ),
      ].join('\n'),
    };
  },
});

export const workerPause = command({
  name: 'worker pause',
  does: 'let a worker take up and do nothing until it is resumed',
  operands: { worker: one('WORKER', 'id of the worker') },
  options: REASON,
  example: 'churn-signal --reason "wrong thresholds"',
  run: async (args, shell) => {
    const path = `/workers/${encodeURIComponent(args.worker)}/pause`;
    const answer = await new ControlPlane(shell, args).post(path, { reason: args.reason }, orderAnswer);
    return { data: answer, text: orderText(answer), next: `dws worker resume ${args.worker} --reason TEXT` };
  },
});

export const workerResume = command({
  name: 'worker resume',
  does: 'end every order that holds this worker',
  operands: { worker: one('WORKER', 'id of the worker') },
  options: REASON,
  example: 'churn-signal --reason "thresholds corrected"',
  run: async (args, shell) => {
    const path = `/workers/${encodeURIComponent(args.worker)}/resume`;
    const schema = z.looseObject({ orders: z.array(orderAnswer) });
    const answer = await new ControlPlane(shell, args).post(path, { reason: args.reason }, schema);
    return { data: answer, text: answer.orders.map(orderText).join('\n\n') };
  },
});
