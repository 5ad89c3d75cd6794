import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { jsonOf, type Attempt } from './attempt.ts';

const Problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

const PRECONDITION_FAILED = 412;

/** The error behind a 3xx or 4xx, with what its problem+json tells a program. */
export function refused(
  system: string,
  what: string,
  answer: Extract<Attempt, { kind: 'answered' }>,
): DwsError {
  const parsed = Problem.safeParse(jsonOf(answer));
  const { title, detail, details } = parsed.success ? parsed.data : {};
  const code = answer.status === PRECONDITION_FAILED ? 'record-version-changed' : 'system-refused';
  const message = `${system}: ${what}: it answered ${answer.status}: ${detail ?? title ?? 'no reason given'}`;
  return new DwsError(code, message, { ...details, system, status: answer.status });
}
