import { parseArgs } from 'node:util';
import { z } from 'zod';

const schema = z.object({
  log: z.enum(['sqlite', 'kafka']),
  /** Library that the log on Kafka uses. */
  client: z.enum(['kafkajs', 'platformatic']),
  systems: z.enum(['in-process', 'http']),
  pipeline: z.enum(['governed', 'bare']),
  seconds: z.coerce.number().positive(),
  warmup: z.coerce.number().nonnegative(),
  runs: z.coerce.number().int().positive(),
  /** Actions a second; 0 for as many as go. */
  rate: z.coerce.number().nonnegative(),
  /** Events that stand in the worker's stream before the run. */
  prefill: z.coerce.number().int().nonnegative(),
  /** Signals under way at once when `rate` is 0: a bound, so that a queue does not pass for speed. */
  inFlight: z.coerce.number().int().positive(),
});

export type BenchOptions = z.infer<typeof schema>;

/** @throws ZodError for an option that is wrong */
export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      log: { type: 'string', default: 'sqlite' },
      client: { type: 'string', default: 'kafkajs' },
      systems: { type: 'string', default: 'in-process' },
      pipeline: { type: 'string', default: 'governed' },
      seconds: { type: 'string', default: '60' },
      warmup: { type: 'string', default: '10' },
      runs: { type: 'string', default: '3' },
      rate: { type: 'string', default: '0' },
      prefill: { type: 'string', default: '0' },
      inFlight: { type: 'string', default: '2000' },
    },
  });
  return schema.parse(values);
}
