/** Domains in which it is recorded who read what. */
const WATCHED: ReadonlySet<string> = new Set(['human-resources', 'security']);

export function isReadOnRecord(domain: string): boolean {
  return WATCHED.has(domain);
}
