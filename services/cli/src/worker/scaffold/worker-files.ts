import type { SignalContract } from '@dws/contracts';
import type { Domain, JsonValue } from '@dws/kernel';
import { exampleValue } from '@dws/topic-description';

export interface NewWorker {
  /** `invoice-reminder`: words in lower case, joined by hyphens. */
  readonly name: string;
  readonly domain: Domain;
  readonly signal: SignalContract;
}

/**
 * The files of a worker that does one small, harmless thing: it gives its owner a task for each signal. It passes
 * `scripts/verify` as it is; its author changes the plan, the tables and what it may do.
 */
export function workerFiles(worker: NewWorker): Readonly<Record<string, string>> {
  return {
    'README.md': readme(worker),
    'manifest.ts': manifest(worker),
    'context.ts': CONTEXT,
    'plan.ts': plan(worker),
    'plan.spec.ts': spec(worker),
    'tables.ts': TABLES,
    'tables/policy.json': `${JSON.stringify({ assignee: `${worker.name}-team`, priority: 'normal' }, null, 2)}\n`,
    'worker.ts': WORKER,
  };
}

function readme({ name, domain, signal }: NewWorker): string {
  return `# ${name}

A worker of ${domain}. It reads \`${signal.type}\` and gives the team that \`tables/policy.json\` names a task in the CRM.

- **Example.** A \`${signal.type}\` comes in; the team finds "Look at ${signal.type} of …" among its tasks.
- **Never.** It sends nothing to a customer, and changes no record of one: \`manifest.ts\` prohibits it.
- **To change.** What it may do and who answers for it: \`manifest.ts\`. What it reads: \`context.ts\`. What it decides:
  \`plan.ts\`, with its cases in \`plan.spec.ts\`. What a business owner sets: \`tables/policy.json\`.

\`\`\`sh
npx vitest run ${name}                # its own cases
npx dws case replay CASE --plan plan.ts   # how a changed plan would have decided
\`\`\`
`;
}

function manifest({ name, domain, signal }: NewWorker): string {
  return `import type { WorkerManifest } from '@dws/worker';

export const manifest: WorkerManifest = {
  id: '${name}',
  domain: '${domain}',
  version: '0.1.0',
  purpose: 'Gives its team a task for each ${signal.type}.',
  businessOwner: 'head-of-${domain}',
  technicalOwner: '${name}-team',
  triggers: [{ signalType: '${signal.type}', workflow: '${name}' }],
  reads: [],
  actions: [
    {
      kind: 'task.create',
      system: 'crm',
      operation: 'task.create',
      risk: 'low',
      external: false,
      meaningful: false,
      reversal: 'task.cancel',
      expiresAfterHours: 72,
    },
  ],
  prohibited: ['message.send'],
  escalations: [],
  supersedes: false,
  stage: 'assistive',
  retrySeconds: [10, 60, 300],
  baselineMinutes: { 'task.create': 2 },
};
`;
}

const CONTEXT = `import type { ContextSpec } from '@dws/worker';

/** What must be known besides the signal. Each need also stands under \`reads\` in the manifest, field by field. */
export const context: ContextSpec = () => [];
`;

function plan({ signal }: NewWorker): string {
  return `import type { PlanFunction } from '@dws/worker';
import type { Tables } from './tables.ts';

/** Gives the team of the policy a task that names the signal and its subject. */
export const plan: PlanFunction<Tables> = ({ signal, context, tables }) => {
  const { assignee, priority } = tables.policy;
  const title = \`Look at ${signal.type} of \${signal.subject}\`;
  const rationale = \`\${signal.type} came in for \${signal.subject} at \${signal.occurredAt}.\`;
  return {
    outcome: 'act',
    confidence: 1,
    rationale,
    actions: [
      {
        kind: 'task.create',
        arguments: { title, assignee, priority },
        summary: \`Give \${assignee} the task "\${title}".\`,
        rationale,
        confidence: 1,
      },
    ],
    missingInputs: context.missing,
    findings: [],
    memo: {},
  };
};
`;
}

function spec({ name, signal }: NewWorker): string {
  const body = literal({ ...exampleValue(signal.type), [signal.subject]: 'subject-1' }, '  ');
  return `import type { SignalView } from '@dws/worker';
import { EMPTY_CONTEXT } from '@dws/worker';
import { describe, expect, it } from 'vitest';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { tables } from './tables.ts';

const now = '2026-03-01T09:31:00.000Z';
const signal: SignalView = {
  type: '${signal.type}',
  source: 'urn:example:system',
  id: 'event-1',
  subject: 'subject-1',
  occurredAt: '2026-03-01T09:30:00.000Z',
  body: ${body},
  hops: 0,
};
const planned = plan({ signal, context: EMPTY_CONTEXT, memory: {}, tables, model: null, now });

describe('${name}', () => {
  it('gives its team one task, which names the subject', () => {
    expect(planned.actions).toHaveLength(1);
    expect(planned.actions[0]?.arguments).toEqual({
      title: 'Look at ${signal.type} of subject-1',
      assignee: '${name}-team',
      priority: 'normal',
    });
  });

  it('proposes only what its manifest declares', () => {
    const declared = manifest.actions.map(({ kind }) => kind);
    for (const { kind } of planned.actions) expect(declared).toContain(kind);
  });

  it('plans the same on the same facts', () => {
    expect(plan({ signal, context: EMPTY_CONTEXT, memory: {}, tables, model: null, now })).toEqual(planned);
  });
});
`;
}

/** An object as Prettier would write it, every member on a line of its own. */
function literal(value: JsonValue, indent: string): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[${(value as readonly JsonValue[]).map((item) => literal(item, inner)).join(', ')}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${name}: ${literal(member, inner)},\n`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('')}${indent}}`;
}

const TABLES = `import { z } from 'zod';
import policy from './tables/policy.json' with { type: 'json' };

const schema = z.strictObject({
  policy: z.strictObject({ assignee: z.string().min(1), priority: z.enum(['low', 'normal', 'high']) }),
});

export type Tables = z.infer<typeof schema>;

/** What a business owner changes. Read once, at start: a table that does not fit keeps the worker from starting. */
export const tables: Tables = schema.parse({ policy });
`;

const WORKER = `import { digestOf, type JsonValue } from '@dws/kernel';
import type { WorkerDefinition } from '@dws/worker';
import { context } from './context.ts';
import { manifest } from './manifest.ts';
import { plan } from './plan.ts';
import { tables, type Tables } from './tables.ts';

/** Found here by its domain's service: no other file names it. */
export const worker: WorkerDefinition<Tables> = {
  manifest,
  context,
  plan,
  tables,
  tablesVersion: digestOf(tables as JsonValue),
};
`;
