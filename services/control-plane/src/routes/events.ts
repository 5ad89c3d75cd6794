import { DwsError } from '@dws/kernel';
import { Readable } from 'node:stream';
import { streamed } from './at-least.ts';
import type { CaseEntry } from '../projection/case-entry.ts';
import type { Sleep } from '../runtime/sleep.ts';
import { caseView } from './case-view.ts';
import { errors } from './describe.ts';
import type { Desk } from './desk.ts';
import type { Server } from './server.ts';

/** Sends between two signs of life, so that a dead connection is noticed. */
const QUIET_SENDS = 60;

/**
 * `GET /events`: cases as they change, as server-sent events. `cases` carries the ones that changed since the
 * last send; `overflow` says that there were more than one send holds: load what is shown again.
 */
export function eventRoutes(server: Server, desk: Desk, sleep: Sleep): void {
  const { projection, identify, bounds } = desk;
  const ending = new AbortController();
  let watchers = 0;
  server.addHook('preClose', (done) => {
    ending.abort();
    done();
  });
  server.get(
    '/events',
    {
      schema: {
        tags: ['overview'],
        summary: 'Cases as they change, as server-sent events.',
        description:
          '`cases` carries those that changed since the last send, as `GET /cases` lists them. `overflow` says that ' +
          'there were more than one send holds: load what is shown again. Comments are signs of life.',
        response: {
          200: {
            description: 'A stream without an end.',
            content: { 'text/event-stream': { schema: streamed } },
          },
        },
        ...errors('queue-full'),
      },
    },
    async (request, reply) => {
      await identify(request);
      if (watchers >= bounds.watchers)
        throw new DwsError('queue-full', `${bounds.watchers} watchers are the bound ("watchers")`);
      watchers += 1;
      reply.raw.once('close', () => (watchers -= 1));
      return reply
        .type('text/event-stream')
        .header('cache-control', 'no-store')
        .send(Readable.from(changes(), { objectMode: false }));
    },
  );

  async function* changes(): AsyncGenerator<string> {
    const changed = new Map<string, Readonly<CaseEntry>>();
    // An object, since the listener sets it between two looks.
    const missed = { any: false };
    const unlisten = projection.listen((entry) => {
      if (changed.has(entry.caseId) || changed.size < bounds.watchedChanges) changed.set(entry.caseId, entry);
      else missed.any = true;
    });
    try {
      yield ': watching\n\n';
      for (let quiet = 0; !ending.signal.aborted;) {
        await sleep(bounds.watchMs, ending.signal);
        if (missed.any) yield 'event: overflow\ndata: {}\n\n';
        else if (changed.size > 0)
          yield `event: cases\ndata: ${JSON.stringify([...changed.values()].map(caseView))}\n\n`;
        else if ((quiet += 1) >= QUIET_SENDS) yield ': still here\n\n';
        else continue;
        quiet = 0;
        missed.any = false;
        changed.clear();
      }
    } finally {
      unlisten();
    }
  }
}
