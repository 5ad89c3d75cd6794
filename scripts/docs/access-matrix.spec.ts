import { consumerGroups, serviceOfGroup } from '@dws/application';
import { WORKERS } from '@dws/cli/workers';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { accessMatrix, currentMatrix, withMatrix } from './access-matrix.ts';

const rule = (principal: string, name: string, operation: 'read' | 'write') =>
  ({ principal, resource: 'topic', name, pattern: 'literal', operation }) as const;

describe('the matrix of docs/access.md', () => {
  it('shows who reads and who writes', () => {
    const matrix = accessMatrix([
      rule('governor', 'action-decisions.revenue.v1', 'read'),
      rule('governor', 'action-decisions.revenue.v1', 'write'),
      rule('revenue-workers', 'signals.revenue.v1.w.dlq', 'write'),
    ]);
    expect(matrix).toContain('| `governor` |  |  |  |  | RW |  |  |  |');
    expect(matrix).toContain('| `<domain>-workers` |  |  |  |  |  |  |  | W |');
  });

  it('refuses a page without a place for it', () => {
    expect(() => withMatrix('# Nothing', 'x')).toThrow('expected <!-- access');
  });

  it('is what the topic manifests say now; `npm run docs` brings it up to date', async () => {
    const path = resolve(import.meta.dirname, '../../docs/access.md');
    const page = readFileSync(path, 'utf8');
    const manifests = WORKERS.map(({ definition }) => definition.manifest);
    const matrix = currentMatrix(consumerGroups(manifests), (group) => serviceOfGroup(group, manifests));
    const options = { ...(await resolveConfig(path)), parser: 'markdown' };
    expect(await format(withMatrix(page, matrix), options)).toBe(page);
  });
});
