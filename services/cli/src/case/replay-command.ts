import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DwsError } from '@dws/kernel';
import type { PlanFunction } from '@dws/worker';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { one } from '../shell/operand.ts';
import { text, wholeOrNone } from '../shell/option.ts';
import { WORKERS } from '../workers.ts';
import { caseAnswer } from './answers.ts';
import { recordedPlan } from './recorded-plan.ts';
import { replayModel } from './replay-model.ts';
import { replayText } from './replay-text.ts';
import { replay } from './replay.ts';

export const caseReplay = command({
  name: 'case replay',
  does: "run a case's plan again on what it recorded",
  details:
    'Without --plan: ends with 0 where the plan comes out bit for bit as recorded, with 6 otherwise.\n' +
    'With --plan: shows how the decision would have differed under that plan; 6 where it would have.',
  operands: { id: one('ID', 'case') },
  options: {
    plan: text('FILE', 'module that exports `plan`, to run instead'),
    model: text('FILE', 'model to plan with (default: the recorded one)'),
    attempt: wholeOrNone('N', 'which plan of the case (default: the last)', { least: 1, most: 1_000 }),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '6f1d0a3e-5c1b-5a57-9d0e-0e8a4c1f6b21 --plan ./plan.ts',
  run: async (args, shell) => {
    const path = `/cases/${encodeURIComponent(args.id)}`;
    const { timeline } = await new ControlPlane(shell, args).get(path, caseAnswer);
    const recorded = recordedPlan(timeline, args.attempt);
    const { worker: id } = recorded.signal;
    const worker = WORKERS.find(({ definition }) => definition.manifest.id === id);
    if (!worker)
      throw new DwsError('not-found', `expected a worker ${id} in this repository, found none`, {
        next: 'Run dws in the repository that the platform was started from.',
      });
    const model = replayModel(worker, recorded.planned.modelVersion, args.model, shell);
    const tried = args.plan === undefined ? undefined : await planIn(resolve(shell.cwd, args.plan));
    const done = replay(recorded, worker, model, tried);
    const yes = tried === undefined ? done.reproduced : done.comparison.same;
    return {
      data: { caseId: args.id, worker: id, attempt: recorded.planned.attempt, ...done },
      text: replayText(done, args.plan),
      exit: yes ? EXIT.ok : EXIT.differs,
    };
  },
});

/** @throws DwsError `file-unreadable`, `argument-invalid` */
async function planIn(file: string): Promise<PlanFunction> {
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new DwsError('file-unreadable', `expected a module at ${file}: ${problem}`, { path: file }, error);
  }
  if (typeof module === 'object' && module !== null && 'plan' in module && typeof module.plan === 'function')
    return module.plan as PlanFunction;
  throw new DwsError('argument-invalid', `expected ${file} to export a function named plan`);
}
