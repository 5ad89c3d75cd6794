import { DOMAINS, DwsError } from '@dws/kernel';
import { z } from 'zod';
import { isEventType, isSignalType } from '../contract-of.ts';

const MAX_PARTITIONS = 1_000;
const MAX_RETENTION_DAYS = 3_650;
const kebab = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'expected lower-case words joined by hyphens');

const storage = {
  description: z.string().min(1),
  partitions: z.int().min(1).max(MAX_PARTITIONS),
  retentionDays: z.int().min(1).max(MAX_RETENTION_DAYS),
  cleanup: z.enum(['delete', 'compact']),
};

const topicManifest = z
  .strictObject({
    ...storage,
    /** Name in production; elsewhere `<env>.` stands in front. */
    name: z.string().regex(/^[a-z-]+\.[a-z-]+\.v[1-9]\d*$/, 'expected <kind>.<domain>.v<version>'),
    /** Who answers for it. */
    owner: kebab,
    domain: z.enum(DOMAINS),
    format: z.enum(['avro', 'cloudevents-json']),
    /** Event or signal types that it carries. Empty while the domain has none. */
    types: z.array(z.string().refine((type) => isEventType(type) || isSignalType(type), 'no such type')),
    /** What the key is, in words. */
    key: z.string().min(1),
    /** Services. */
    producers: z.array(kebab),
    consumers: z.array(kebab),
    /** Who besides these services may use it. */
    access: z.array(z.strictObject({ principal: kebab, may: z.enum(['read', 'write']) })),
  })
  .readonly();

const deadLetterRule = z.strictObject({ ...storage, name: z.literal('<topic>.<group>.dlq') }).readonly();

export type TopicManifest = z.infer<typeof topicManifest>;
export type DeadLetterRule = z.infer<typeof deadLetterRule>;

/** @throws DwsError `config-invalid` naming `origin` and the field */
export function parseTopicManifest(value: unknown, origin: string): TopicManifest {
  const manifest = parseAs(topicManifest, value, origin);
  const [kind = '', domain = ''] = manifest.name.split('.');
  if (`${manifest.name}.yaml` !== origin) throw invalid(origin, 'name', `belongs in ${manifest.name}.yaml`);
  if (domain !== manifest.domain) throw invalid(origin, 'domain', `expected "${domain}", as the name says`);
  if (kind === 'signals' || kind === 'inbound') {
    const stray = manifest.types.find((type) => !isSignalType(type));
    if (stray !== undefined) throw invalid(origin, 'types', `"${stray}" is no signal`);
  }
  return manifest;
}

/** @throws DwsError `config-invalid` */
export function parseDeadLetterRule(value: unknown, origin: string): DeadLetterRule {
  return parseAs(deadLetterRule, value, origin);
}

function parseAs<T>(schema: z.ZodType<T>, value: unknown, origin: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(origin, issue?.path.join('.') ?? '', issue?.message ?? 'not a manifest');
}

function invalid(origin: string, field: string, problem: string): DwsError {
  return new DwsError('config-invalid', `topics/${origin}: ${field}: ${problem}`, { file: origin, field });
}
