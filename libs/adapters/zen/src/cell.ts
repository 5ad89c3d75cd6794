import type { TableFieldType } from '@dws/ports';

/**
 * The forms of a condition that a business owner writes, and that can be compared with each other: nothing (any
 * value), a list of texts, `true` or `false`, a bound such as `>= 0.8`, a range such as `[0.5..0.8)`.
 */
export type Cell =
  | { readonly form: 'any' }
  | { readonly form: 'list'; readonly values: ReadonlySet<string> }
  | { readonly form: 'interval'; readonly from: Bound; readonly to: Bound };

interface Bound {
  readonly at: number;
  readonly open: boolean;
}

const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const COMPARISON = new RegExp(`^(>=|<=|>|<|==)?\\s*(${NUMBER})$`);
const RANGE = new RegExp(`^([[(])\\s*(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})\\s*([\\])])$`);
const TEXTS = /^"[^"\\]*"(\s*,\s*"[^"\\]*")*$/;

/** The condition in a cell, or null where it is of no known form for the column. */
export function readCell(text: string, type: TableFieldType): Cell | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return { form: 'any' };
  if (type === 'number') return interval(trimmed);
  if (type === 'boolean')
    return /^(true|false)$/.test(trimmed) ? { form: 'list', values: new Set([trimmed]) } : null;
  if (type === 'texts' || !TEXTS.test(trimmed)) return null;
  return { form: 'list', values: new Set(JSON.parse(`[${trimmed}]`) as string[]) };
}

function interval(text: string): Cell | null {
  const range = RANGE.exec(text);
  if (range) {
    const [, opening, from, to, closing] = range;
    if (Number(from) > Number(to)) return null;
    return {
      form: 'interval',
      from: { at: Number(from), open: opening === '(' },
      to: { at: Number(to), open: closing === ')' },
    };
  }
  const comparison = COMPARISON.exec(text);
  if (!comparison) return null;
  const [, operator = '==', number] = comparison;
  const bound = { at: Number(number), open: operator === '>' || operator === '<' };
  return {
    form: 'interval',
    from: operator.startsWith('<') ? { at: -Infinity, open: true } : bound,
    to: operator.startsWith('>') ? { at: Infinity, open: true } : bound,
  };
}

/** Whether everything that `inner` admits is admitted by `outer` too. */
export function covers(outer: Cell, inner: Cell): boolean {
  if (outer.form === 'any') return true;
  if (outer.form === 'list') return inner.form === 'list' && inner.values.isSubsetOf(outer.values);
  if (inner.form !== 'interval') return false;
  const fromFits =
    outer.from.at < inner.from.at ||
    (outer.from.at === inner.from.at && (!outer.from.open || inner.from.open));
  const toFits =
    outer.to.at > inner.to.at || (outer.to.at === inner.to.at && (!outer.to.open || inner.to.open));
  return fromFits && toFits;
}
