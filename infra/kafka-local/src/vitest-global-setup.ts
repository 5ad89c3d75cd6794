import type { TestProject } from 'vitest/node';
import { startBroker } from './start-broker.ts';

declare module 'vitest' {
  // The name is vitest's: specs ask for it by `inject('kafkaBootstrap')`.
  interface ProvidedContext {
    kafkaBootstrap: string;
  }
}

/** Vitest global setup: one broker for all spec files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await startBroker();
  project.provide('kafkaBootstrap', broker.bootstrap);
  return () => broker.stop();
}
