import { randomUUID } from 'node:crypto';
import type grpc from '@grpc/grpc-js';
import type { Clock } from '@dws/kernel';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { gossip, shared } from './stubs.ts';

const TICKS_PER_MILLISECOND = 10_000n;

/** A cluster of one: this server, alive and leading, where clients are told to find it. */
export function gossipRead(
  clock: Clock,
  address: () => { readonly host: string; readonly port: number },
): grpc.handleUnaryCall<Empty, ClusterInfo> {
  const instanceId = new shared.UUID().setString(randomUUID());
  return (_call, callback) => {
    const { host, port } = address();
    const member = new gossip.MemberInfo()
      .setInstanceId(instanceId)
      .setTimeStamp(String(BigInt(clock.now()) * TICKS_PER_MILLISECOND))
      .setState(gossip.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
    callback(null, new gossip.ClusterInfo().setMembersList([member]));
  };
}
