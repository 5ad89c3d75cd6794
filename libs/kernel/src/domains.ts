/** The business domains a worker may belong to, in the order of the white paper. */
export const DOMAINS = [
  'revenue',
  'customer-experience',
  'it-operations',
  'finance',
  'security',
  'human-resources',
] as const;

export type Domain = (typeof DOMAINS)[number];

export function isDomain(text: string): text is Domain {
  return (DOMAINS as readonly string[]).includes(text);
}
