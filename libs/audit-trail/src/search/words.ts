/** Longer ones are known by their beginning. */
const MOST_WORD = 64;
/** Of one text; what follows is not looked for by word. */
const MOST_WORDS = 1_000;

const BETWEEN_CHUNKS = /[^\p{L}\p{N}._@:/+-]+/u;
const INSIDE_CHUNK = /[^\p{L}\p{N}]+/u;
// The same for what is ASCII throughout, in a third of the time.
const BETWEEN_ASCII_CHUNKS = /[^a-z0-9._@:/+-]+/;
const INSIDE_ASCII_CHUNK = /[^a-z0-9]+/;
const ASCII = /^[\0-\x7f]*$/;
const AT_THE_ENDS = '._@:/+-';
/** Numbers, times and digests mean nothing in parts. */
const WHOLE_ONLY = /^[0-9a-f-]{32,}$|^[0-9.:+-]+$|^[0-9]{4}-[0-9]{2}-[0-9]{2}t/;

/** What stands between spaces and marks of punctuation, in lower case: `Renewal-date (2026)` → `renewal-date`, `2026`. */
export function chunksOf(text: string): readonly string[] {
  const chunks: string[] = [];
  const lower = text.toLowerCase();
  for (const piece of lower.split(ASCII.test(lower) ? BETWEEN_ASCII_CHUNKS : BETWEEN_CHUNKS)) {
    const chunk = trimmed(piece).slice(0, MOST_WORD);
    if (chunk === '') continue;
    chunks.push(chunk);
    if (chunks.length === MOST_WORDS) break;
  }
  return chunks;
}

/** Chunks, and the words inside those that hold several: `renewal-date` → itself, `renewal`, `date`. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const chunk of chunksOf(text)) {
    words.add(chunk);
    if (WHOLE_ONLY.test(chunk)) continue;
    for (const word of chunk.split(ASCII.test(chunk) ? INSIDE_ASCII_CHUNK : INSIDE_CHUNK))
      if (word !== '') words.add(word);
  }
  return words;
}

function trimmed(piece: string): string {
  let start = 0;
  let end = piece.length;
  while (start < end && AT_THE_ENDS.includes(piece[start] ?? '')) start += 1;
  while (end > start && AT_THE_ENDS.includes(piece[end - 1] ?? '')) end -= 1;
  return piece.slice(start, end);
}
