import process from 'node:process';
import { pino } from 'pino';
import { buildSandbox } from './app.ts';
import { readConfig } from './config.ts';
import { gatewayPublisher } from './signals/gateway-publisher.ts';

const config = readConfig(process.env);
const logger = pino({ name: 'sandbox', level: config.LOG_LEVEL });
const { SANDBOX_READ_TOKEN: read, SANDBOX_WRITE_TOKEN: write } = config;
const gateway = config.GATEWAY_URL === undefined ? undefined : gatewayPublisher(config.GATEWAY_URL);

const sandbox = await buildSandbox({
  clock: { now: () => Date.now() },
  seed: config.SANDBOX_SEED,
  path: config.SANDBOX_FILE,
  maxAttempts: config.SANDBOX_MAX_ATTEMPTS,
  tokens: read === undefined || write === undefined ? undefined : { read, write },
  signals: gateway && { publish: gateway.publish, ratePerSecond: config.SIGNAL_RATE },
  logger,
});
await sandbox.app.listen({ host: config.SANDBOX_HOST, port: config.SANDBOX_PORT });

async function drain(signal: NodeJS.Signals | 'disconnect'): Promise<void> {
  logger.info({ signal, ...sandbox.flow?.status() }, 'draining');
  await sandbox.close();
  await gateway?.close();
}

process.once('SIGTERM', (signal) => void drain(signal));
process.once('SIGINT', (signal) => void drain(signal));
// A launcher that is gone disconnects: nothing outlives it unseen.
process.once('disconnect', () => void drain('disconnect'));
// Its channel alone does not keep this process alive.
process.channel?.unref();
