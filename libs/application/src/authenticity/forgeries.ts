import { isDeepStrictEqual } from 'node:util';
import type { LoadedCase } from '../case/loaded-case.ts';
import type { CaseMessage } from '../consume/consume-cases.ts';
import type { DeadLetter } from '../consume/dead-letters.ts';
import { HEADERS } from '../publish/headers.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';

/**
 * How a message differs from what its case says; null where it is a copy of a stored event, as every message about a
 * case is. Nothing rests on a message that is not: but somebody wrote it who may write there, so somebody must know.
 */
export function forgeryIn(
  { message, value, type, revision }: CaseMessage,
  loaded: LoadedCase,
): string | null {
  const { caseId, events } = loaded;
  // Streams begin at revision 0 and have no gaps.
  const stored = events[revision];
  if (!stored) return `case ${caseId} has no event at revision ${revision}`;
  if (stored.event.type !== type)
    return `case ${caseId} has ${stored.event.type} at revision ${revision}, the message says ${type}`;
  if (stored.id === message.headers[HEADERS.id] && isDeepStrictEqual(stored.event.data, value)) return null;
  return `case ${caseId} has another ${type} at revision ${revision} than the message`;
}

interface Forgeries {
  readonly messages: readonly CaseMessage[];
  readonly loaded: readonly LoadedCase[];
  /** Why permissions that stand in cases are no such thing, by case: somebody wrote them who holds no key. */
  readonly permissions?: ReadonlyMap<string, string>;
}

/** Raises the alarm for what was forged: log, metric, and a dead letter that `dws doctor` finds. */
export class ForgeryAlarm {
  readonly #log: Log;
  readonly #metrics: Metrics;

  constructor({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }) {
    this.#log = log;
    this.#metrics = metrics;
  }

  /** What has to be set aside of these messages. */
  lettersOf({ messages, loaded, permissions }: Forgeries): readonly DeadLetter[] {
    const cases = new Map(loaded.map((entry) => [entry.caseId, entry]));
    return messages.flatMap((entry): readonly DeadLetter[] => {
      const { caseId, message } = entry;
      const standing = cases.get(caseId);
      const inMessage = standing ? forgeryIn(entry, standing) : null;
      const reason = inMessage ?? permissions?.get(caseId);
      if (reason === undefined) return [];
      const kind = inMessage === null ? 'permission' : 'message';
      const { topic, partition, offset } = message;
      this.#log.error({ caseId, topic, partition, offset, kind, reason }, 'forged: nothing was done on it');
      this.#metrics.count('dws_forgeries_total', { topic, kind });
      return [{ message, code: inMessage === null ? 'permission-forged' : 'message-forged', reason }];
    });
  }
}
