import { DwsError } from '@dws/kernel';
import type { Consumer, ConsumerState } from '@dws/ports';
import { describe, expect, it } from 'vitest';
import { Consumers } from './consumers.ts';

function consumer(state: ConsumerState = 'running') {
  const closing = Promise.withResolvers<undefined>();
  let now = state;
  const fake: Consumer = {
    get state() {
      return now;
    },
    ready: Promise.resolve(),
    closed: closing.promise,
    pause: () => (now = 'paused'),
    resume: () => (now = 'running'),
    stop: async () => {
      now = 'stopped';
      closing.resolve(undefined);
    },
  };
  return { fake, fail: (error: Error) => closing.reject(error), lose: () => (now = 'starting') };
}

describe('the consumers of a service', () => {
  it('run when every one of them does, paused or not', async () => {
    const [one, other] = [consumer(), consumer()];
    const consumers = new Consumers();
    expect(consumers.running).toBe(false);
    await consumers.start(() => [one.fake, other.fake]);
    expect(consumers.running).toBe(true);
    consumers.pause();
    expect([consumers.running, one.fake.state, other.fake.state]).toEqual([true, 'paused', 'paused']);
    consumers.resume();
    other.lose();
    expect(consumers.running).toBe(false);
  });

  it('have failed when one of them has', async () => {
    const [one, other] = [consumer(), consumer()];
    const consumers = new Consumers();
    await consumers.start(() => [one.fake, other.fake]);
    other.fail(new DwsError('topic-unknown', 'expected topic x to exist'));
    await expect(consumers.failed).rejects.toMatchObject({ code: 'topic-unknown' });
  });

  it('start paused when they were paused before', async () => {
    const one = consumer();
    const consumers = new Consumers();
    consumers.pause();
    await consumers.start(() => [one.fake]);
    expect(one.fake.state).toBe('paused');
  });

  it('stop what ran before when they are started again', async () => {
    const [one, other] = [consumer(), consumer()];
    const consumers = new Consumers();
    await consumers.start(() => [one.fake]);
    await consumers.start(() => [other.fake]);
    expect([one.fake.state, other.fake.state]).toEqual(['stopped', 'running']);
    await consumers.stop();
    expect([other.fake.state, consumers.running]).toEqual(['stopped', false]);
  });
});
