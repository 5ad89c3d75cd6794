import { describe, expect, it } from 'vitest';
import { placeIn } from './place.ts';

const PLACE = { topic: 'signals.revenue.v1', partition: '3', offset: '1841' };

describe('what people paste to trace a signal', () => {
  it.each([
    ['signals.revenue.v1/3/1841', PLACE],
    [' signals.revenue.v1:3:1841\n', PLACE],
    ['signals.revenue.v1 3 1841', PLACE],
    ['signals.revenue.v1[3]@1841', PLACE],
    ['signals.revenue.v1 [3] at offset 1841', PLACE],
    ['https://crm.example/opportunities o-7', { source: 'https://crm.example/opportunities', id: 'o-7' }],
    ['urn:sandbox 7d1f0a52-90c4', { source: 'urn:sandbox', id: '7d1f0a52-90c4' }],
    ['signals.revenue.v1', null],
    ['one two three', null],
    ['', null],
  ])('%j', (text, place) => {
    expect(placeIn(text)).toEqual(place);
  });
});
