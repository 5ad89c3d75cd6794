import { afterEach, expect, it } from 'vitest';
import { dws } from '../testing/dws.ts';
import { fakeHttp, type FakeHttp } from '../testing/fake-http.ts';

let server: FakeHttp | undefined;
afterEach(() => server?.close());

const accepted = [
  { id: 'S-1', source: 'urn:dws:cli', topic: 'signals.revenue.v1', partition: 2, offset: '41' },
];

it('publishes one CloudEvent and says where it stands', async () => {
  server = await fakeHttp(() => ({ status: 202, body: { accepted } }));
  const argv = ['signal', 'publish', 'opportunity.stalled', '--id', 'S-1', '--body', '{"a":1}'];
  const { exit, out, note } = await dws(argv, { DWS_GATEWAY_URL: server.url });
  expect(exit).toBe(0);
  expect(out).toBe('opportunity.stalled S-1 of urn:dws:cli stands at signals.revenue.v1/2/41\n');
  expect(note).toBe('next: dws signal trace signals.revenue.v1/2/41\n');
  expect(JSON.parse(server.received[0]!.body)).toEqual([
    {
      specversion: '1.0',
      id: 'S-1',
      source: 'urn:dws:cli',
      type: 'opportunity.stalled',
      time: '2026-03-01T00:00:00.000Z',
      datacontenttype: 'application/json',
      data: { a: 1 },
    },
  ]);
});

it('makes the id of type and body', async () => {
  server = await fakeHttp(() => ({ status: 202, body: { accepted } }));
  for (const body of ['{"a":1,"b":2}', '{"b":2, "a":1}', '{"a":2}'])
    await dws(['signal', 'publish', 'usage.dropped', '--body', body], { DWS_GATEWAY_URL: server.url });
  const [first, same, other] = server.received.map(
    ({ body }) => (JSON.parse(body) as { id: string }[])[0]?.id,
  );
  expect(same).toBe(first);
  expect(other).not.toBe(first);
});

it.each([
  [['no.such.type', '--body', '{}'], 1, 'no.such.type'],
  [['usage.dropped'], 2, 'either --body JSON or --file FILE'],
  [['usage.dropped', '--body', '{'], 2, 'expected JSON after --body'],
  [['usage.dropped', '--file', 'none.json'], 3, '/nowhere/none.json'],
])('refuses %j', async (args, code, message) => {
  const { exit, note } = await dws(['signal', 'publish', ...args]);
  expect(exit).toBe(code);
  expect(note).toContain(message);
});
