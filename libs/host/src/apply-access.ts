import { consumerGroups, serviceOfGroup, type Names } from '@dws/application';
import { accessRules, planAccessChanges, readTopicManifests, type AccessPlan } from '@dws/contracts/topics';
import type { AccessAdmin } from '@dws/ports';

type Workers = Parameters<typeof consumerGroups>[0];

/** How the brokers' access rules differ from the manifests; `null` where the brokers hold nobody to any. */
export async function planAccess(
  access: AccessAdmin,
  { environment }: Names,
  workers: Workers,
): Promise<AccessPlan | null> {
  const standing = await access.describe();
  if (standing === null) return null;
  const topics = readTopicManifests();
  const wanted = accessRules(topics, {
    env: environment,
    groups: consumerGroups(workers),
    serviceOf: (group) => serviceOfGroup(group, workers),
  });
  return planAccessChanges(wanted, standing, topics, environment);
}

/** Brings the rules to what the manifests say; doing it again changes nothing. */
export async function applyAccess(
  access: AccessAdmin,
  names: Names,
  workers: Workers,
): Promise<AccessPlan | null> {
  const plan = await planAccess(access, names, workers);
  if (!plan) return null;
  if (plan.grant.length > 0) await access.grant(plan.grant);
  if (plan.revoke.length > 0) await access.revoke(plan.revoke);
  return plan;
}
