import { contractOf } from '@dws/contracts';
import { readTopicManifests, type TopicManifest, type Topics } from '@dws/contracts/topics';

/** Every topic for people, in Markdown: what it carries, who writes and reads it. One section for each kind. */
export function topicsPage(topics: Topics = readTopicManifests()): string {
  const { manifests, deadLetters } = topics;
  const kinds = Map.groupBy(manifests, ({ name }) => name.split('.')[0] ?? name);
  const types = [...new Set(manifests.flatMap((manifest) => manifest.types))].toSorted();
  return [
    '# Topics',
    '<!-- Written by `npm run docs` from topics/ and schemas/; a spec holds them together. -->',
    'For machines: [AsyncAPI 3](api/asyncapi.json), which the control plane also serves at `/asyncapi.json`. Names are those of production; elsewhere the environment and a dot stand in front. A broker is brought to this by `dws topics apply`.',
    ...[...kinds].map(([kind, of]) => section(kind, of)),
    '## Dead letters',
    `\`${deadLetters.name}\`: ${deadLetters.description} ${storage(deadLetters)} Read and sent again by \`dws dlq\`.`,
    '## Types',
    'What a value holds, field by field, is in the schema.',
    table(
      ['Type', 'Is'],
      types.map((type) => [schemaLink(type), (contractOf(type).schema['doc'] as string | undefined) ?? '']),
    ),
    '',
  ].join('\n\n');
}

function section(kind: string, manifests: readonly TopicManifest[]): string {
  const rows = manifests.map((manifest) => [
    `\`${manifest.name}\``,
    manifest.types.length === 0 ? 'none yet' : manifest.types.map((type) => `\`${type}\``).join(', '),
    manifest.producers.join(', ') || 'others',
    manifest.consumers.join(', '),
    manifest.access.map(({ principal, may }) => `${principal} (${may})`).join(', ') || 'nobody else',
  ]);
  const [first] = manifests;
  const about = first ? `${capital(first.format)}; key: ${first.key}. ${storage(first)}` : '';
  return [`## ${kind}`, about, table(['Topic', 'Carries', 'Written by', 'Read by', 'Open to'], rows)].join(
    '\n\n',
  );
}

function storage({
  partitions,
  retentionDays,
}: {
  readonly partitions: number;
  readonly retentionDays: number;
}): string {
  return `${partitions} partitions, kept ${retentionDays} days.`;
}

function capital(format: TopicManifest['format']): string {
  return format === 'avro' ? 'Avro in Confluent framing' : 'CloudEvents in JSON, or in registered Avro';
}

function schemaLink(type: string): string {
  const folder = type.includes('.') ? 'signals' : 'events';
  return `[\`${type}\`](../schemas/${folder}/${type}.avsc)`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
