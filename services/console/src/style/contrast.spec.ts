import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('colours.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media');

function coloursIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const TEXT_ON_GROUND: readonly (readonly [string, string])[] = [
  ...['text', 'quiet', 'link', 'good', 'person', 'stop', 'bad'].flatMap((text): [string, string][] => [
    [text, 'ground'],
    [text, 'raised'],
  ]),
  ...['good', 'person', 'stop', 'bad'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-ground`],
    ['text', `${tone}-ground`],
  ]),
  ['on-strong', 'link'],
  ['on-strong', 'bad'],
];

it('measures black on white as 21 : 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each([
  ['light', coloursIn(light)],
  ['dark', coloursIn(dark)],
])('%s', (_scheme, colours) => {
  it.each(TEXT_ON_GROUND)('%s on %s has 4.5 : 1', (text, ground) => {
    expect(contrast(colours.get(text) ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['control-line', 'focus'])('%s around a control has 3 : 1', (line) => {
    expect(contrast(colours.get(line) ?? '', colours.get('ground') ?? '')).toBeGreaterThanOrEqual(3);
  });
});
