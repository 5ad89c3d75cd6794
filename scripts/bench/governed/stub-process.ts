import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Reference → answer, so that a repeated key is answered as before and counted. */
const performed = new Map<string, string>();
let doubled = 0;
const RECORD = JSON.stringify({
  id: 'acc-0001',
  version: 'v1',
  updatedAt: '2026-01-01T00:00:00.000Z',
  fields: { tier: 'enterprise', healthScore: 70 },
});
const HEADERS = { 'content-type': 'application/json', etag: '"v1"' };

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const body = request.url === '/ledger' ? JSON.stringify({ rows: performed.size, doubled }) : RECORD;
    response.writeHead(200, HEADERS).end(body);
    return;
  }
  const key = request.headers['idempotency-key'];
  request.resume().on('end', () => {
    const reference = typeof key === 'string' ? key : '';
    const known = performed.get(reference);
    if (known !== undefined) doubled += 1;
    const answer = known ?? JSON.stringify({ recordId: `r-${performed.size}`, version: 'v1', answer: {} });
    performed.set(reference, answer);
    response
      .writeHead(200, { ...HEADERS, ...(known === undefined ? {} : { 'idempotency-replayed': 'true' }) })
      .end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
