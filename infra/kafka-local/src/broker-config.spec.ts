import { expect, it } from 'vitest';
import { brokerConfig } from './broker-config.ts';

const three = [1, 2, 3].map((id) => ({ id, port: 9090 + id, controllerPort: 9190 + id }));

it('lets one node stand alone', () => {
  const text = brokerConfig(three[0]!, three.slice(0, 1), '/data');
  expect(text).toContain('controller.quorum.voters=1@127.0.0.1:9191\n');
  expect(text).toContain('offsets.topic.replication.factor=1\n');
  expect(text).toContain('min.insync.replicas=1\n');
  expect(text).toContain('auto.create.topics.enable=false\n');
});

it('lets a cluster of three lose one node', () => {
  const text = brokerConfig(three[1]!, three, '/data');
  expect(text).toContain('node.id=2\n');
  expect(text).toContain('controller.quorum.voters=1@127.0.0.1:9191,2@127.0.0.1:9192,3@127.0.0.1:9193\n');
  expect(text).toContain('default.replication.factor=3\n');
  expect(text).toContain('min.insync.replicas=2\n');
  expect(text).toContain('advertised.listeners=CLIENTS://127.0.0.1:9092\n');
});
