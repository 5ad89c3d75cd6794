import { DwsError } from '@dws/kernel';

/** Why a company's system says no. Each is one HTTP status at the edge. */
export const REFUSALS = {
  'argument-invalid': 400,
  'key-missing': 400,
  'system-unknown': 404,
  'operation-unknown': 404,
  'record-unknown': 404,
  'reference-used': 409,
  'key-reused': 422,
  'ledger-full': 507,
} as const satisfies Record<string, number>;

export type RefusalReason = keyof typeof REFUSALS;

/** A `system-refused` that carries its reason, so that callers in process and over HTTP see the same one. */
export function refusal(
  reason: RefusalReason,
  message: string,
  details: Record<string, string | number | boolean> = {},
): DwsError {
  return new DwsError('system-refused', message, { ...details, reason });
}

/** The reason in a refusal's details; `undefined` for any other error. */
export function refusalReason(error: unknown): RefusalReason | undefined {
  if (!(error instanceof DwsError) || error.code !== 'system-refused') return undefined;
  const reason = error.details['reason'];
  return typeof reason === 'string' && reason in REFUSALS ? (reason as RefusalReason) : undefined;
}
