import type { Log } from '@dws/application';
import { pino } from 'pino';

/** Fields that may carry secrets or personal data wherever they turn up in a logged object. */
const REDACTED = [
  'body',
  '*.body',
  'arguments',
  '*.arguments',
  'password',
  '*.password',
  '*.authorization',
  '*.secret',
];

/** One JSON object a line on standard output, with level, time and the fields given. */
export function pinoLog(level: string, fields: object): Log {
  return pino({
    level,
    base: fields,
    redact: { paths: REDACTED, censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}
