import { isDwsError, type DwsError } from '@dws/kernel';
import { shownLetter } from '../dlq/dead-letter.ts';
import { deadLetterTopics, readLetters } from '../dlq/read-letters.ts';
import type { Shell } from '../shell/shell.ts';
import { withBroker, type OpenBroker } from '../topics/open-broker.ts';
import { fail, ok, warn, type Finding } from './check.ts';

const WHAT = 'forgeries';
const CODES = new Set(['message-forged', 'permission-forged']);
/** Dead letters looked at; there are none on a good day. */
const MOST = 1_000;

/**
 * Whether services have set aside messages or permissions that nobody wrote who may. They stand in the dead-letter
 * topics until their retention ends.
 */
export async function forgeryCheck(open: OpenBroker, shell: Shell): Promise<Finding> {
  if ((shell.env['KAFKA_BROKERS'] ?? '') === '')
    return ok(WHAT, 'not looked for: the platform keeps its own log; see dws_forgeries_total');
  try {
    return await withBroker(open, { brokers: undefined }, shell, async (log) => {
      const topics = (await deadLetterTopics(log, shell.env['DWS_ENV'] ?? '', undefined)).filter(({ name }) =>
        /(^|\.)(action-proposals|action-decisions|case-due)\./.test(name),
      );
      const found = (await readLetters(log, topics, MOST))
        .map(shownLetter)
        .filter(({ code }) => CODES.has(code))
        .toSorted((a, b) => (a.setAsideAt < b.setAsideAt ? 1 : -1));
      const [newest] = found;
      if (newest === undefined) return ok(WHAT, 'none in the dead-letter topics');
      return fail(
        WHAT,
        `${found.length} set aside, the newest at ${newest.setAsideAt}: ${newest.reason}`,
        `Nothing was done on them. Run "dws dlq show ${newest.place}" and "dws topics diff": somebody may write who should not`,
      );
    });
  } catch (error) {
    if (!isDwsError(error)) throw error;
    return warn(
      WHAT,
      `not known: ${messageOf(error)}`,
      'Name the brokers and an identity that reads dead letters.',
    );
  }
}

function messageOf({ message }: DwsError): string {
  return message.length > 120 ? `${message.slice(0, 119)}…` : message;
}
