export {
  planTopicChanges,
  type TopicPlan,
  type TopicPlanOptions,
  type TopicSettings,
} from './plan-topic-changes.ts';
export { readTopicManifests, TOPICS_DIRECTORY, type Topics } from './read-topic-manifests.ts';
export type { DeadLetterRule, TopicManifest } from './topic-manifest.ts';
export { deadLetterName, topicName } from './topic-name.ts';
export { accessRules, OPERATOR, ruleKey, type AccessOptions, type AccessRule } from './access-rules.ts';
export { planAccessChanges, type AccessPlan } from './plan-access-changes.ts';
