import { consumerGroups, type Log, type Names } from '@dws/application';
import { planTopicChanges, readTopicManifests, type TopicPlan } from '@dws/contracts/topics';
import { DwsError } from '@dws/kernel';
import type { MessageLog } from '@dws/ports';

export interface ApplyTopicsOptions {
  readonly messages: MessageLog;
  readonly names: Names;
  readonly log: Log;
  readonly workers: Parameters<typeof consumerGroups>[0];
  readonly replicationFactor: number;
}

/** Brings the log's topics to what the manifests say; doing it again changes nothing. */
export async function applyTopics({
  messages,
  names,
  log,
  workers,
  replicationFactor,
}: ApplyTopicsOptions): Promise<TopicPlan> {
  const topics = readTopicManifests();
  const described = await messages.admin.describe();
  const plan = planTopicChanges(topics, described, {
    env: names.environment,
    replicationFactor,
    groups: consumerGroups(workers),
  });
  const [refused] = plan.refused;
  if (refused)
    throw new DwsError('config-invalid', `topic ${refused.name}: ${refused.reason}`, { topic: refused.name });
  if (plan.create.length > 0) await messages.admin.create(plan.create);
  for (const { topic } of plan.alter) await messages.admin.alter(topic);
  if (plan.create.length + plan.alter.length > 0) {
    log.info(
      { created: plan.create.length, altered: plan.alter.length, same: plan.same.length },
      'topics applied',
    );
  }
  return plan;
}
