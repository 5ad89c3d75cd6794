import type { TopicManifest } from '@dws/contracts/topics';

const BEGIN = '<!-- flow: written by `npm run docs` from topics/ -->';
const END = '<!-- /flow -->';

/** Kinds of topic, without their domain, in the order in which a signal passes them. */
const ORDER = [
  'inbound',
  'signals',
  'escalations',
  'action-proposals',
  'action-decisions',
  'action-executions',
  'case-due',
];

/** Services of one kind stand as one box: what differs between domains is said by the manifests. */
function boxOf(service: string): string {
  return service.endsWith('-workers') ? 'domain-workers' : service;
}

/** A Mermaid flow chart of who writes and who reads which kind of topic. */
export function flowDiagram(
  topics: readonly Pick<TopicManifest, 'name' | 'producers' | 'consumers'>[],
): string {
  const lines = new Set<string>();
  const boxes = new Set<string>();
  for (const kind of ORDER) {
    for (const { producers, consumers } of topics.filter(({ name }) => name.startsWith(`${kind}.`))) {
      for (const producer of producers) lines.add(`  ${id(boxOf(producer), boxes)} --> ${topicNode(kind)}`);
      for (const consumer of consumers) lines.add(`  ${topicNode(kind)} --> ${id(boxOf(consumer), boxes)}`);
    }
  }
  return [
    '```mermaid',
    'flowchart LR',
    ...[...boxes].map((box) => `  ${box}["${box}"]`),
    ...lines,
    '```',
  ].join('\n');
}

function id(box: string, boxes: Set<string>): string {
  boxes.add(box);
  return box;
}

function topicNode(kind: string): string {
  return `t-${kind}(["${kind}.&lt;domain&gt;.v1"])`;
}

/** The page with its diagram replaced. @throws Error when the page has no place for one */
export function withDiagram(page: string, diagram: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`expected ${BEGIN} and ${END} in the page`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${diagram}\n\n${page.slice(end)}`;
}
