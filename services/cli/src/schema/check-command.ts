import { COMPATIBILITY_LEVEL, compareSchemas, type SubjectState } from '@dws/schema-registry';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { REGISTRY_OPTIONS, registryOf } from './registry-option.ts';

export const schemaCheck = command({
  name: 'schema check',
  does: 'compare schemas/ with a registry and with what its compatibility allows',
  details:
    'Every registered version counts, not the newest alone. Changes nothing. Ends with 6 where a schema is missing, not\n' +
    `as the repository has it, or breaks a version, and where a subject is not held to ${COMPATIBILITY_LEVEL}.`,
  operands: {},
  options: REGISTRY_OPTIONS,
  example: '--registry http://localhost:8081/apis/ccompat/v7',
  run: async (args, shell) => {
    const client = registryOf(args, shell);
    const states = await compareSchemas(client);
    const subjects = states.map((state) => ({ ...state, findings: findingsOf(state) }));
    const wrong = subjects.filter(({ findings }) => findings.length > 0);
    const lines = wrong.flatMap(({ subject, findings }) =>
      findings.map((finding) => `${subject}: ${finding}`),
    );
    const breaks = states.some(({ state }) => state === 'incompatible');
    return {
      data: { registry: client.address, ok: wrong.length === 0, subjects },
      text: [...lines, `${states.length} subjects, ${wrong.length} out of line`].join('\n'),
      exit: wrong.length === 0 ? EXIT.ok : EXIT.differs,
      ...(wrong.length === 0
        ? {}
        : { next: breaks ? 'give what changed a type of its own, or undo the change' : 'dws schema push' }),
    };
  },
});

function findingsOf({ state, compatibility, problems }: SubjectState): readonly string[] {
  const said: Readonly<Record<SubjectState['state'], readonly string[]>> = {
    same: [],
    // An older checkout beside a newer one, which is how a rolling deployment looks.
    newer: [],
    missing: ['is not registered'],
    changed: ['no registered version is the one of this repository'],
    incompatible: problems,
  };
  // What is missing has no level either; one finding is enough.
  if (state === 'missing' || compatibility === COMPATIBILITY_LEVEL) return said[state];
  return [...said[state], `compatibility is ${compatibility ?? 'not set'}, expected ${COMPATIBILITY_LEVEL}`];
}
