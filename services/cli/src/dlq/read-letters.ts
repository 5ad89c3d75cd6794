import { DwsError } from '@dws/kernel';
import type { IncomingMessage, MessageLog, TopicSpec } from '@dws/ports';
import { parsePlace } from '../topics/place.ts';

/** Records read from a partition at once. */
const CHUNK = 500;

/** @throws DwsError `not-found` */
export async function letterAt(log: MessageLog, text: string): Promise<IncomingMessage> {
  const { topic, partition, offset } = parsePlace(text);
  const [message] = await log.peek(topic, partition, offset, 1);
  if (message?.offset === offset) return message;
  throw new DwsError('not-found', `expected a message at ${text}, found none`, {
    next: 'Run "dws dlq list"; retention may have taken it.',
  });
}

/** Dead-letter topics of an environment, by name. @param only this topic's letters, or this dead-letter topic */
export async function deadLetterTopics(
  log: MessageLog,
  env: string,
  only: string | undefined,
): Promise<readonly TopicSpec[]> {
  const prefix = env === '' ? '' : `${env}.`;
  const topics = (await log.admin.describe())
    .filter(({ name }) => name.endsWith('.dlq') && name.startsWith(prefix))
    .filter(({ name }) => only === undefined || name === only || name.startsWith(`${only}.`))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (topics.length === 0 && only !== undefined)
    throw new DwsError('topic-unknown', `expected a dead-letter topic of ${only}, found none`);
  return topics;
}

/** Letters of these topics, oldest first within a partition, at most `limit`. */
export async function readLetters(
  log: MessageLog,
  topics: readonly TopicSpec[],
  limit: number,
): Promise<readonly IncomingMessage[]> {
  const letters: IncomingMessage[] = [];
  for (const { name, partitions } of topics) {
    for (let partition = 0; partition < partitions && letters.length < limit; partition += 1) {
      let from = '0';
      for (;;) {
        const most = Math.min(CHUNK, limit - letters.length);
        const read = await log.peek(name, partition, from, most);
        letters.push(...read);
        const last = read.at(-1);
        if (last === undefined || letters.length >= limit) break;
        from = String(BigInt(last.offset) + 1n);
      }
    }
  }
  return letters;
}
