import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allContracts, contractOf } from '../contract-of.ts';
import { arbitraryMessage } from '../testing/arbitrary-message.ts';
import { jsonSchemaOf } from './json-schema-of.ts';

const FIXTURES = join(import.meta.dirname, '../../../../schemas/fixtures');
/** `format` is for people; the pattern says the same. */
const ajv = new Ajv2020({ strict: true, validateFormats: false, keywords: ['x-personal-data-of'] });

describe('the JSON Schema of a message', () => {
  it('of usage.dropped is this', () => {
    const { properties, required, additionalProperties } = jsonSchemaOf(contractOf('usage.dropped'));
    expect(required).toHaveLength(8);
    expect(additionalProperties).toBe(false);
    expect(properties).toMatchObject({
      accountId: { type: 'string', description: 'Account in the CRM.' },
      windowDays: { type: 'integer', minimum: -2147483648, maximum: 2147483647 },
      dropPercent: { type: 'number' },
      observedAt: { type: 'string', format: 'date-time' },
    });
  });

  it('names whose personal data a field holds, and leaves optional members out of what is required', () => {
    const schema = jsonSchemaOf(contractOf('escalation-raised'));
    expect(schema).toMatchObject({ properties: { context: { 'x-personal-data-of': 'subject' } } });
    const claim = jsonSchemaOf(contractOf('waiting'));
    expect(claim['required']).not.toContain('proposalId');
  });

  it.each(allContracts())('of $type takes every recorded value and every valid one', (contract) => {
    const valid = ajv.compile(jsonSchemaOf(contract));
    const folder = join(FIXTURES, contract.type);
    const recorded = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(recorded).not.toHaveLength(0);
    for (const file of recorded) {
      const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      expect([file, valid(value), valid.errors]).toEqual([file, true, null]);
    }
    fc.assert(
      fc.property(arbitraryMessage(contract), (value) => valid(value)),
      { numRuns: 20 },
    );
  });

  it.each(allContracts())(
    'of $type refuses what validate refuses: a member gone, strange, or null',
    (contract) => {
      const schema = jsonSchemaOf(contract);
      const valid = ajv.compile(schema);
      fc.assert(
        fc.property(arbitraryMessage(contract), fc.nat(), (value, choice) => {
          const names = Object.keys(schema['properties'] as object);
          const name = names[choice % names.length] ?? '';
          const without = Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));
          for (const altered of [
            without,
            { ...value, stranger: 1 },
            { ...value, [name]: null },
            { ...value, [name]: [7n] },
          ])
            expect([altered, valid(altered)]).toEqual([altered, contract.validate(altered).length === 0]);
        }),
        { numRuns: 20 },
      );
    },
  );
});
