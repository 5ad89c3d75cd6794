import type { Described, DescribedOperation } from './testing/described-servers.ts';

const ABOUT: Readonly<Record<string, { readonly title: string; readonly where: string }>> = {
  'control-plane': {
    title: 'Control plane',
    where: 'http://127.0.0.1:4000, for people; `X-Dws-Person` says who asks',
  },
  'signal-gateway': { title: 'Signal gateway', where: 'http://127.0.0.1:4100, for business systems' },
  sandbox: { title: 'Sandbox company', where: 'http://127.0.0.1:4200, a company’s systems for staging' },
  'service-health': { title: 'Health of a service', where: '`DWS_HEALTH_PORT` of each process' },
  'event-store-health': { title: 'Health of the event store', where: '`EVENT_STORE_HTTP_PORT`' },
};

/** All HTTP for people, in Markdown: every operation with what it answers. */
export function httpPage(described: ReadonlyMap<string, Described>): string {
  return [
    '# HTTP',
    '<!-- Written by `npm run docs` from the routes of the services; a spec holds both together. -->',
    'Every service describes itself at `/openapi.json`, in OpenAPI 3.1: schemas, examples and every error. The control plane serves the topics too, at `/asyncapi.json` ([topics.md](topics.md)). Errors are `application/problem+json` with a code of [errors.md](errors.md).',
    ...[...described].flatMap(([name, document]) => section(name, document)),
    '',
  ].join('\n\n');
}

function section(name: string, { paths }: Described): readonly string[] {
  const about = ABOUT[name];
  if (!about) throw new Error(`expected a title for "${name}"`);
  const rows = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => row(method, path, operation)),
  );
  return [
    `## ${about.title}`,
    `At ${about.where}. For machines: [api/${name}.openapi.json](api/${name}.openapi.json).`,
    ['| Operation | Does | Answers |', '| --- | --- | --- |', ...rows].join('\n'),
  ];
}

function row(method: string, path: string, { summary = '', responses }: DescribedOperation): string {
  const statuses = Object.keys(responses).filter((status) => status !== '500');
  return `| \`${method.toUpperCase()} ${path}\` | ${summary} | ${statuses.join(', ')} |`;
}
