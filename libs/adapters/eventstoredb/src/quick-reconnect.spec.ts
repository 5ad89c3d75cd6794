import grpc from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { quickReconnect } from './quick-reconnect.ts';

it('makes a channel to the same server with short pauses of its own, and closes the one it was given', () => {
  const given = new grpc.Channel('127.0.0.1:1', grpc.credentials.createInsecure(), {
    'grpc.keepalive_time_ms': 10_000,
  });
  const made = quickReconnect(given);
  const { options } = (made as unknown as { internalChannel: { options: grpc.ChannelOptions } })
    .internalChannel;
  expect(made.getTarget()).toBe(given.getTarget());
  expect(options).toMatchObject({
    'grpc.keepalive_time_ms': 10_000,
    'grpc.max_reconnect_backoff_ms': 1_000,
    'grpc.use_local_subchannel_pool': 1,
  });
  expect(given.getConnectivityState(false)).toBe(grpc.connectivityState.SHUTDOWN);
  made.close();
});
