/** A text file may have this many lines; beyond, a reader no longer holds it in mind. */
export const MAX_LINES = 400;

/** Generated, recorded or data: their length is not a choice. */
const ANY_LENGTH = /(^|\/)(generated|fixtures)\/|\.(json|csv|tsv|svg|avsc|jsonl|ndjson|lock)$/;
/** An auditor takes it alone: one file is its point (docs/adr/0190-exports-count-byte-for-byte.md). */
const ONE_FILE = 'scripts/verify-audit.py';
/** A page that is written from code says so near its top. */
const WRITTEN_BY_CODE = /<!-- Written by `npm run docs` from /;
const TOP = 500;

// The brackets keep the patterns from matching themselves.
const FORBIDDEN = [
  { pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/, says: 'a note of unfinished work; do it, or open an issue' },
  {
    pattern: /(?:^|[\s"'`(=:,])\/(?:work|home|root|Users)\/[\w.-]/,
    says: "a path of one person's machine; take it as an argument, or make it relative",
  },
] as const;

/**
 * What breaks the rules for text files of every kind; TypeScript has more, in the lint configuration.
 * @param path relative to the repository's root, with forward slashes
 * @returns `path:line: what is wrong`, one for each
 */
export function textFindings(path: string, text: string): readonly string[] {
  const lines = text.split('\n');
  const length = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const tooLong =
    length > MAX_LINES &&
    path !== ONE_FILE &&
    !ANY_LENGTH.test(path) &&
    !WRITTEN_BY_CODE.test(text.slice(0, TOP))
      ? [
          `${path}:${MAX_LINES + 1}: expected at most ${MAX_LINES} lines, found ${length}; split it by what it does`,
        ]
      : [];
  const forbidden = lines.flatMap((line, index) =>
    FORBIDDEN.filter(({ pattern }) => pattern.test(line)).map(({ says }) => `${path}:${index + 1}: ${says}`),
  );
  return [...tooLong, ...forbidden];
}
