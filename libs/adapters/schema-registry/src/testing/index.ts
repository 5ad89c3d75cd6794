export { FakeRegistry } from './fake-registry.ts';
