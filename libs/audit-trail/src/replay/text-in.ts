import type { JsonObject } from '@dws/kernel';

/** A member that is text; empty where there is none. */
export function textIn(data: JsonObject, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}
