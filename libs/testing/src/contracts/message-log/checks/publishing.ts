import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { MessageLog } from '@dws/ports';
import { staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { whileRecording } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic, textMessage, textOf } from '../scratch.ts';

async function answersInOrder(log: MessageLog): Promise<void> {
  const [one, other] = [await scratchTopic(log, 3), await scratchTopic(log)];
  const sent = numbers(0, 30).map((n) => textMessage(Number(n) % 2 === 0 ? one : other, `k${n}`, n));
  const at = await log.publish(sent);
  strictEqual(at.length, 30, 'one answer for each message');
  deepStrictEqual(
    at.map((place) => place.topic),
    sent.map((message) => message.topic),
  );
  for (const [i, place] of at.entries()) {
    const [found] = await log.peek(place.topic, place.partition, place.offset, 1);
    strictEqual(found && textOf(found.value), String(i), `record at the place answered for message ${i}`);
  }
  deepStrictEqual(await log.publish([]), [], 'nothing published gives nothing back');
}

async function keepsOrderPerKey(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log, 4);
  const keys = ['anna', 'béla', 'čeněk', 'dora', 'eva', 'franz'];
  // Not awaited one by one: order must hold between calls that are in flight together.
  const calls = numbers(0, 40).map((n) => log.publish(keys.map((key) => textMessage(topic, key, n))));
  const answered = new Map((await Promise.all(calls))[0]?.map((place, i) => [keys[i], place.partition]));
  await whileRecording(log, { group: scratchName('group'), topics: [topic] }, async (recorder) => {
    await recorder.waitFor(240, patience);
    await staysTrue('no record comes twice', patience.quietMs, () => recorder.messages().length === 240);
    for (const key of keys) {
      const records = recorder.messages().filter((message) => message.key === key);
      deepStrictEqual(
        records.map((message) => textOf(message.value)),
        numbers(0, 40),
        `records of ${key}`,
      );
      deepStrictEqual(new Set(records.map((message) => message.partition)), new Set([answered.get(key)]));
    }
  });
  ok(new Set(answered.values()).size > 1, 'six keys fall on more than one of four partitions');
}

async function carriesContentUnchanged(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log);
  const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);
  const headers = { ce_type: 'ticket.created', traceparent: '00-ab-cd-01', ünï: 'cødé ✓', empty: '' };
  await log.publish([
    { topic, key: 'ключ ✓', headers, value: everyByte },
    { topic, key: 'empty', headers: {}, value: new Uint8Array(0) },
    { topic, key: 'tombstone', headers: { reason: 'gone' }, value: null },
  ]);
  await whileRecording(log, { group: scratchName('group'), topics: [topic] }, async (recorder) => {
    await recorder.waitFor(3, patience);
    const seen = recorder.messages();
    deepStrictEqual(
      seen.map(({ key, headers, value }) => ({ key, headers: { ...headers }, value: value && [...value] })),
      [
        { key: 'ключ ✓', headers, value: [...everyByte] },
        { key: 'empty', headers: {}, value: [] },
        { key: 'tombstone', headers: { reason: 'gone' }, value: null },
      ],
    );
    ok(
      seen.every((message) => Number.isSafeInteger(message.timestamp)),
      'timestamps are whole milliseconds',
    );
  });
}

async function publishesDuringConsumption(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log);
  await whileRecording(log, { group: scratchName('group'), topics: [topic] }, async (recorder) => {
    for (const n of [0, 10, 20]) {
      await publishNumbers(log, topic, n, 10);
      await recorder.waitFor(n + 10, patience);
    }
    deepStrictEqual(recorder.texts(), numbers(0, 30));
  });
}

export const PUBLISH_CHECKS: readonly MessageLogCheck[] = [
  { name: 'publish answers where each record stands, in the order given', run: answersInOrder },
  {
    name: 'records of one key keep their order in one partition, each delivered once',
    run: keepsOrderPerKey,
  },
  { name: 'keys, headers, bytes and null values arrive unchanged', run: carriesContentUnchanged },
  { name: 'a running consumer is given what is published later', run: publishesDuringConsumption },
];
