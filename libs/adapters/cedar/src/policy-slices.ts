import { preparsePolicySet } from '@cedar-policy/cedar-wasm/nodejs';
import { configError } from './config-error.ts';
import { mayMatch, type Named } from './policy-head.ts';
import type { ReadPolicy } from './read-policies.ts';

/**
 * The policies whose heads can match a request, as a set that Cedar has parsed. Cedar looks at every policy it is
 * given, so leaving out those that it would pass over anyway makes a decision several times faster and changes
 * nothing else. There are as many slices as combinations of names in the heads; everybody else shares one.
 */
export class PolicySlices {
  readonly #name: string;
  readonly #policies: readonly ReadPolicy[];
  readonly #parsed = new Map<string, string>();

  /** @param name of these policies, unique in the process for their contents */
  constructor(name: string, policies: readonly ReadPolicy[]) {
    this.#name = name;
    this.#policies = policies;
  }

  /** The name under which Cedar knows the slice. */
  of(principal: Named, action: Named, resource: Named): string {
    let key = '';
    for (const [index, { head }] of this.#policies.entries()) {
      if (mayMatch(head, principal, action, resource)) key += `${index},`;
    }
    const known = this.#parsed.get(key);
    if (known !== undefined) return known;
    const slice = `${this.#name}:${key}`;
    const chosen = this.#policies.filter(({ head }) => mayMatch(head, principal, action, resource));
    const staticPolicies = Object.fromEntries(chosen.map(({ id, text }) => [id, text]));
    const answer = preparsePolicySet(slice, { staticPolicies });
    if (answer.type === 'failure') throw configError(this.#name, answer.errors);
    this.#parsed.set(key, slice);
    return slice;
  }
}
