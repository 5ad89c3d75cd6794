import { defineConfig } from 'vitest/config';

const ANYWHERE = '{libs,services,scripts,infra}/**';
const NEEDS_MORE_THAN_NODE = [
  'kafka',
  'registry',
  'clients',
  'process',
  'console',
  'faults',
  'eventstore',
].map((kind) => `${ANYWHERE}/*.${kind}.spec.ts`);
const NEVER = ['**/node_modules/**', '**/dist/**'];

/** One file at a time: these share a broker, ports and the machine's two or four cores. */
function sequentialProject(
  name: string,
  groupOrder: number,
  testTimeout: number,
  globalSetup: string[] = [],
) {
  return {
    test: {
      name,
      include: [`${ANYWHERE}/*.${name}.spec.ts`],
      exclude: NEVER,
      fileParallelism: false,
      sequence: { groupOrder },
      globalSetup,
      testTimeout,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${ANYWHERE}/*.spec.ts`],
          exclude: [...NEVER, ...NEEDS_MORE_THAN_NODE],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      sequentialProject('process', 1, 60_000),
      // The web console in a real browser.
      sequentialProject('console', 5, 60_000),
      sequentialProject('registry', 2, 120_000, ['@dws/registry-local/vitest']),
      sequentialProject('kafka', 3, 120_000, ['@dws/kafka-local/vitest']),
      // Everything on three brokers, and most of it failing.
      sequentialProject('faults', 7, 600_000),
      // Programs in other languages, as docs/examples has them.
      sequentialProject('clients', 6, 120_000),
      // Only where a server is named: EVENTSTORE_URL=esdb://…
      ...(process.env['EVENTSTORE_URL'] ? [sequentialProject('eventstore', 4, 60_000)] : []),
    ],
  },
});
