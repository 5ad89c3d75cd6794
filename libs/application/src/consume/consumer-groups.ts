import { DOMAINS } from '@dws/kernel';
import type { WorkerManifest } from '@dws/worker';
import { Names } from '../runtime/names.ts';

/** The groups that read each topic, both without environment: for dead-letter topics, lag and documentation. */
export function consumerGroups(
  workers: readonly Pick<WorkerManifest, 'id' | 'domain' | 'triggers'>[],
): Readonly<Record<string, readonly string[]>> {
  const names = new Names();
  const groups: Record<string, string[]> = {};
  const add = (topic: string, group: string): void => {
    (groups[topic] ??= []).push(group);
  };
  for (const domain of DOMAINS) {
    add(names.topic('inbound', domain), 'signal-gateway');
    add(names.topic('action-proposals', domain), 'governor');
    add(names.topic('action-decisions', domain), 'governor.approvals');
    for (const performer of ['executor', 'escalation-router'])
      add(names.topic('action-decisions', domain), performer);
    for (const service of ['governor', 'executor', 'escalation-router'])
      add(names.topic('case-due', domain), `${service}.due`);
  }
  for (const { id, domain, triggers } of workers) {
    add(names.topic('signals', domain), id);
    add(names.topic('case-due', domain), `${id}.due`);
    if (triggers.some(({ signalType }) => signalType === 'escalation-raised'))
      add(names.topic('escalations', domain), id);
  }
  return groups;
}

/** The service that runs a group, both without environment: whose identity joins it. */
export function serviceOfGroup(
  group: string,
  workers: readonly Pick<WorkerManifest, 'id' | 'domain'>[],
): string {
  const name = group.replace(/\.(due|approvals)$/, '');
  const worker = workers.find(({ id }) => id === name);
  return worker ? `${worker.domain}-workers` : name;
}
