import { z } from 'zod';

/** What of a write its reversal may be told: the record's id, members of the answer, members of the arguments. */
const Source = z.string().regex(/^(recordId|(answer|arguments)\.\w+)$/);

const Operation = z.strictObject({
  effectClass: z.enum(['K', 'Q', 'N']),
  /** The operation of the same system that undoes it, and what that is told. */
  reversal: z
    .strictObject({
      operation: z.string().min(1),
      recordType: z.string().min(1),
      arguments: z.record(z.string().min(1), Source),
    })
    .optional(),
  /** Longest wait for the answer to one attempt, in milliseconds; the system's own where it is left out. */
  attemptTimeoutMs: z.number().int().positive().optional(),
});

const Retry = z.strictObject({
  maxAttempts: z.number().int().min(1).max(20).default(4),
  firstPauseMs: z.number().int().min(1).default(50),
  longestPauseMs: z.number().int().min(1).default(2_000),
});

const Circuit = z.strictObject({
  /** Failed attempts in a row that open it: no attempt is made while it is open. */
  openAfter: z.number().int().min(1).default(10),
  /** How long it stays open before one attempt is let through, in milliseconds. */
  tryAgainAfterMs: z.number().int().min(1).default(1_000),
});

const System = z.strictObject({
  /** Scheme, host, port and path prefix of the system: `http://127.0.0.1:7400/crm`. */
  baseUrl: z.url({ protocol: /^https?$/ }),
  /** Name of the secret that is sent as bearer token; none is sent where it is left out. */
  credential: z.string().min(1).optional(),
  connections: z.number().int().min(1).max(1_024).default(16),
  /** Attempts under way at once, and requests that may wait for one of these places. */
  maxConcurrent: z.number().int().min(1).default(64),
  maxWaiting: z.number().int().min(0).default(4_096),
  connectTimeoutMs: z.number().int().positive().default(2_000),
  attemptTimeoutMs: z.number().int().positive().default(5_000),
  maxAnswerBytes: z.number().int().positive().default(8_388_608),
  retry: Retry.prefault({}),
  circuit: Circuit.prefault({}),
  operations: z.record(z.string().min(1), Operation),
});

/** Which systems there are, where, what can be written there, and how patient to be. Data, no secrets. */
export const HttpSystemsManifest = z.record(z.string().min(1), System);

export type HttpSystemsManifest = z.input<typeof HttpSystemsManifest>;
export type SystemManifest = z.output<typeof System>;
