import { setTimeout as delay } from 'node:timers/promises';
import swagger from '@fastify/swagger';
import {
  boundConnections,
  boundedServer,
  isTooDeep,
  MAX_LEVELS,
  SERVER_BOUNDS,
  type ServerBounds,
} from '@dws/http-problems';
import { DwsError, type Clock } from '@dws/kernel';
import { openCompany, signalSource, type Company, type SignalSource } from '@dws/sandbox-company';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { askForTokens, type AccessTokens } from './access-tokens.ts';
import { DESCRIPTION } from './description.ts';
import { answerProblems } from './problem.ts';
import { faultRoutes } from './routes/faults.ts';
import { DESCRIBED, healthRoutes } from './routes/health.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { operationRoutes } from './routes/operations.ts';
import { recordRoutes } from './routes/records.ts';
import { signalRoutes } from './routes/signals.ts';
import { SignalsFlow, type Publish } from './signals/signals-flow.ts';

/** Largest request body, in bytes. */
const MAX_BODY = 1_048_576;

export interface SandboxOptions {
  readonly clock: Clock;
  readonly seed: number;
  /** A SQLite file to keep the company in; in memory without it. */
  readonly path?: string | undefined;
  /** Latest attempts to write that `/ledger/attempts` shows; 0, the default, keeps none. */
  readonly maxAttempts?: number | undefined;
  readonly tokens?: AccessTokens | undefined;
  /** Where signals go, and how many happen by themselves a second. Without it nothing happens by itself. */
  readonly signals?: { readonly publish: Publish; readonly ratePerSecond: number } | undefined;
  readonly logger?: FastifyBaseLogger | undefined;
  readonly http?: ServerBounds;
}

export interface Sandbox {
  readonly app: FastifyInstance;
  /** The company behind the HTTP: for use in process, and for tests. */
  readonly company: Company;
  readonly source: SignalSource;
  readonly flow: SignalsFlow | undefined;
  /** Stops signals, refuses new requests, finishes those in flight, closes the file. */
  close(): Promise<void>;
}

/** The sandbox, ready to listen (`app.listen`) or to be asked in process (`app.inject`, `company`). */
export async function buildSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, seed, path, maxAttempts, tokens, signals, logger, http = SERVER_BOUNDS } = options;
  const company = openCompany({ seed, clock, path, maxAttempts });
  const source = signalSource(company, clock);
  const app = fastify({
    ...boundedServer(http),
    ...(logger === undefined ? {} : { loggerInstance: logger }),
    bodyLimit: MAX_BODY,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  boundConnections(app.server, http);
  readBoundedJson(app);
  // The company checks arguments itself, also for callers in process; schemas here describe.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  answerProblems(app);
  askForTokens(app, tokens);
  await app.register(swagger, DESCRIPTION);

  const flow =
    signals &&
    new SignalsFlow({
      ...signals,
      source,
      clock,
      sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
      onTrouble: (err, waiting) => app.log.warn({ err, waiting }, 'signals were not delivered'),
    });
  let draining = false;
  const sleep = (milliseconds: number): Promise<void> => delay(milliseconds);
  recordRoutes(app, company, sleep);
  operationRoutes(app, company, sleep);
  ledgerRoutes(app, company);
  faultRoutes(app, company, clock);
  signalRoutes(app, source, flow);
  healthRoutes(app, () => draining);
  app.get('/openapi.json', { schema: DESCRIBED }, async () => app.swagger());
  app.addHook('onReady', async () => flow?.start());

  const close = async (): Promise<void> => {
    draining = true;
    await flow?.stop();
    await app.close();
    company.close();
  };
  return { app, company, source, flow, close };
}

function readBoundedJson(app: FastifyInstance): void {
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    void readJson(request, text as string, (error, value) => {
      if (error ?? !isTooDeep(value)) done(error, value);
      else done(new DwsError('argument-invalid', `a request takes at most ${MAX_LEVELS} levels of JSON`));
    });
  });
}
