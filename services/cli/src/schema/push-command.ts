import { COMPATIBILITY_LEVEL, pushSchemas, type PushPlan } from '@dws/schema-registry';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { flag } from '../shell/option.ts';
import { REGISTRY_OPTIONS, registryOf } from './registry-option.ts';

export const schemaPush = command({
  name: 'schema push',
  does: 'register every schema of schemas/ at a registry',
  details:
    `One subject for each record, ${COMPATIBILITY_LEVEL}, shared records by reference. Doing it again changes nothing. ` +
    'Where\none schema breaks a registered version nothing is pushed at all, and it ends with 4.',
  operands: {},
  options: { ...REGISTRY_OPTIONS, 'dry-run': flag('say what would be done and change nothing') },
  example: '--registry http://localhost:8081/apis/ccompat/v7 --dry-run',
  run: async (args, shell) => {
    const client = registryOf(args, shell);
    const dryRun = args['dry-run'];
    const plan = await pushSchemas(client, { dryRun });
    const refused = plan.refused.length > 0;
    const open = plan.register.length + plan.setCompatibility.length;
    return {
      data: { registry: client.address, dryRun, pushed: !dryRun && !refused, ...plan },
      text: planText(plan, dryRun),
      exit: refused ? EXIT.refused : EXIT.ok,
      ...(dryRun && !refused && open > 0 ? { next: 'dws schema push, without --dry-run' } : {}),
      ...(refused ? { next: 'give what changed a type of its own, or undo the change' } : {}),
    };
  },
});

function planText(plan: PushPlan, dryRun: boolean): string {
  const problems = plan.subjects.flatMap(({ subject, problems }) =>
    problems.length > 0 ? [`! ${subject}`, ...problems.map((problem) => `    ${problem}`)] : [],
  );
  const verb = dryRun ? 'to register' : plan.refused.length > 0 ? 'not registered' : 'registered';
  const same = plan.subjects.length - plan.register.length - plan.refused.length;
  return [
    ...plan.register.map((subject) => `+ ${subject}`),
    ...plan.setCompatibility.map((subject) => `~ ${subject}: ${COMPATIBILITY_LEVEL}`),
    ...problems,
    `${plan.register.length} ${verb}, ${plan.refused.length} refused, ${same} as they should be`,
  ].join('\n');
}
