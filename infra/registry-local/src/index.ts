export { startRegistry, type LocalRegistry, type StartRegistryOptions } from './start-registry.ts';
export { startTestRegistry, type TestRegistry } from './start-test-registry.ts';
