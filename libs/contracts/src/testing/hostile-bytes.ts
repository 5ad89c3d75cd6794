import fc from 'fast-check';

/** What one change does to bytes. Numbers are parts of the length, so that every one fits every length. */
type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly mask: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'drop'; readonly at: number; readonly count: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'repeat'; readonly at: number; readonly times: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const few = fc.uint8Array({ maxLength: 12 });
/** Lengths and counts that lie: the largest of every width, and what reads as negative. */
const lies = fc.constantFrom(
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
  Uint8Array.of(0xff, 0xff, 0xff, 0x7f),
  Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x10),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01),
  Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0),
  Uint8Array.of(0xed, 0xa0, 0x80),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, mask: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({ kind: fc.constant('drop' as const), at, count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.oneof(few, lies) }),
  fc.record({ kind: fc.constant('repeat' as const), at, times: fc.integer({ min: 2, max: 2_000 }) }),
);

/** Bytes as an attacker or a bad disk gives them: anything at all, and valid ones with up to four changes. */
export function hostileBytes(valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const changed = fc
    .tuple(valid, fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([bytes, changes]) => changes.reduce<Uint8Array>(applied, bytes));
  return fc.oneof({ arbitrary: changed, weight: 4 }, fc.uint8Array({ maxLength: 200 }));
}

/**
 * The same for texts: changes fall on their UTF-8, so that some are read as U+FFFD.
 * @param levels of nesting in texts that open and never close
 */
export function hostileText(valid: fc.Arbitrary<string>, levels = 20_000): fc.Arbitrary<string> {
  const decoder = new TextDecoder();
  return fc.oneof(
    hostileBytes(valid.map((text) => new TextEncoder().encode(text))).map((bytes) => decoder.decode(bytes)),
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom('[', '{"a":', '{"__proto__":', '- ', '{a: ').map((piece) => piece.repeat(levels)),
  );
}

function applied(bytes: Uint8Array, made: Change): Uint8Array {
  const place = Math.floor(made.at * Math.max(0, bytes.length - 1));
  switch (made.kind) {
    case 'flip': {
      const copy = Uint8Array.from(bytes);
      if (copy.length > 0) copy[place] = (copy[place] ?? 0) ^ made.mask;
      return copy;
    }
    case 'cut':
      return bytes.slice(0, place);
    case 'drop':
      return joined(bytes.subarray(0, place), bytes.subarray(place + made.count));
    case 'insert':
      return joined(bytes.subarray(0, place), made.bytes, bytes.subarray(place));
    case 'repeat': {
      const piece = bytes.subarray(place, place + 8);
      return joined(
        bytes.subarray(0, place),
        ...Array.from({ length: made.times }, () => piece),
        bytes.subarray(place),
      );
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
