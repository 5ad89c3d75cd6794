import { numberIn } from './matches.ts';
import { numberTokens, rangeTokens } from './number-tokens.ts';
import type { Condition, Query } from './query.ts';
import type { Leaf, SearchedEntry } from './searched-entry.ts';
import { timeRangeTokens, timeTokens } from './time-tokens.ts';
import { token } from './token.ts';
import { chunksOf, wordsOf } from './words.ts';

/** Of one entry; what has more is found by its first ones only. */
export const MOST_TOKENS = 4_000;

/** Values that many entries share, such as a worker's name, are taken apart once. */
const KNOWN_VALUES = 20_000;
const MOST_KNOWN_TEXT = 80;
const known = new Map<string, readonly string[]>();

/** Tokens under which an entry is found. */
export function tokensOf({ at, leaves }: SearchedEntry): ReadonlySet<string> {
  const tokens = new Set<string>(at === '' ? [] : timeTokens(at));
  for (const leaf of leaves) {
    for (const one of tokensOfLeaf(leaf)) tokens.add(one);
    if (tokens.size >= MOST_TOKENS) break;
  }
  return tokens;
}

function tokensOfLeaf({ name, text }: Leaf): readonly string[] {
  if (text.length > MOST_KNOWN_TEXT) return made(name, text);
  const key = `${name}\0${text}`;
  const found = known.get(key);
  if (found) return found;
  const tokens = made(name, text);
  if (known.size >= KNOWN_VALUES) known.clear();
  known.set(key, tokens);
  return tokens;
}

function made(name: string, text: string): readonly string[] {
  const tokens: string[] = [];
  for (const word of wordsOf(text)) tokens.push(token('w', word), token('f', `${name}\0${word}`));
  const number = numberIn(text);
  return number === null ? tokens : [...tokens, ...numberTokens(name, number)];
}

/**
 * What an entry that matches certainly has: of every group one alternative, of the alternative every token. An entry
 * that has it is a candidate: `matches` decides.
 */
export type IndexTerms = readonly (readonly (readonly string[])[])[];

export function indexTerms(query: Query): IndexTerms {
  return query.flatMap((condition) => {
    const group = alternativesOf(condition);
    return group === null ? [] : [group];
  });
}

/** `null` where an index cannot help. */
function alternativesOf(condition: Condition): readonly (readonly string[])[] | null {
  switch (condition.kind) {
    case 'not':
      return null;
    case 'text':
      return [chunksOf(condition.text).map((chunk) => token('w', chunk))];
    case 'field': {
      const name = lastName(condition.field);
      return condition.anyOf.map((value) => chunksOf(value).map((chunk) => token('f', `${name}\0${chunk}`)));
    }
    case 'number': {
      const { field, comparison, value } = condition;
      const upwards = comparison === '>' || comparison === '>=';
      const tokens = rangeTokens(lastName(field), upwards ? value : null, upwards ? null : value);
      return tokens.map((one) => [one]);
    }
    case 'time':
      return timeRangeTokens(condition.from, condition.to).map((one) => [one]);
  }
}

function lastName(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1);
}
