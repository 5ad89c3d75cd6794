import { compares, type Condition, type Query } from './query.ts';
import type { Leaf, SearchedEntry } from './searched-entry.ts';
import { chunksOf, wordsOf } from './words.ts';

/** Whether an entry is what the query asks for: the one definition, which an index may only make quicker. */
export function matches(entry: SearchedEntry, query: Query): boolean {
  return query.every((condition) => holds(entry, condition));
}

function holds(entry: SearchedEntry, condition: Condition): boolean {
  const { leaves, at } = entry;
  switch (condition.kind) {
    case 'not':
      return !holds(entry, condition.condition);
    case 'text':
      return leaves.some(({ text }) => saysWords(text, condition.text));
    case 'field':
      return leaves.some(
        (leaf) =>
          isNamed(leaf, condition.field) && condition.anyOf.some((wanted) => saysWords(leaf.text, wanted)),
      );
    case 'number':
      return leaves.some((leaf) => {
        const value = isNamed(leaf, condition.field) ? numberIn(leaf.text) : null;
        return value !== null && compares(value, condition.comparison, condition.value);
      });
    case 'time':
      return (
        at !== '' &&
        (condition.from === null || at >= condition.from) &&
        (condition.to === null || at <= condition.to)
      );
  }
}

/** `amount` names `arguments.amount` too, and `arguments.amount` is more exact. */
function isNamed({ path, name }: Leaf, field: string): boolean {
  return field === name || field === path || (field.includes('.') && path.endsWith(`.${field}`));
}

/** Whether all words stand in the text; of several words, one behind the other as they were given. */
function saysWords(text: string, wanted: string): boolean {
  const chunks = chunksOf(wanted);
  if (chunks.length === 0) return false;
  const words = wordsOf(text);
  if (!chunks.every((chunk) => words.has(chunk))) return false;
  return chunks.length === 1 || text.toLowerCase().includes(wanted.toLowerCase());
}

/** The number that a value is, or that its text spells. */
export function numberIn(text: string): number | null {
  if (text.length > 30 || !/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
