/** `signals.revenue.v1` in environment `staging` is `staging.signals.revenue.v1`; production is the empty name. */
export function topicName(environment: string, name: string): string {
  return environment === '' ? name : `${environment}.${name}`;
}

/** Where `group` (its name without the environment) sets aside what it cannot read from `topic`. */
export function deadLetterName(topic: string, group: string): string {
  return `${topic}.${group}.dlq`;
}
