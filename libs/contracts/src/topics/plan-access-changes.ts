import { ruleKey, type AccessRule } from './access-rules.ts';
import type { Topics } from './read-topic-manifests.ts';
import { topicName } from './topic-name.ts';

export interface AccessPlan {
  readonly grant: readonly AccessRule[];
  /** Rules of identities that the manifests know, which the manifests do not give (any more). */
  readonly revoke: readonly AccessRule[];
  readonly same: readonly AccessRule[];
  /** Rules on our topics for identities that no manifest names. Left alone: somebody has given them. */
  readonly unknown: readonly AccessRule[];
}

/** What has to be done so that the broker allows what the manifests say. Once applied, nothing is left to do. */
export function planAccessChanges(
  wanted: readonly AccessRule[],
  standing: readonly AccessRule[],
  { manifests }: Pick<Topics, 'manifests'>,
  env: string,
): AccessPlan {
  const wantedKeys = new Set(wanted.map(ruleKey));
  const standingKeys = new Set(standing.map(ruleKey));
  const known = new Set(wanted.map(({ principal }) => principal));
  const topics = manifests.map(({ name }) => topicName(env, name));
  const isOurs = ({ resource, name }: AccessRule): boolean =>
    resource === 'topic' && topics.some((topic) => name === topic || name.startsWith(`${topic}.`));
  const others = standing.filter((rule) => !wantedKeys.has(ruleKey(rule)));
  return {
    grant: wanted.filter((rule) => !standingKeys.has(ruleKey(rule))),
    revoke: others.filter(({ principal }) => known.has(principal)),
    same: wanted.filter((rule) => standingKeys.has(ruleKey(rule))),
    unknown: others.filter((rule) => !known.has(rule.principal) && isOurs(rule)),
  };
}
