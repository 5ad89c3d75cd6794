import { RE2JS } from 're2js';

/** Characters of a pattern. */
const MAX_PATTERN = 512;
/** Steps of a compiled pattern: what one character of a name costs at most. */
const MAX_PROGRAM = 1_000;

export type Test = (text: string) => boolean;

/**
 * A test whose time grows with the length of the text alone, whatever the pattern: RE2, which does not backtrack
 * (docs/adr/0230). RE2 has no lookahead; the one place where EventStoreDB's clients write it, right after `^`, is a
 * test of its own, so `^(?!A)B` is "B there and A not there".
 * @throws Error, in words, for what cannot be tested so
 */
export function linearPattern(pattern: string): Test {
  if (pattern.length > MAX_PATTERN) throw new Error(`expected at most ${MAX_PATTERN} characters`);
  const conditions: Test[] = [];
  let rest = pattern;
  for (;;) {
    const ahead = /^\^\(\?([!=])/.exec(rest);
    if (!ahead) break;
    const end = closing(rest, ahead[0].length);
    const inner = compiled(`^(?:${rest.slice(ahead[0].length, end)})`);
    conditions.push(ahead[1] === '!' ? (text) => !inner(text) : inner);
    rest = `^${rest.slice(end + 1)}`;
  }
  if (conditions.length === 0) return compiled(pattern);
  if (hasAlternatives(rest))
    throw new Error('expected the alternatives beside a lookahead in brackets: ^(?!a)(?:b|c)');
  const matches = compiled(rest);
  return (text) => conditions.every((holds) => holds(text)) && matches(text);
}

function compiled(pattern: string): Test {
  const regex = RE2JS.compile(pattern);
  if (regex.programSize() > MAX_PROGRAM) throw new Error('expected a pattern with fewer repetitions');
  return (text) => regex.test(text);
}

/** Place of the bracket that closes the group whose content begins at `from`. */
function closing(pattern: string, from: number): number {
  let depth = 0;
  for (const { at, char } of syntax(pattern, from)) {
    if (char === '(') depth += 1;
    else if (char === ')' && depth-- === 0) return at;
  }
  throw new Error('expected the lookahead to be closed');
}

function hasAlternatives(pattern: string): boolean {
  let depth = 0;
  for (const { char } of syntax(pattern, 0)) {
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === '|' && depth === 0) return true;
  }
  return false;
}

/** Characters that are neither escaped nor in a class. */
function* syntax(pattern: string, from: number): Generator<{ readonly at: number; readonly char: string }> {
  for (let at = from; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') at = endOfClass(pattern, at);
    else yield { at, char };
  }
}

function endOfClass(pattern: string, start: number): number {
  // A bracket right at the beginning stands for itself.
  let at = start + (pattern.charAt(start + 1) === '^' ? 2 : 1) + 1;
  for (; at < pattern.length && pattern.charAt(at) !== ']'; at += 1) if (pattern.charAt(at) === '\\') at += 1;
  return at;
}
