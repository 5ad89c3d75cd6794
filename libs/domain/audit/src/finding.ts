/**
 * What is wrong with a trail.
 * - `changed`: the content does not give the hash it states.
 * - `replaced`: it gives its hash, but the event after it was chained to another one.
 * - `missing`: the event is not there; later ones are.
 * - `reordered`: the event stands later than its place.
 * - `repeated`: an earlier event, or one that claims an earlier place, stands here.
 * - `wrong-stream`: it was recorded for another trail, or the trail does not begin with its first event.
 * - `cut`: a seal tells of events that are not there.
 * - `rewritten`: a consistent chain that is not the one that was sealed.
 * - `seal-forged`: a seal that no known key signed, or that is not of this trail.
 * - `seal-missing`: more events without a seal between them than the sealing rule allows.
 * - `hidden`: the store was told to show less of the trail than was recorded (`$maxCount`, `$maxAge`, `$tb`).
 * - `deleted`: the store was told to give none of it any more (a tombstone).
 */
export type Problem =
  | 'changed'
  | 'replaced'
  | 'missing'
  | 'reordered'
  | 'repeated'
  | 'wrong-stream'
  | 'cut'
  | 'rewritten'
  | 'seal-forged'
  | 'seal-missing'
  | 'hidden'
  | 'deleted';

export interface Finding {
  readonly problem: Problem;
  readonly stream: string;
  /** First bad place in the trail, from 0. */
  readonly at: number;
  /** What was expected and what was found, for people. */
  readonly detail: string;
}
