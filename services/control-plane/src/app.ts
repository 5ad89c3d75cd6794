import type { RunningService, ServicePorts } from '@dws/application';
import type { ServerBounds } from '@dws/http-problems';
import type { Signer } from '@dws/ports';
import type { WorkerManifest } from '@dws/worker';
import { controlCore } from './control-core.ts';
import type { Identify } from './people/identify.ts';
import { auditRoutes, type AuditSources } from './routes/audit.ts';
import { caseRoutes } from './routes/cases.ts';
import { consoleFiles } from './routes/console.ts';
import { descriptionRoutes } from './routes/description.ts';
import type { Desk } from './routes/desk.ts';
import { doubtRoutes } from './routes/doubts.ts';
import { escalationRoutes } from './routes/escalations.ts';
import { eventRoutes } from './routes/events.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { memoryRoutes } from './routes/memory.ts';
import { orderRoutes } from './routes/orders.ts';
import { overviewRoutes, type AuditLagOf } from './routes/overview.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { createServer, type Server } from './routes/server.ts';
import { traceRoutes } from './routes/trace.ts';
import { workerRoutes } from './routes/workers.ts';
import { CONTROL_PLANE_BOUNDS, type ControlPlaneBounds } from './runtime/bounds.ts';
import type { Sleep } from './runtime/sleep.ts';
import { TrailSearch } from './search/trail-search.ts';
import { registerWorkers } from './workers/register-workers.ts';

export { controlCore, type ControlCore, type ControlCoreOptions } from './control-core.ts';
export { developmentIdentities, PERSON_HEADER, type Identify } from './people/identify.ts';
export type { AuditSources } from './routes/audit.ts';
export { loadPeople, peopleOf, type People, type Person } from './people/people.ts';
export { CONTROL_PLANE_BOUNDS, type ControlPlaneBounds } from './runtime/bounds.ts';
export { TrailSearch } from './search/trail-search.ts';
export type { Sleep } from './runtime/sleep.ts';
export { registerWorkers } from './workers/register-workers.ts';

/** People of the sandbox company. */
export const PEOPLE_FILE = new URL('../people.yaml', import.meta.url);

/** Where the console is after it was built. */
export const CONSOLE_FOLDER = new URL('../../console/dist/', import.meta.url);

export const CONTROL_PLANE_DEFAULTS = { host: '127.0.0.1', port: 4000, bodyLimit: 1_048_576 } as const;

export interface ControlPlaneOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Bytes of a request body. */
  readonly bodyLimit: number;
  /** Signs what people decide; its public key must be among the review keys of whoever performs it. */
  readonly signer: Signer;
  readonly identify: Identify;
  readonly sleep: Sleep;
  /** A new random UUID. */
  readonly newId: () => string;
  readonly bounds?: Partial<ControlPlaneBounds>;
  readonly http?: ServerBounds;
  /** Where seals are and which keys may have signed them; without it there are no `/audit` routes. */
  readonly audit?: AuditSources;
  /** Where a recorder runs in the same process. */
  readonly auditLag?: AuditLagOf;
  /** Folder of the built console; served at `/` when it is there. */
  readonly consoleFolder?: URL;
}

export interface ControlPlane extends RunningService {
  readonly server: Server;
  /** True once everything in the store is folded. */
  readonly ready: () => boolean;
  /** Registers workers that are missing or changed. `codeHash`: SHA-256 over the files of a worker, by its id. */
  registerWorkers(manifests: readonly WorkerManifest[], codeHash: (worker: string) => string): Promise<void>;
  /** What is due by now, at once instead of at the next tick; for tests and simulations. */
  tick(): Promise<number>;
}

/** Where people see and steer the platform: cases, reviews, control orders, workers. */
export async function controlPlane(ports: ServicePorts, options: ControlPlaneOptions): Promise<ControlPlane> {
  const { signer, identify, sleep, newId } = options;
  const bounds = { ...CONTROL_PLANE_BOUNDS, ...options.bounds };
  const core = controlCore(ports, { signer, sleep, bounds });
  const { projection, people, orders, reviews, doubts, feedback } = core;
  const desk: Desk = {
    ports,
    projection,
    reviews,
    doubts,
    feedback,
    orders,
    people,
    identify,
    bounds,
    newId,
  };
  const indexPath = options.audit?.indexPath;
  const search = indexPath === undefined ? null : new TrailSearch({ ...ports, sleep, path: indexPath });
  const server = await createServer(ports.log, options.bodyLimit, options.http);
  await server.register(
    (api, _options, done) => {
      caseRoutes(api, desk);
      reviewRoutes(api, desk);
      doubtRoutes(api, desk);
      feedbackRoutes(api, desk);
      escalationRoutes(api, desk);
      orderRoutes(api, desk);
      workerRoutes(api, desk);
      memoryRoutes(api, desk);
      traceRoutes(api, desk);
      overviewRoutes(api, desk, options.auditLag ?? null);
      eventRoutes(api, desk, sleep);
      if (options.audit) auditRoutes(api, desk, options.audit, search, sleep);
      descriptionRoutes(api, server);
      done();
    },
    { prefix: '/api/v1' },
  );
  descriptionRoutes(server, server, '-root');
  if (options.consoleFolder) await consoleFiles(server, options.consoleFolder);
  return {
    name: ports.service,
    server,
    ready: () => projection.caughtUp,
    registerWorkers: (manifests, codeHash) => registerWorkers(ports, manifests, codeHash),
    tick: () => core.tick(),
    start: async () => {
      await core.start();
      search?.start();
      await server.listen({ host: options.host, port: options.port });
    },
    stop: async () => {
      await server.close();
      await search?.stop();
      await core.stop();
    },
  };
}
