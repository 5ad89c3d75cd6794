import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Programs of docs/examples, which the clients suite runs. */
export const EXAMPLES = join(import.meta.dirname, '../../docs/examples');

/** A reader should take an example in at a glance. */
export const MAX_EXAMPLE_LINES = 14;

const LANGUAGES: Readonly<Record<string, string>> = { '.py': 'python', '.java': 'java', '.sh': 'sh' };

export interface Example {
  /** `python/publish_signal.py` */
  readonly path: string;
  readonly text: string;
}

export function examples(): readonly Example[] {
  return globSync('*/*.{py,java,sh}', { cwd: EXAMPLES })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(EXAMPLES, path), 'utf8') }));
}

const PLACE = /<!-- example: (\S+) -->\n[^]*?<!-- \/example -->/g;

/** The page with each example in its place. @throws Error for a place that names no example */
export function withExamples(page: string, all: readonly Example[] = examples()): string {
  return page.replace(PLACE, (_whole, path: string) => {
    const example = all.find((one) => one.path === path);
    if (!example) throw new Error(`expected docs/examples/${path}, which docs/clients.md names`);
    const language = LANGUAGES[extname(path)] ?? '';
    return `<!-- example: ${path} -->\n\n\`\`\`${language}\n${example.text}\`\`\`\n\n<!-- /example -->`;
  });
}
