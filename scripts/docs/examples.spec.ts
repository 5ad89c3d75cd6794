import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, examples, MAX_EXAMPLE_LINES, withExamples } from './examples.ts';

const page = readFileSync(join(EXAMPLES, '../clients.md'), 'utf8');
const spec = readFileSync(
  join(import.meta.dirname, '../../services/platform/src/foreign-clients.clients.spec.ts'),
  'utf8',
);

describe.each(examples())('$path', ({ path, text }) => {
  it('is short', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_EXAMPLE_LINES);
  });

  it('stands in docs/clients.md, and the clients suite runs it', () => {
    expect(page).toContain(`<!-- example: ${path} -->`);
    expect(spec).toContain(path.split('/').at(-1));
  });
});

describe('docs/clients.md', () => {
  it('shows the examples as they are (repair: npm run docs)', () => {
    expect(withExamples(page)).toBe(page);
  });

  it('names the versions that are tried', () => {
    const python = readFileSync(join(EXAMPLES, 'python/requirements.txt'), 'utf8');
    const pom = readFileSync(join(EXAMPLES, 'java/pom.xml'), 'utf8');
    const versions = [...python.matchAll(/==(\S+)/g), ...pom.matchAll(/<version>([\d.]{3,})<\/version>/g)];
    expect(versions).toHaveLength(5);
    for (const [, version = ''] of versions) expect(page).toContain(version);
  });

  it('would not name an example that is not there', () => {
    const wrong = '<!-- example: python/none.py -->\n<!-- /example -->';
    expect(() => withExamples(wrong)).toThrow('expected docs/examples/python/none.py');
  });
});
