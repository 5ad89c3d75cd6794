import { parseSeal } from '@dws/audit';

/** Place in the trail that a seal covers, be it genuine or not; `null` for what is no seal of this trail. */
export function placeOfSeal(stream: string, text: string): number | null {
  const seal = parseSeal(text);
  return seal?.stream === stream ? seal.seq : null;
}
