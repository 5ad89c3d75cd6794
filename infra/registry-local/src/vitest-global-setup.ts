import type { TestProject } from 'vitest/node';
import { startTestRegistry } from './start-test-registry.ts';

declare module 'vitest' {
  // The name is vitest's: specs ask for it by `inject('registryUrl')`.
  interface ProvidedContext {
    registryUrl: string;
  }
}

/** Vitest global setup: one registry for all spec files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const registry = await startTestRegistry();
  project.provide('registryUrl', registry.url);
  return () => registry.stop();
}
