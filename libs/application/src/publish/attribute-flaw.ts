/**
 * CloudEvents 1.0 keeps control characters, noncharacters and lone surrogates out of its attributes. Ours are part of
 * names: a unit separator in one could make two signals one case, and a lone surrogate is another character after Kafka.
 */
const DISALLOWED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
/** What stands where bytes were no UTF-8: two identities would be one. */
const REPAIRED = '\ufffd';

/** Why a text cannot be an attribute of a signal; null where it can. */
export function attributeFlaw(text: string): string | null {
  if (DISALLOWED.test(text)) return 'expected no control characters, noncharacters and lone surrogates';
  return text.includes(REPAIRED) ? 'expected UTF-8, found what stands for bytes that are none' : null;
}
