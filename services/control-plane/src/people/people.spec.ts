import { closedAnswer, hostileText } from '@dws/contracts/testing';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PEOPLE_FILE } from '../app.ts';
import { loadPeople, peopleIn } from './people.ts';

const ORIGIN = 'people.yaml';
const text = readFileSync(PEOPLE_FILE, 'utf8');

/** Nine levels of ten references each: a thousand million people, where references are followed without a bound. */
const REFERENCES_OF_REFERENCES = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefgh'[index] ?? 'a';
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('a file of people', () => {
  it('names who they are, and nobody else', () => {
    const people = peopleIn(text, ORIGIN);
    expect(people.find('erin')).toMatchObject({ id: 'erin' });
    for (const id of ['__proto__', 'constructor', '', 'ERIN', 'erin ', 'еrin'])
      expect(people.find(id)).toBeUndefined();
  });

  it('that nobody vouches for is people, or refused by its name', () => {
    fc.assert(
      fc.property(hostileText(fc.constant(text), 500), (changed) => {
        closedAnswer(() => peopleIn(changed, ORIGIN), 'config-invalid');
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['no YAML', '- id: [', 'not YAML'],
    ['references of references', REFERENCES_OF_REFERENCES, 'not YAML'],
    ['an id of another alphabet', '- {id: еrin, name: Erin, roles: [x]}', 'id'],
    ['a member too many', '- {id: erin, name: Erin, roles: [x], admin: true}', 'admin'],
  ])('with %s is refused, and told where', (_name, content, said) => {
    expect(() => peopleIn(content, ORIGIN)).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringContaining(said) as string,
      }) as Error,
    );
  });

  it('that is not there is told as unreadable', async () => {
    await expect(loadPeople(new URL('file:///no/such/people.yaml'))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});
