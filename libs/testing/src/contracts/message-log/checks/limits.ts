import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { isDwsError, type ErrorCode } from '@dws/kernel';
import { MAX_MESSAGE_BYTES, type MessageLog } from '@dws/ports';
import { eventually } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { record, whileRecording } from '../recorder.ts';
import { publishNumbers, scratchName, scratchTopic, textMessage } from '../scratch.ts';

async function rejectsWith(code: ErrorCode, what: string, attempt: Promise<unknown>): Promise<void> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) throw new Error(`expected ${what} to be refused with ${code}, it was accepted`);
  if (!isDwsError(error, code))
    throw new Error(`expected ${what} to be refused with ${code}`, { cause: error });
}

async function carriesBigValues(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log);
  const big = new Uint8Array(MAX_MESSAGE_BYTES - 3).map((_, i) => i % 251);
  await log.publish([
    { topic, key: 'big', headers: {}, value: big },
    { topic, key: 'big', headers: {}, value: big },
    { topic, key: 'big', headers: {}, value: big },
  ]);
  await whileRecording(log, { group: scratchName('group'), topics: [topic] }, async (recorder) => {
    await recorder.waitFor(3, patience);
    for (const { value } of recorder.messages()) {
      strictEqual(value && Buffer.compare(value, big), 0, 'a value of the greatest length arrives whole');
    }
  });
}

async function refusesTooLarge(log: MessageLog): Promise<void> {
  const topic = await scratchTopic(log);
  const message = textMessage(topic, 'key', 'x'.repeat(MAX_MESSAGE_BYTES + 1));
  const neighbour = log.publish([textMessage(topic, 'key', 'small')]);
  neighbour.catch(() => undefined);
  await rejectsWith('payload-too-large', 'an oversized value', log.publish([message]));
  const bulky = { ...textMessage(topic, 'key', ''), headers: { bulky: 'x'.repeat(MAX_MESSAGE_BYTES) } };
  await rejectsWith('payload-too-large', 'a record with oversized headers', log.publish([bulky]));
  strictEqual((await neighbour)[0]?.offset, '0', 'a message published beside it is not harmed');
  strictEqual((await publishNumbers(log, topic, 0, 1))[0]?.offset, '1', 'nothing of it was written');
}

async function refusesUnknownTopic(log: MessageLog, patience: Patience): Promise<void> {
  const unknown = scratchName('unknown');
  const known = await scratchTopic(log);
  const neighbour = log.publish([textMessage(known, 'key', 'fine')]);
  neighbour.catch(() => undefined);
  await rejectsWith('topic-unknown', 'publish', log.publish([textMessage(unknown, 'key', 'x')]));
  await rejectsWith('topic-unknown', 'peek', log.peek(unknown, 0, '0', 1));
  strictEqual((await neighbour)[0]?.offset, '0', 'a message published beside it is not harmed');
  const recorder = record(log, { group: scratchName('group'), topics: [unknown] });
  await rejectsWith('topic-unknown', 'ready', recorder.consumer.ready);
  await rejectsWith('topic-unknown', 'closed', recorder.consumer.closed);
  await eventually('state failed', patience.withinMs, () => recorder.consumer.state === 'failed');
  strictEqual(isDwsError(recorder.errors.at(-1), 'topic-unknown'), true, 'onError is told');
  await recorder.consumer.stop();
  const topics = (await log.admin.describe()).map((topic) => topic.name);
  deepStrictEqual(topics.includes(unknown), false, 'asking for a topic does not create it');
}

export const LIMIT_CHECKS: readonly MessageLogCheck[] = [
  { name: 'records up to the greatest length arrive whole', run: carriesBigValues },
  { name: 'a longer record is refused with payload-too-large, its neighbours are not', run: refusesTooLarge },
  { name: 'a topic that does not exist is topic-unknown everywhere', run: refusesUnknownTopic },
];
