import { memoryAt } from '@dws/application';
import { DwsError } from '@dws/kernel';
import { recall } from '@dws/memory';
import { z } from 'zod';
import { errors, READS_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import type { Server } from './server.ts';

export function memoryRoutes(server: Server, { ports, projection, identify }: Desk): void {
  server.get(
    '/workers/:id/memory',
    {
      schema: {
        tags: ['workers'],
        summary: 'What people taught a worker, now or as its trail stood at a revision.',
        params: z.object({ id: z.string().meta({ examples: [EXAMPLE.worker] }) }),
        querystring: z.object({
          at: z.coerce.number().int().nonnegative().optional().describe('Revision in `worker-<id>`.'),
          account: z.string().default('').describe('Whose corrections to give.'),
        }),
        response: {
          200: z.object({
            worker: z.string(),
            position: z.string(),
            decisions: z.record(z.string(), z.json()),
            feedback: z.record(z.string(), z.json()),
            corrections: z.array(z.json()),
          }),
        },
        ...errors('not-found', ...READS_STORE),
      },
    },
    async (request) => {
      await identify(request);
      const { id } = request.params;
      if (!projection.registry.get(id))
        throw new DwsError('not-found', `there is no worker ${JSON.stringify(id)}`, { field: 'id' });
      const { at, account } = request.query;
      const { position, memory } = recall(await memoryAt(ports, id, at), account);
      return { worker: id, position, decisions: {}, feedback: {}, corrections: [], ...memory };
    },
  );
}
