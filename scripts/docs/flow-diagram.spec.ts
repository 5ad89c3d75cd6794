import { readTopicManifests } from '@dws/contracts/topics';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flowDiagram, withDiagram } from './flow-diagram.ts';

describe('the diagram of the README', () => {
  it('draws an arrow from each writer and to each reader', () => {
    const diagram = flowDiagram([
      { name: 'signals.revenue.v1', producers: ['signal-gateway'], consumers: ['revenue-workers'] },
    ]);
    expect(diagram).toContain('signal-gateway --> t-signals(');
    expect(diagram).toContain('--> domain-workers');
  });

  it('refuses a page without a place for it', () => {
    expect(() => withDiagram('# Nothing', 'x')).toThrow('expected <!-- flow');
  });

  it('is what the topic manifests say now; `npm run docs` brings it up to date', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
    expect(withDiagram(page, flowDiagram(readTopicManifests().manifests))).toBe(page);
  });
});
