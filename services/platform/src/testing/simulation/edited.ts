import type { JsonObject } from '@dws/kernel';

/** The same arguments with another wording; undefined where they hold none. */
export function edited(args: JsonObject): JsonObject | undefined {
  for (const name of ['body', 'text', 'title', 'description', 'reason']) {
    const value = args[name];
    if (typeof value === 'string') return { ...args, [name]: `${value} (as edited)` };
  }
  return undefined;
}
