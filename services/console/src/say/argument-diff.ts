import type { JsonObject } from '@dws/kernel';
import { diffWordsWithSpace } from 'diff';
import { sayValue } from './value.ts';

/** A stretch of text that stayed, went or came. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface ArgumentDiff {
  readonly name: string;
  readonly parts: readonly DiffPart[];
}

/** Beyond this many differing words two texts share too little to be read as one. */
const MAX_EDITS = 400;

/** Share of the longer text that both must have for word by word to be worth reading. */
const MIN_SHARED = 0.3;

/** What an edit changed, argument by argument in the order of the form; arguments that stayed are not in it. */
export function diffOfArguments(before: JsonObject, after: JsonObject): readonly ArgumentDiff[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [was, is] = [textIn(before, name), textIn(after, name)];
    const same = JSON.stringify(before[name]) === JSON.stringify(after[name]);
    return same ? [] : [{ name, parts: partsOf(was, is) }];
  });
}

function textIn(args: JsonObject, name: string): string {
  return Object.hasOwn(args, name) ? sayValue(args[name]) : '';
}

function partsOf(before: string, after: string): readonly DiffPart[] {
  const words = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS });
  const kept = (words ?? []).reduce(
    (sum, { value, removed, added }) => sum + (removed || added ? 0 : value.length),
    0,
  );
  // A text that was written anew is easier to read whole than word by word.
  if (!words || kept < MIN_SHARED * Math.max(before.length, after.length)) return stretch(before, after);
  const parts: DiffPart[] = [];
  let [removed, added, between] = ['', '', ''];
  const end = () => {
    parts.push(...stretch(removed, added), ...(between === '' ? [] : [part('same', between)]));
    removed = added = between = '';
  };
  for (const { value, removed: went, added: came } of words) {
    if (!went && !came) {
      // A space between two changed words belongs to the change: words in turns are hard to read.
      if (value.trim() !== '') end();
      between += value;
      continue;
    }
    if (between.trim() !== '' || removed + added === '') end();
    removed += between + (went ? value : '');
    added += between + (came ? value : '');
    between = '';
  }
  end();
  return parts;
}

function stretch(removed: string, added: string): readonly DiffPart[] {
  return [part('removed', removed), part('added', added)].filter(({ text }) => text !== '');
}

function part(kind: DiffPart['kind'], text: string): DiffPart {
  return { kind, text };
}
