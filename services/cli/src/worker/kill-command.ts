import { GRAINS } from '@dws/control';
import { DwsError } from '@dws/kernel';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { maybe, one } from '../shell/operand.ts';
import { required } from '../shell/option.ts';
import { orderAnswer, orderText } from './order-answer.ts';

/** Named here rather than in the option: the order may wait for points that are slow to answer. */
const SHOWN_GRAINS = GRAINS.join(', ');

export const kill = command({
  name: 'kill',
  does: 'stop everything in a scope, now',
  details:
    'When it answers, nothing in the scope can be claimed any more. Ends with 1 when that is not certain yet.',
  operands: {
    grain: one('GRAIN', `one of ${SHOWN_GRAINS}`),
    target: maybe('TARGET', 'worker, action kind, customer or domain; none for everything'),
  },
  options: { reason: required('TEXT', 'why; it stands in the audit trail'), ...CONTROL_PLANE_OPTIONS },
  example: 'worker churn-signal --reason "writes to wrong accounts"',
  run: async (args, shell) => {
    const { grain, target = '', reason } = args;
    if (!GRAINS.some((known) => known === grain))
      throw new DwsError('argument-invalid', `expected GRAIN one of ${SHOWN_GRAINS}, found ${grain}`);
    if ((grain === 'everything') !== (target === ''))
      throw new DwsError('argument-invalid', 'expected a TARGET, except for everything, which has none');
    const body = { kind: 'kill', grain, target, reason };
    const answer = await new ControlPlane(shell, args).post('/orders', body, orderAnswer);
    return {
      data: answer,
      text: orderText(answer),
      exit: answer.completedAt === null ? EXIT.failed : EXIT.ok,
    };
  },
});
