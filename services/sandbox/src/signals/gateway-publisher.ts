import { DwsError } from '@dws/kernel';
import { Pool } from 'undici';
import type { Publish } from './signals-flow.ts';

const TIMEOUT_MS = 10_000;
/** Enough of an answer to say in the log why signals were refused. */
const MAX_REASON = 500;

export interface GatewayPublisher {
  readonly publish: Publish;
  close(): Promise<void>;
}

/** Delivers to a signal gateway: CloudEvents 1.0, JSON batch mode, `POST /v1/events`. */
export function gatewayPublisher(gatewayUrl: string): GatewayPublisher {
  const pool = new Pool(gatewayUrl, { connections: 1, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  return {
    async publish(signals) {
      const { status, text } = await send(pool, JSON.stringify(signals));
      if (status < 300) return;
      const message = `the gateway answered ${status}: ${text.slice(0, MAX_REASON)}`;
      const again = status >= 500 || status === 429 || status === 408;
      throw new DwsError(again ? 'system-unavailable' : 'system-refused', message, { status });
    },
    close: () => pool.close(),
  };
}

async function send(pool: Pool, body: string): Promise<{ status: number; text: string }> {
  try {
    const { statusCode, body: answer } = await pool.request({
      path: '/v1/events',
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
      body,
    });
    return { status: statusCode, text: await answer.text() };
  } catch (error) {
    throw new DwsError('system-unavailable', 'the gateway does not answer', {}, error);
  }
}
