import kafkajs, { type GroupDescription } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import type { GroupAdmin, GroupMember, GroupState, Moment, PartitionOffset } from '@dws/ports';
import { AdminSession } from './admin-session.ts';
import { kafkaClient } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';

/** Kafka's words for a classic group. */
const STATES: Readonly<Record<string, GroupState['state']>> = {
  Stable: 'stable',
  PreparingRebalance: 'rebalancing',
  CompletingRebalance: 'rebalancing',
  Empty: 'empty',
  Dead: 'missing',
};

/** Consumer groups of Apache Kafka. */
export class KafkaGroupAdmin implements GroupAdmin {
  readonly #session: AdminSession;

  constructor(options: KafkaOptions) {
    this.#session = new AdminSession(kafkaClient(options));
  }

  async describe(groups: readonly string[]): Promise<readonly GroupState[]> {
    if (groups.length === 0) return [];
    return this.#session.use('describing groups', async (admin) => {
      const answer = await admin.describeGroups([...groups]);
      return answer.groups.map((group) => ({
        group: group.groupId,
        state: STATES[group.state] ?? 'rebalancing',
        members: group.members.map(memberOf),
      }));
    });
  }

  async offsetsAt(topic: string, moment: Moment): Promise<readonly PartitionOffset[]> {
    return this.#session.use(`reading offsets of ${topic}`, async (admin) => {
      if (typeof moment === 'number') return admin.fetchTopicOffsetsByTimestamp(topic, moment);
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.map(({ partition, low, high }) => ({
        partition,
        offset: moment === 'earliest' ? low : high,
      }));
    });
  }

  async setOffsets(group: string, topic: string, offsets: readonly PartitionOffset[]): Promise<void> {
    const [found] = await this.describe([group]);
    if (found && found.state !== 'empty' && found.state !== 'missing')
      throw new DwsError('group-active', `expected group ${group} to have no members, found ${found.state}`, {
        group,
        members: found.members.map(({ client }) => client).join(', '),
      });
    await this.#session.use(`setting offsets of ${group}`, (admin) =>
      admin.setOffsets({ groupId: group, topic, partitions: [...offsets] }),
    );
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

function memberOf({
  memberId,
  clientId,
  clientHost,
  memberAssignment,
}: GroupDescription['members'][number]): GroupMember {
  const decoded =
    memberAssignment.length > 0 ? kafkajs.AssignerProtocol.MemberAssignment.decode(memberAssignment) : null;
  return {
    member: memberId,
    client: clientId,
    host: clientHost.replace(/^\//, ''),
    partitions: Object.entries(decoded?.assignment ?? {})
      .flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })))
      .toSorted((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition),
  };
}
