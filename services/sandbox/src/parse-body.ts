import { refusal } from '@dws/sandbox-company';
import type { z } from 'zod';

/** @throws DwsError system-refused, reason `argument-invalid`, naming the first field that does not fit. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || '(body)';
  throw refusal('argument-invalid', `${field}: ${issue?.message ?? 'invalid'}`, { field });
}
