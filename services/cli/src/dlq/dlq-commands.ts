import { DwsError } from '@dws/kernel';
import type { IncomingMessage, MessageLog } from '@dws/ports';
import { command, type Command } from '../shell/command.ts';
import { many, one } from '../shell/operand.ts';
import { flag, text, whole } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { facts, short, table } from '../shell/table.ts';
import { BROKER_OPTIONS, withBroker, type OpenBroker } from '../topics/open-broker.ts';
import { contentOf, restored, shownLetter } from './dead-letter.ts';
import { deadLetterTopics, letterAt, readLetters } from './read-letters.ts';

const LIMIT = { least: 1, most: 10_000 };
const WIDTH = 70;
const FILTER = {
  topic: text('TOPIC', 'only what was set aside from this topic, or stands in this dead-letter topic'),
  code: text('CODE', 'only what was set aside for this reason'),
  env: text('NAME', 'environment (default DWS_ENV; none for production)'),
  ...BROKER_OPTIONS,
};

interface Filter {
  readonly topic: string | undefined;
  readonly code: string | undefined;
  readonly env: string | undefined;
}

/** `dlq list`, `dlq show` and `dlq replay`, on the brokers that `open` opens. */
export function deadLetterCommands(open: OpenBroker): readonly [Command, Command, Command] {
  const list = command({
    name: 'dlq list',
    does: 'list messages that could not be read, and why',
    operands: {},
    options: { ...FILTER, limit: whole('N', 'most messages', LIMIT, 100) },
    example: '--brokers localhost:9092 --topic signals.revenue.v1',
    run: async (args, shell) => {
      const found = await withBroker(open, args, shell, (log) => lettersOf(log, args, args.limit, shell));
      const letters = found.map(shownLetter);
      const rows = letters.map((one) => [one.place, one.setAsideAt, one.code, short(one.reason, WIDTH)]);
      const [first] = letters;
      return {
        data: { letters },
        text: table(['MESSAGE', 'SET ASIDE', 'CODE', 'REASON'], rows, 'nothing was set aside'),
        ...(first === undefined ? {} : { next: `dws dlq show ${first.place}` }),
      };
    },
  });
  const show = command({
    name: 'dlq show',
    does: 'show one such message with its bytes',
    operands: { message: one('MESSAGE', 'its place, as "dws dlq list" shows it') },
    options: BROKER_OPTIONS,
    example: 'signals.revenue.v1.revenue-execution.dlq/0/17',
    run: async (args, shell) => {
      const message = await withBroker(open, args, shell, (log) => letterAt(log, args.message));
      const letter = { ...shownLetter(message), ...contentOf(message) };
      const { headers, value, encoding, ...rest } = letter;
      const lines = Object.entries(headers).map(([name, content]) => `  ${name}: ${content}`);
      return {
        data: letter,
        text: [facts(Object.entries(rest)), 'headers', ...lines, `value (${encoding})`, value].join('\n'),
        next: `dws dlq replay ${args.message} once the cause is mended`,
      };
    },
  });
  const replay = command({
    name: 'dlq replay',
    does: 'send such messages to the topic they came from again',
    details:
      'Key, headers and bytes stay as they were, so what was handled meanwhile is not handled twice. The message\n' +
      'also stays in the dead-letter topic until its retention ends.',
    operands: { messages: many('MESSAGE', 'their places; none for all that --topic and --code choose') },
    options: {
      ...FILTER,
      limit: whole('N', 'most messages', LIMIT, 1_000),
      'dry-run': flag('only say what would be sent'),
    },
    example: '--topic signals.revenue.v1 --code plan-failed --dry-run',
    run: async (args, shell) => {
      const { messages, topic, code, limit } = args;
      const dryRun = args['dry-run'];
      if (messages.length === 0 && topic === undefined && code === undefined)
        throw new DwsError('argument-invalid', 'expected places of messages, --topic or --code');
      const sent = await withBroker(open, args, shell, async (log) => {
        const chosen =
          messages.length > 0
            ? await Promise.all(messages.map((place) => letterAt(log, place)))
            : await lettersOf(log, args, limit, shell);
        const outgoing = chosen.map((message) => restored(message) ?? noOrigin(message));
        if (!dryRun) await log.publish(outgoing);
        return chosen.map(shownLetter);
      });
      const rows = sent.map((one) => [one.place, one.origin.replace(/\/[^/]*\/[^/]*$/, ''), one.code]);
      return {
        data: { sent: dryRun ? 0 : sent.length, dryRun, letters: sent },
        text: [
          table(['MESSAGE', 'TO TOPIC', 'WAS SET ASIDE FOR'], rows, 'nothing to send'),
          `${sent.length} ${dryRun ? 'would be sent' : 'sent'}`,
        ].join('\n'),
      };
    },
  });
  return [list, show, replay];
}

async function lettersOf(
  log: MessageLog,
  { topic, code, env = '' }: Filter,
  limit: number,
  shell: Shell,
): Promise<readonly IncomingMessage[]> {
  const environment = env === '' ? (shell.env['DWS_ENV'] ?? '') : env;
  const topics = await deadLetterTopics(log, environment, topic);
  const letters = await readLetters(log, topics, code === undefined ? limit : LIMIT.most);
  return letters
    .filter((message) => code === undefined || shownLetter(message).code === code)
    .slice(0, limit);
}

function noOrigin(message: IncomingMessage): never {
  const { place } = shownLetter(message);
  throw new DwsError(
    'payload-malformed',
    `expected ${place} to say which topic it came from, found no such header`,
    {
      next: 'Leave it out.',
    },
  );
}
