import { closedAnswer, hostileText } from '@dws/contracts/testing';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PATHS_FOLDER } from './app.ts';
import { loadPaths, pathIn } from './load-paths.ts';

const [name = ''] = readdirSync(PATHS_FOLDER).filter((file) => file.endsWith('.yaml'));
const text = readFileSync(new URL(name, PATHS_FOLDER), 'utf8');

describe('a file of an escalation path', () => {
  it('is the path that it is named after', () => {
    expect(`${pathIn(name, text).id}.yaml`).toBe(name);
    expect(() => pathIn('../other.yaml', text)).toThrow('expected the file to be named');
  });

  it('that nobody vouches for is a path, or refused by its name', () => {
    fc.assert(
      fc.property(hostileText(fc.constant(text), 500), (changed) => {
        closedAnswer(() => pathIn(name, changed), 'config-invalid');
      }),
      { numRuns: 60 },
    );
  });

  it('in a folder that is not there is told as unreadable', async () => {
    await expect(loadPaths(new URL('file:///no/such/paths/'))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});
