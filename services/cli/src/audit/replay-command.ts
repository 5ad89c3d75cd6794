import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { text } from '../shell/option.ts';
import { table } from '../shell/table.ts';

const count = z.number();

const replayed = z.looseObject({
  worker: z.string(),
  position: z.string().nullable(),
  events: count,
  registered: z
    .looseObject({ version: z.string(), status: z.string(), stage: z.string(), since: z.string() })
    .nullable(),
  counts: z.record(z.string(), count),
  memory: z.looseObject({ position: z.number() }),
  trust: z.record(z.string(), z.record(z.string(), count)),
  cases: z.looseObject({ closed: count, open: count }),
  orders: z.array(
    z.looseObject({ order: z.string(), kind: z.string(), grain: z.string(), target: z.string() }),
  ),
});

type Replayed = z.infer<typeof replayed>;

export const auditReplay = command({
  name: 'audit replay',
  does: 'show a worker as it was at a position of the log',
  details:
    'By its audit trail alone: registration, stage and status, memory, evidence for trust, open cases, orders that stood\n' +
    'and events by type. Entries of "audit search --json" name their position in source.position.',
  operands: { worker: one('WORKER', 'worker') },
  options: {
    at: text('POSITION', 'commit/prepare, as in 1021/1021; by default now'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: 'churn-signal --at 1021/1021',
  run: async (args, shell) => {
    const path = `/audit/replay/${encodeURIComponent(args.worker)}`;
    const found = await new ControlPlane(shell, args).get(path, replayed, { at: args.at });
    return { data: found, text: shown(found) };
  },
});

function shown({
  worker,
  position,
  events,
  registered,
  memory,
  trust,
  cases,
  orders,
  counts,
}: Replayed): string {
  const standing = orders.map(({ order, kind, grain, target }) => `${kind} ${grain} ${target} (${order})`);
  const lines = [
    `${worker} at ${position ?? 'the beginning'}, after ${events} events`,
    registered
      ? `${registered.status}, ${registered.stage}, version ${registered.version}, since ${registered.since}`
      : 'not registered',
    memory.position < 0
      ? 'nothing learned'
      : `memory of the trail up to ${memory.position} (--json shows it)`,
    `cases: ${cases.open} open, ${cases.closed} closed`,
    `orders: ${standing.length === 0 ? 'none' : standing.join(', ')}`,
  ];
  const evidence = Object.entries(trust).map(([cell, of]) => [
    cell,
    Object.entries(of)
      .filter(([, times]) => times > 0)
      .map(([what, times]) => `${what} ${times}`)
      .join(', '),
  ]);
  const types = Object.entries(counts).map(([type, times]) => [type, String(times)]);
  return [
    ...lines,
    '',
    table(['TRUST CELL', 'EVIDENCE'], evidence, 'no evidence'),
    '',
    table(['EVENT', 'TIMES'], types, 'no event'),
  ].join('\n');
}
