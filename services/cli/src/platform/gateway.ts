import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import type { Shell } from '../shell/shell.ts';
import { addressOf } from './addresses.ts';
import { send, type Service } from './http.ts';

/** A CloudEvent in JSON. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
}

/** The gateway takes a request of 1 MiB; what stays is for the envelope. */
export const MAX_BATCH_BYTES = 1_000_000;
export const MAX_BATCH_EVENTS = 500;

const accepted = z.object({
  accepted: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      topic: z.string(),
      partition: z.number(),
      offset: z.string(),
    }),
  ),
});

export type AcceptedEvent = z.infer<typeof accepted>['accepted'][number];

/** The signal-gateway, as its HTTP interface offers it. */
export class Gateway {
  readonly #service: Service;
  readonly #shell: Shell;

  /** @throws DwsError `config-invalid` */
  constructor(shell: Shell, url = addressOf('DWS_GATEWAY_URL', shell)) {
    this.#shell = shell;
    this.#service = { name: 'signal gateway', url, setting: 'DWS_GATEWAY_URL' };
  }

  /**
   * All or none: resolves when every event is durable on its topic.
   * @throws DwsError `platform-unavailable`, `payload-invalid` and the gateway's other codes
   */
  async publish(events: readonly CloudEvent[]): Promise<readonly AcceptedEvent[]> {
    const answer = await send(
      this.#service,
      {
        method: 'POST',
        path: '/v1/events',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events),
      },
      this.#shell,
    );
    const parsed = accepted.safeParse(await answer.json());
    if (parsed.success) return parsed.data.accepted;
    throw new DwsError('payload-invalid', `the gateway's answer is not as expected: ${parsed.error.message}`);
  }
}
