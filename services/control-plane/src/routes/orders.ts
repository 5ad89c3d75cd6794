import { nowOf } from '@dws/application';
import type { ControlOrdered } from '@dws/contracts';
import { GRAINS, ORDER_KINDS } from '@dws/control';
import { DwsError, isDomain } from '@dws/kernel';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { holdsOneOf, type Person } from '../people/people.ts';
import type { OrderRecord } from '../projection/order-fold.ts';
import { errors, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import { limit, orderAnswer } from './schemas.ts';
import type { Server } from './server.ts';

type NewOrder = Pick<ControlOrdered, 'kind' | 'grain' | 'target' | 'reason'> & {
  readonly resumes?: string | undefined;
};

const body = z
  .strictObject({
    kind: z.enum(ORDER_KINDS),
    grain: z.enum(GRAINS).optional().describe('Not for a resume: it ends a whole order.'),
    target: z.string().max(200).default('').describe('Empty for everything.'),
    reason: z.string().min(1).max(2_000),
    resumes: z.uuid().optional().describe('For a resume: the order that it ends.'),
  })
  .refine(({ kind, grain }) => kind === 'resume' || grain !== undefined, {
    path: ['grain'],
    message: `expected one of ${GRAINS.join(', ')}`,
  })
  .refine(({ kind, resumes }) => (kind === 'resume') === (resumes !== undefined), {
    path: ['resumes'],
    message: 'expected with a resume, and only there',
  })
  .meta({
    examples: [
      { kind: 'kill', grain: 'worker', target: EXAMPLE.worker, reason: 'It writes to the wrong accounts.' },
      { kind: 'resume', reason: 'Corrected in 1.2.0.', resumes: EXAMPLE.order },
    ],
  });

export function orderRoutes(server: Server, desk: Desk): void {
  const { projection, identify } = desk;
  server.post(
    '/orders',
    {
      schema: {
        tags: ['orders'],
        summary:
          'Pause, stop what is pending, kill or resume. Answers when nothing in scope can be claimed any more.',
        body,
        response: { 201: orderAnswer },
        ...errors('not-found', 'not-permitted', 'shutting-down', ...WRITES_STORE),
      },
    },
    async (request, reply) => {
      const { grain, ...rest } = request.body;
      const record = await giveOrder(desk, request, { ...rest, grain: grain ?? '' });
      return reply.code(201).send(orderView(desk, record));
    },
  );

  server.get(
    '/orders',
    {
      schema: {
        tags: ['orders'],
        summary: 'Control orders, newest first.',
        querystring: z.object({ limit, standing: z.stringbool().optional() }),
        response: { 200: z.object({ orders: z.array(orderAnswer) }) },
      },
    },
    async (request) => {
      await identify(request);
      const { standing, limit: most } = request.query;
      const wanted = projection.orders
        .all()
        .filter(({ order }) => standing === undefined || projection.orders.stands(order.order) === standing);
      return { orders: wanted.slice(0, most).map((record) => orderView(desk, record)) };
    },
  );

  server.get(
    '/orders/:id',
    {
      schema: {
        tags: ['orders'],
        summary: 'One control order, who answered it and what it means for cases.',
        params: z.object({ id: z.uuid().meta({ examples: [EXAMPLE.order] }) }),
        response: { 200: orderAnswer },
        ...errors('not-found'),
      },
    },
    async (request) => {
      await identify(request);
      return orderView(desk, known(desk, request.params.id));
    },
  );
}

/** @throws DwsError `not-permitted`, `not-found`, `argument-invalid` */
export async function giveOrder(desk: Desk, request: FastifyRequest, asked: NewOrder): Promise<OrderRecord> {
  const person = await desk.identify(request);
  const { ports, people, orders, newId, projection } = desk;
  const { resumes } = asked;
  // A resume covers exactly what the order covered that it ends.
  const ended = resumes === undefined ? undefined : known(desk, resumes);
  if (ended && !projection.orders.stands(ended.order.order))
    throw new DwsError('argument-invalid', `order ${ended.order.order} no longer stands`, {
      field: 'resumes',
    });
  const { kind, reason } = asked;
  const { grain, target } = ended?.order ?? asked;
  checkTarget(desk, grain, target);
  const act = `order.${kind}`;
  const on = target === '' ? grain : `${grain} ${target}`;
  if (!mayOrder(desk, person, grain, target))
    return people.deny(person, act, on, `${person.id} is neither an operator nor an owner of ${on}`);
  await people.record(person, { action: act, target: on, allowed: true, reason });
  const at = nowOf(ports.clock);
  const order: ControlOrdered = { order: newId(), kind, grain, target, reason, by: person.id, at };
  return orders.give(resumes === undefined ? order : { ...order, resumes });
}

function known({ projection }: Desk, id: string): OrderRecord {
  const record = projection.orders.get(id);
  if (!record) throw new DwsError('not-found', `there is no control order ${id}`);
  return record;
}

/** A typing error must not look like a successful stop of nothing. */
function checkTarget({ projection }: Desk, grain: string, target: string): void {
  const workers = projection.registry.all();
  const flaw =
    grain === 'everything'
      ? target !== '' && 'expected no target'
      : grain === 'domain'
        ? !isDomain(target) && `there is no domain "${target}"`
        : grain === 'worker'
          ? !projection.registry.get(target) && `there is no worker "${target}"`
          : grain === 'action-kind'
            ? !workers.some(({ manifest }) =>
                [...manifest.actions.map(({ kind }) => kind), 'escalate'].includes(target),
              ) && `no registered worker has an action "${target}"`
            : target === '' && 'expected a target';
  if (flaw !== false) throw new DwsError('argument-invalid', `target: ${flaw}`, { field: 'body.target' });
}

/** Operators may order anything; the owners and the head of a domain what is theirs. */
function mayOrder({ projection }: Desk, person: Person, grain: string, target: string): boolean {
  if (holdsOneOf(person, ['operator'])) return true;
  if (grain === 'domain') return holdsOneOf(person, [`head-of-${target}`]);
  const manifest = grain === 'worker' ? projection.registry.get(target)?.manifest : undefined;
  if (!manifest) return false;
  return holdsOneOf(person, [manifest.businessOwner, manifest.technicalOwner, `head-of-${manifest.domain}`]);
}

export function orderView({ projection }: Desk, record: OrderRecord) {
  const { order, acknowledged, completed, silent } = record;
  const { affected, completed: done, inFlight, pending } = projection.orders.scopeOf(record);
  const group = ({ count, caseIds }: typeof affected) => ({ count, caseIds: [...caseIds] });
  return {
    ...order,
    resumes: order.resumes ?? null,
    stands: projection.orders.stands(order.order),
    completedAt: completed?.at ?? null,
    acknowledged: [...acknowledged.values()].map(({ point, at, inFlight: dispatched }) => ({
      point,
      at,
      inFlight: [...dispatched],
    })),
    fenced: [...(completed?.fenced ?? [])],
    waitingFor: completed ? [] : [...silent],
    frozen: completed?.frozen ?? 0,
    cases: {
      affected: group(affected),
      completed: group(done),
      inFlight: group(inFlight),
      pending: group(pending),
    },
  };
}
