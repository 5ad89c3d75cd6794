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
  text: text('TEXT', 'entries with this text anywhere in them'),
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
