import type { ErrorCode } from '@dws/kernel';
import { MAX_MESSAGE_BYTES, type IncomingMessage, type MessageLog, type OutgoingMessage } from '@dws/ports';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Names } from '../runtime/names.ts';

export interface DeadLetter {
  readonly message: IncomingMessage;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** Origin and reason of a message that was set aside; its own headers, key and bytes stay as they were. */
export const DEAD_LETTER_HEADERS = {
  topic: 'dws_dlq_topic',
  partition: 'dws_dlq_partition',
  offset: 'dws_dlq_offset',
  group: 'dws_dlq_group',
  code: 'dws_dlq_code',
  reason: 'dws_dlq_reason',
  /** Length of a value that did not fit beside these headers: only its beginning is here, all of it at its origin. */
  cutFrom: 'dws_dlq_cut_from',
} as const;

const MAX_REASON = 500;

/** Sets messages aside in `<topic>.<group>.dlq`. Nothing is skipped in silence, and nothing blocks a partition. */
export class DeadLetters {
  readonly #log: MessageLog;
  readonly #names: Names;
  readonly #report: Log;
  readonly #metrics: Metrics;

  constructor(log: MessageLog, names: Names, report: Log, metrics: Metrics) {
    this.#log = log;
    this.#names = names;
    this.#report = report;
    this.#metrics = metrics;
  }

  async put(group: string, letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    await this.#log.publish(letters.map((letter) => this.#messageOf(group, letter)));
    for (const { message, code, reason } of letters) {
      const { topic, partition, offset } = message;
      this.#metrics.count('dws_dead_letters_total', { topic, code });
      this.#report.warn({ topic, partition, offset, code, reason }, 'message set aside');
    }
  }

  #messageOf(group: string, { message, code, reason }: DeadLetter): OutgoingMessage {
    const value = message.value ?? new Uint8Array(0);
    const told = {
      [DEAD_LETTER_HEADERS.topic]: message.topic,
      [DEAD_LETTER_HEADERS.partition]: String(message.partition),
      [DEAD_LETTER_HEADERS.offset]: message.offset,
      [DEAD_LETTER_HEADERS.group]: group,
      [DEAD_LETTER_HEADERS.code]: code,
      [DEAD_LETTER_HEADERS.reason]: reason.slice(0, MAX_REASON),
    };
    const letter = {
      topic: this.#names.deadLetterTopic(message.topic, group),
      key: message.key,
      headers: { ...message.headers, ...told },
      value,
    };
    const room = MAX_MESSAGE_BYTES - lengthOf(letter.key, letter.headers) - CUT_HEADER_BYTES;
    if (value.length <= room) return letter;
    // A record of the greatest length leaves no room for where it came from. It must not block its partition.
    const cut = { [DEAD_LETTER_HEADERS.cutFrom]: String(value.length) };
    if (room > 0)
      return { ...letter, headers: { ...letter.headers, ...cut }, value: value.subarray(0, room) };
    return { ...letter, key: letter.key.slice(0, MAX_CUT_KEY), headers: { ...told, ...cut }, value: EMPTY };
  }
}

const EMPTY = new Uint8Array(0);
/** Characters of a key that stay where even the headers had to go. */
const MAX_CUT_KEY = 512;
/** Room for the header that tells of the cut, name and value. */
const CUT_HEADER_BYTES = 64;

function lengthOf(key: string, headers: Readonly<Record<string, string>>): number {
  return [key, ...Object.entries(headers).flat()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
