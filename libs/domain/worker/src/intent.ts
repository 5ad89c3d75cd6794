import type { JsonObject } from '@dws/kernel';

/**
 * What an action is there to do, apart from its wording: a plan that is made again on changed facts must not do
 * it twice. Hand-overs share one kind and differ by their path.
 */
export function intentOf(kind: string, given: JsonObject): string {
  const path = given['path'];
  return kind === 'escalate' && typeof path === 'string' ? `${kind}:${path}` : kind;
}
