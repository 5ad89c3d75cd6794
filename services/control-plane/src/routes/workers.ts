import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { atLeast } from './at-least.ts';
import { countsByWorker } from './counts.ts';
import { errors, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import { giveOrder, orderView } from './orders.ts';
import { orderAnswer } from './schemas.ts';
import type { Server } from './server.ts';
import { workerItem, workerView } from './worker-view.ts';

export function workerRoutes(server: Server, desk: Desk): void {
  const { projection, identify } = desk;
  server.get(
    '/workers',
    {
      schema: {
        tags: ['workers'],
        summary: 'Registered workers.',
        response: { 200: z.object({ workers: z.array(workerItem) }) },
      },
    },
    async (request) => {
      await identify(request);
      const counts = countsByWorker(projection.cases.all());
      return { workers: projection.registry.all().map((entry) => workerView(projection, entry, counts)) };
    },
  );

  const params = z.object({ id: z.string().meta({ examples: [EXAMPLE.worker] }) });
  server.get(
    '/workers/:id',
    {
      schema: {
        tags: ['workers'],
        summary: 'A worker with its whole manifest.',
        params,
        response: {
          200: workerItem.extend({ manifest: atLeast({ id: z.string(), version: z.string() }) }),
        },
        ...errors('not-found'),
      },
    },
    async (request) => {
      await identify(request);
      const entry = projection.registry.get(request.params.id);
      if (!entry) throw new DwsError('not-found', `there is no worker "${request.params.id}"`);
      const counts = countsByWorker(projection.cases.all());
      return { ...workerView(projection, entry, counts), manifest: entry.manifest };
    },
  );

  const body = z
    .strictObject({ reason: z.string().min(1).max(2_000) })
    .meta({ examples: [{ reason: 'It writes to the wrong accounts.' }] });
  const refusals = errors('not-found', 'not-permitted', 'shutting-down', ...WRITES_STORE);
  server.post(
    '/workers/:id/pause',
    {
      schema: {
        tags: ['workers'],
        summary: 'Pauses a worker: a control order.',
        params,
        body,
        response: { 201: orderAnswer },
        ...refusals,
      },
    },
    async (request, reply) => {
      const { reason } = request.body;
      const target = request.params.id;
      const record = await giveOrder(desk, request, { kind: 'pause', grain: 'worker', target, reason });
      return reply.code(201).send(orderView(desk, record));
    },
  );

  server.post(
    '/workers/:id/resume',
    {
      schema: {
        tags: ['workers'],
        summary: 'Ends every order of grain worker that holds this one.',
        params,
        body,
        response: { 201: z.object({ orders: z.array(orderAnswer) }) },
        ...refusals,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { reason } = request.body;
      const standing = projection.orders.control.standing.filter(
        ({ order }) => order.grain === 'worker' && order.target === id,
      );
      if (standing.length === 0)
        throw new DwsError('argument-invalid', `no order of grain worker holds "${id}"`, { field: 'id' });
      const orders = [];
      for (const { order } of standing) {
        const asked = { kind: 'resume', grain: 'worker', target: id, reason, resumes: order.order };
        orders.push(orderView(desk, await giveOrder(desk, request, asked)));
      }
      return reply.code(201).send({ orders });
    },
  );
}
