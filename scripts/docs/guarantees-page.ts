export interface NamedTest {
  readonly line: number;
  readonly file: string;
  readonly title: string;
}

const ITEM = /^- `([^`]+\.spec\.ts)`: "(.+)"$/;

/** The tests that the page names, and the lines that look like one and are none. */
export function testsNamed(page: string): {
  readonly tests: readonly NamedTest[];
  readonly faults: readonly string[];
} {
  const tests: NamedTest[] = [];
  const faults: string[] = [];
  for (const [index, text] of page.split('\n').entries()) {
    if (!text.startsWith('- `')) continue;
    const [, file, title] = ITEM.exec(text) ?? [];
    if (file === undefined || title === undefined)
      faults.push(`line ${index + 1}: expected - \`file.spec.ts\`: "title", found ${text}`);
    else tests.push({ line: index + 1, file, title });
  }
  return { tests, faults };
}

/**
 * Tests that are not there: no such file, or none of that title in it.
 * @param read Text of a file of the tree; null where there is none.
 */
export function testsMissing(
  tests: readonly NamedTest[],
  read: (file: string) => string | null,
): readonly string[] {
  return tests.flatMap(({ line, file, title }) => {
    const text = read(file);
    if (text === null) return [`line ${line}: there is no ${file}`];
    return titlesIn(text).has(title) ? [] : [`line ${line}: ${file} has no test "${title}"`];
  });
}

/** What stands first in quotes after `it(`, `describe(` and their tables. */
function titlesIn(text: string): ReadonlySet<string> {
  const titles = new Set<string>();
  const calls =
    /(?:^|\n)[ \t]*(?:it|test|describe)(?:\(|(?:\.each[\s\S]*?\)\())\s*(['"`])((?:\\.|(?!\1).)*)\1/g;
  for (const [, , title = ''] of text.matchAll(calls)) titles.add(title.replaceAll(/\\(.)/g, '$1'));
  return titles;
}

/** Numbers of the sections, as the page gives them. */
export function guaranteesNumbered(page: string): readonly number[] {
  return [...page.matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number));
}

/** Sections that name no test. */
export function guaranteesWithoutTest(page: string): readonly number[] {
  return page
    .split(/^## /m)
    .filter((section) => /^\d+\. /.test(section) && testsNamed(section).tests.length === 0)
    .map((section) => Number.parseInt(section, 10));
}
