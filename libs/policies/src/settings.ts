import { DOMAINS, DwsError } from '@dws/kernel';
import { dayIn, LIMIT_SCOPES, type LimitRule } from '@dws/limits';
import type { PolicyFile } from '@dws/ports';
import { parse } from 'yaml';
import { z } from 'zod';

const name = z.string().min(1);

const domainSettings = z.strictObject({
  domain: z.enum(DOMAINS),
  /** IANA name; days of limits are counted in it. */
  timeZone: name.refine(isZone, { error: 'expected an IANA time zone such as Europe/Berlin' }),
  businessOwner: name,
  technicalOwner: name,
  /** Asked where no row names anybody. */
  defaultReviewers: z.array(name).min(1),
  defaultDeadlineHours: z.number().positive(),
});

export type DomainSettings = z.infer<typeof domainSettings>;

const BOUNDS = ['maxCount', 'maxPerRecord', 'maxAmountMinor'] as const;

const limitRule = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected lower-case words joined by hyphens'),
    countBy: z.enum(LIMIT_SCOPES),
    workers: z.array(name).min(1).optional(),
    actionKinds: z.array(name).min(1).optional(),
    externalOnly: z.boolean().optional(),
    maxCount: z.number().int().nonnegative().optional(),
    maxPerRecord: z.number().int().positive().optional(),
    maxAmountMinor: z.number().int().nonnegative().optional(),
    currency: z.string().length(3).optional(),
    onReach: z.enum(['review', 'deny']),
  })
  .refine((rule) => BOUNDS.some((bound) => rule[bound] !== undefined), {
    error: `expected at least one of ${BOUNDS.join(', ')}`,
  })
  .refine(({ maxAmountMinor, currency }) => (maxAmountMinor === undefined) === (currency === undefined), {
    error: 'expected maxAmountMinor and currency together',
  });

const limits = z.strictObject({
  limits: z.array(limitRule).refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, {
    error: 'expected every limit to have an id of its own',
  }),
});

/** @throws DwsError `config-invalid`, naming file and field */
export function readDomain(file: PolicyFile): DomainSettings {
  return read(file, domainSettings);
}

/** @throws DwsError `config-invalid`, naming file and field */
export function readLimits(file: PolicyFile): readonly LimitRule[] {
  return read(file, limits).limits as readonly LimitRule[];
}

function read<T>(file: PolicyFile, schema: z.ZodType<T>): T {
  const result = schema.safeParse(yaml(file));
  if (result.success) return result.data;
  throw new DwsError('config-invalid', `${file.name}: ${z.prettifyError(result.error)}`, { file: file.name });
}

function yaml(file: PolicyFile): unknown {
  try {
    return parse(file.text, { logLevel: 'error' });
  } catch (error) {
    throw new DwsError('config-invalid', `${file.name}: not YAML`, { file: file.name }, error);
  }
}

function isZone(timeZone: string): boolean {
  try {
    dayIn(timeZone);
    return true;
  } catch {
    return false;
  }
}
