import type { Server } from './server.ts';

/**
 * What a browser is told beside every answer: scripts come from here alone, nothing frames the console, and no answer is
 * taken for another type than it says. A text that slips through as markup would find nothing to run.
 */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

export function securityHeaders(server: Server): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    reply.headers(HEADERS);
    done();
  });
}
