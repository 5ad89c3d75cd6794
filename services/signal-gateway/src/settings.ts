import { z } from 'zod';
import { GATEWAY_DEFAULTS } from './app.ts';

const { host, port, bodyLimit } = GATEWAY_DEFAULTS;

/** The gateway's own settings, from the environment. */
export const gatewaySettings = z.object({
  GATEWAY_HOST: z.string().default(host).describe('Address to listen on.'),
  GATEWAY_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(port)
    .describe('Port to listen on; 0 for any free one.'),
  GATEWAY_BODY_LIMIT: z.coerce
    .number()
    .int()
    .min(1_024)
    .default(bodyLimit)
    .describe('Bytes of a request body.'),
});
