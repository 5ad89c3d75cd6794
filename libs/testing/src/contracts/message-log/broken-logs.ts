import type { MessageBatch, MessageLog, OutgoingMessage } from '@dws/ports';

type OnBatch = Parameters<MessageLog['consume']>[0]['onBatch'];

/** The same log with some members replaced. */
function withParts(log: MessageLog, parts: Partial<MessageLog>): MessageLog {
  return {
    publish: (messages) => log.publish(messages),
    consume: (options) => log.consume(options),
    peek: (topic, partition, offset, limit) => log.peek(topic, partition, offset, limit),
    admin: log.admin,
    close: () => log.close(),
    ...parts,
  };
}

const withHandler = (log: MessageLog, change: (onBatch: OnBatch) => OnBatch): MessageLog =>
  withParts(log, { consume: (options) => log.consume({ ...options, onBatch: change(options.onBatch) }) });

const withMessages = (
  log: MessageLog,
  change: (messages: readonly OutgoingMessage[]) => readonly OutgoingMessage[],
): MessageLog => withParts(log, { publish: (messages) => log.publish(change(messages)) });

const withBatch = (log: MessageLog, change: (batch: MessageBatch) => MessageBatch): MessageLog =>
  withHandler(log, (onBatch) => (batch, context) => onBatch(change(batch), context));

/** Claims to have published the last of each call, and did not. */
function dropsMessages(log: MessageLog): MessageLog {
  return withParts(log, {
    publish: async (messages) => {
      const kept = await log.publish(messages.length > 1 ? messages.slice(0, -1) : messages);
      return messages.map((message, i) => kept[i] ?? { topic: message.topic, partition: 0, offset: '0' });
    },
  });
}

/** Writes each message twice. */
function duplicatesMessages(log: MessageLog): MessageLog {
  return withParts(log, {
    publish: async (messages) => {
      const twice = await log.publish(messages.flatMap((message) => [message, message]));
      return twice.filter((_, i) => i % 2 === 0);
    },
  });
}

/** Hands a batch over without waiting for the handler, so that the commit comes first. */
const commitsFirst = (log: MessageLog): MessageLog =>
  withHandler(log, (onBatch) => async (batch, context) => {
    void onBatch(batch, context).catch(() => undefined);
  });

/** Takes a rejection for a success. */
const ignoresRejections = (log: MessageLog): MessageLog =>
  withHandler(log, (onBatch) => async (batch, context) => {
    await onBatch(batch, context).catch(() => undefined);
  });

/** Lets the handler finish, then forgets the commit. */
const neverCommits = (log: MessageLog): MessageLog =>
  withHandler(log, (onBatch) => async (batch, context) => {
    await onBatch(batch, context);
    context.isStale();
    throw new Error('commit forgotten');
  });

const reorders = (log: MessageLog): MessageLog =>
  withBatch(log, (batch) => ({ ...batch, messages: batch.messages.toReversed() }));

const losesHeaders = (log: MessageLog): MessageLog =>
  withMessages(log, (messages) => messages.map((message) => ({ ...message, headers: {} })));

const losesTombstones = (log: MessageLog): MessageLog =>
  withMessages(log, (messages) =>
    messages.map((message) => ({ ...message, value: message.value ?? new Uint8Array(0) })),
  );

const scattersKeys = (log: MessageLog): MessageLog => {
  let n = 0;
  const scattered = withMessages(log, (messages) =>
    messages.map((message) => ({ ...message, key: `${message.key}\n${(n += 1)}` })),
  );
  const mend = (batch: MessageBatch): MessageBatch => ({
    ...batch,
    messages: batch.messages.map((message) => ({ ...message, key: message.key.replace(/\n.*/, '') })),
  });
  return withBatch(scattered, mend);
};

const ignoresMaxBatch = (log: MessageLog): MessageLog =>
  withParts(log, { consume: (options) => log.consume({ ...options, maxBatch: 1_000_000 }) });

const ignoresConcurrency = (log: MessageLog): MessageLog =>
  withParts(log, { consume: (options) => log.consume({ ...options, concurrency: 1_000 }) });

const alwaysStartsAtEarliest = (log: MessageLog): MessageLog =>
  withParts(log, { consume: (options) => log.consume({ ...options, startFrom: 'earliest' }) });

const neverStale = (log: MessageLog): MessageLog =>
  withHandler(log, (onBatch) => (batch, context) => onBatch(batch, { ...context, isStale: () => false }));

/** Every consumer gets a group of its own, whatever group it named. */
function sharesNothing(log: MessageLog): MessageLog {
  let n = 0;
  return withParts(log, {
    consume: (options) => log.consume({ ...options, group: `${options.group}-${(n += 1)}` }),
  });
}

const sharesEverything = (log: MessageLog): MessageLog =>
  withParts(log, { consume: (options) => log.consume({ ...options, group: options.topics.join() }) });

const cannotPause = (log: MessageLog): MessageLog =>
  withParts(log, {
    consume: (options) => {
      const consumer = log.consume(options);
      return {
        ready: consumer.ready,
        closed: consumer.closed,
        get state() {
          return consumer.state;
        },
        pause: () => undefined,
        resume: () => undefined,
        stop: () => consumer.stop(),
      };
    },
  });

const createsTopicsOnTheFly = (log: MessageLog): MessageLog =>
  withParts(log, {
    publish: async (messages) => {
      const specs = messages.map(({ topic }) => ({
        name: topic,
        partitions: 1,
        replicationFactor: 1,
        config: {},
      }));
      await log.admin.create(specs);
      return log.publish(messages);
    },
  });

const cutsLongValues = (log: MessageLog): MessageLog =>
  withMessages(log, (messages) =>
    messages.map((message) => ({ ...message, value: message.value?.subarray(0, 65_536) ?? null })),
  );

const recreatesTopics = (log: MessageLog): MessageLog =>
  withParts(log, {
    admin: {
      ...log.admin,
      create: async (specs) => {
        await log.admin.create(specs);
        for (const spec of specs) await log.admin.alter(spec);
      },
    },
  });

const alwaysLagsNothing = (log: MessageLog): MessageLog =>
  withParts(log, {
    admin: {
      ...log.admin,
      lag: async (groups) => (await log.admin.lag(groups)).map((entry) => ({ ...entry, lag: 0 })),
    },
  });

/** A log spoilt in one way, and the check that must notice it. */
export interface BrokenLog {
  readonly fault: string;
  readonly noticedBy: string;
  spoil(log: MessageLog): MessageLog;
}

const ORDER = 'records of one key keep their order in one partition, each delivered once';
const CONTENT = 'keys, headers, bytes and null values arrive unchanged';

export const BROKEN_LOGS: readonly BrokenLog[] = [
  { fault: 'drops a message', noticedBy: ORDER, spoil: dropsMessages },
  { fault: 'writes messages twice', noticedBy: ORDER, spoil: duplicatesMessages },
  { fault: 'reorders a batch', noticedBy: ORDER, spoil: reorders },
  { fault: 'scatters a key over partitions', noticedBy: ORDER, spoil: scattersKeys },
  { fault: 'loses headers', noticedBy: CONTENT, spoil: losesHeaders },
  { fault: 'turns null into empty', noticedBy: CONTENT, spoil: losesTombstones },
  {
    fault: 'commits before the handler',
    noticedBy: 'an offset is committed after onBatch resolves, not before',
    spoil: commitsFirst,
  },
  {
    fault: 'ignores a rejection',
    noticedBy: 'what was not committed is handed over again after a restart',
    spoil: ignoresRejections,
  },
  {
    fault: 'never commits',
    noticedBy: 'a new consumer of the group goes on at the committed offset',
    spoil: neverCommits,
  },
  {
    fault: 'ignores maxBatch',
    noticedBy: 'a batch holds at most maxBatch records of one partition, contiguous',
    spoil: ignoresMaxBatch,
  },
  {
    fault: 'ignores concurrency',
    noticedBy: 'at most `concurrency` partitions are in hand, and never one twice',
    spoil: ignoresConcurrency,
  },
  {
    fault: 'starts at earliest always',
    noticedBy: 'a new group at latest is given what comes once it is ready',
    spoil: alwaysStartsAtEarliest,
  },
  {
    fault: 'never tells that a batch is stale',
    noticedBy: 'a batch whose handler was told it is stale is done again',
    spoil: neverStale,
  },
  {
    fault: 'gives members everything',
    noticedBy: 'two members of a group share its partitions',
    spoil: sharesNothing,
  },
  { fault: 'mixes groups', noticedBy: 'each group is given everything', spoil: sharesEverything },
  {
    fault: 'cannot pause',
    noticedBy: 'a paused consumer is given nothing until it is resumed',
    spoil: cannotPause,
  },
  {
    fault: 'creates topics on the fly',
    noticedBy: 'a topic that does not exist is topic-unknown everywhere',
    spoil: createsTopicsOnTheFly,
  },
  {
    fault: 'cuts long values',
    noticedBy: 'records up to the greatest length arrive whole',
    spoil: cutsLongValues,
  },
  {
    fault: 'lets create change a topic',
    noticedBy: 'create makes what is missing and leaves what is there',
    spoil: recreatesTopics,
  },
  {
    fault: 'reports no lag',
    noticedBy: 'lag counts what a group has still to read',
    spoil: alwaysLagsNothing,
  },
];
