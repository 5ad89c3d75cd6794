import { Names } from '@dws/application';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rightsOf, STORE_RIGHTS } from './store-rights.ts';

const SCHEMAS = new URL('../../../schemas/events/', import.meta.url);

it('give every event type that there is an owner beside the recorder, and name no other', () => {
  const types = readdirSync(SCHEMAS).map((file) => file.replace(/\.avsc$/, ''));
  const owned = new Set(Object.values(STORE_RIGHTS).flatMap((rights) => rights.types));
  expect([...owned].filter((type) => type !== '*').toSorted()).toEqual(types.toSorted());
});

it('reach the streams of one environment only', () => {
  expect(rightsOf('executor', new Names('staging')).streams).toEqual(['staging_case-', 'staging_control']);
  expect(rightsOf('executor', new Names('')).streams).toEqual(['case-', 'control']);
  expect(() => rightsOf('stranger', new Names(''))).toThrow(/no rights to the store/);
});
