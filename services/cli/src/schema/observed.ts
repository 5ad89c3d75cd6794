/** What was seen at one place of many JSON values. */
export interface Observed {
  /** Values that are not null. */
  readonly seen: number;
  readonly nulls: number;
  readonly kinds: ReadonlySet<Kind>;
  readonly min: number;
  readonly max: number;
  /** Texts seen, at most `MAX_DISTINCT` and one more. */
  readonly texts: ReadonlyMap<string, number>;
  readonly shapes: ReadonlyMap<TextShape, number>;
  readonly members: ReadonlyMap<string, Observed>;
  readonly items: Observed | null;
}

export type Kind = 'boolean' | 'whole' | 'fraction' | 'text' | 'object' | 'array';
export type TextShape = keyof typeof SHAPES;

/** Distinct texts remembered at one place: beyond, it is no set of choices. */
export const MAX_DISTINCT = 20;
/** Levels looked into; what is deeper is taken as open JSON. */
export const MAX_DEPTH = 12;

const SHAPES = {
  instant: /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)$/,
  /** The one form of instants on the platform. */
  exactInstant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  phone: /^\+\d[\d ()/-]{6,18}\d$/,
  iban: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/,
} as const;

interface Draft {
  seen: number;
  nulls: number;
  kinds: Set<Kind>;
  min: number;
  max: number;
  texts: Map<string, number>;
  shapes: Map<TextShape, number>;
  members: Map<string, Draft>;
  items: Draft | null;
}

/** Looks at every value once. */
export function observe(values: Iterable<unknown>): Observed {
  const draft = newDraft();
  for (const value of values) add(draft, value, 0);
  return draft;
}

function add(draft: Draft, value: unknown, depth: number): void {
  if (value === null || value === undefined) {
    draft.nulls += 1;
    return;
  }
  draft.seen += 1;
  if (typeof value === 'boolean') draft.kinds.add('boolean');
  else if (typeof value === 'number') addNumber(draft, value);
  else if (typeof value === 'string') addText(draft, value);
  else if (Array.isArray(value)) {
    draft.kinds.add('array');
    draft.items ??= newDraft();
    if (depth < MAX_DEPTH) for (const item of value) add(draft.items, item, depth + 1);
  } else {
    draft.kinds.add('object');
    if (depth >= MAX_DEPTH) return;
    for (const [name, member] of Object.entries(value)) {
      const inner = draft.members.get(name) ?? newDraft();
      draft.members.set(name, inner);
      add(inner, member, depth + 1);
    }
  }
}

function addNumber(draft: Draft, value: number): void {
  draft.kinds.add(Number.isSafeInteger(value) ? 'whole' : 'fraction');
  draft.min = Math.min(draft.min, value);
  draft.max = Math.max(draft.max, value);
}

function addText(draft: Draft, value: string): void {
  draft.kinds.add('text');
  if (draft.texts.has(value) || draft.texts.size <= MAX_DISTINCT)
    draft.texts.set(value, (draft.texts.get(value) ?? 0) + 1);
  for (const [shape, pattern] of Object.entries(SHAPES) as [TextShape, RegExp][]) {
    if (pattern.test(value)) draft.shapes.set(shape, (draft.shapes.get(shape) ?? 0) + 1);
  }
}

function newDraft(): Draft {
  return {
    seen: 0,
    nulls: 0,
    kinds: new Set(),
    min: Infinity,
    max: -Infinity,
    texts: new Map(),
    shapes: new Map(),
    members: new Map(),
    items: null,
  };
}
