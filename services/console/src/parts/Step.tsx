import { sayCode } from '../say/words.ts';

const TONES: Readonly<Record<string, string>> = {
  executed: 'good',
  completed: 'good',
  done: 'good',
  'under-review': 'person',
  approved: 'person',
  edited: 'person',
  denied: 'stop',
  rejected: 'stop',
  expired: 'stop',
  superseded: 'stop',
  reversed: 'stop',
  reversing: 'stop',
  'reversal-failed': 'bad',
  'reversal-in-doubt': 'bad',
  held: 'stop',
  paused: 'stop',
  waiting: 'stop',
  failed: 'bad',
  'in-doubt': 'bad',
  kill: 'bad',
  overdue: 'bad',
  high: 'bad',
  medium: 'stop',
};

/** A step, status or risk in one word. The colour only repeats what the word says. */
export function Step({ step }: { readonly step: string }) {
  return <span className={`step ${TONES[step] ?? 'plain'}`}>{sayCode(step)}</span>;
}
