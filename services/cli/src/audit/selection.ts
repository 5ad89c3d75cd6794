import { text } from '../shell/option.ts';

/** Which entries are wanted; every option given must hold. */
export const SELECTION = {
  worker: text('WORKER', 'trail of this worker'),
  case: text('ID', 'entries of this case'),
  type: text('TYPE', 'entries of this event type'),
  from: text('INSTANT', 'written at this moment or later'),
  to: text('INSTANT', 'written at this moment or before'),
  subject: text('ID', 'entries about this business entity'),
  signal: text('TYPE', 'accepted signals of this type'),
  text: text('TEXT', 'entries with these words anywhere in them'),
} as const;

type Selection = { readonly [Name in keyof typeof SELECTION]: string | undefined };

/** The selection in the names of the control plane. */
export function selectionQuery({
  worker,
  case: caseId,
  type,
  from,
  to,
  subject,
  signal,
  text: words,
}: Selection) {
  return { worker, caseId, type, from, to, subject, signalType: signal, text: words };
}

/** The words of a query that were not put in quotes for the shell belong together all the same. */
export function queryText(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(' ');
}
