import { accessRules, readTopicManifests, type AccessRule } from '@dws/contracts/topics';

const BEGIN = '<!-- access: written by `npm run docs` from topics/ -->';
const END = '<!-- /access -->';

const KINDS = [
  'inbound',
  'signals',
  'escalations',
  'action-proposals',
  'action-decisions',
  'action-executions',
  'case-due',
];

/** Topics of one kind with what stands behind the domain, so that six domains are one column. */
function columnOf(topic: string): string {
  const [kind = ''] = topic.split('.');
  return topic.endsWith('.dlq') ? 'dead letters' : kind;
}

/** Who may read (R) and write (W) which kind of topic, as a Markdown table. Workers: in their own domain. */
export function accessMatrix(rules: readonly AccessRule[]): string {
  const columns = [...KINDS, 'dead letters'];
  const cells = new Map<string, Set<string>>();
  for (const { principal, resource, name, operation } of rules) {
    if (resource !== 'topic' || (operation !== 'read' && operation !== 'write')) continue;
    const key = `${rowOf(principal)} ${columnOf(name)}`;
    cells.set(key, (cells.get(key) ?? new Set()).add(operation === 'read' ? 'R' : 'W'));
  }
  const rows = [...new Set(rules.map(({ principal }) => rowOf(principal)))].toSorted();
  const cell = (row: string, column: string): string =>
    [...(cells.get(`${row} ${column}`) ?? [])].toSorted().join('');
  return [
    `| identity | ${columns.join(' | ')} |`,
    `| --- | ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row} | ${columns.map((column) => cell(row, column)).join(' | ')} |`),
  ].join('\n');
}

/** Services of workers stand in one row: each has this in its own domain and nothing in the others. */
function rowOf(principal: string): string {
  return principal.endsWith('-workers') ? '`<domain>-workers`' : `\`${principal}\``;
}

export function currentMatrix(
  groups: Readonly<Record<string, readonly string[]>>,
  serviceOf: (group: string) => string,
): string {
  return accessMatrix(accessRules(readTopicManifests(), { env: '', groups, serviceOf }));
}

/** The page with its matrix replaced. @throws Error when the page has no place for one */
export function withMatrix(page: string, matrix: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`expected ${BEGIN} and ${END} in the page`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${matrix}\n\n${page.slice(end)}`;
}
