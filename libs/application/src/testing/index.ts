export { workerWorld, type WorkerWorld, type WorldOptions } from './worker-world.ts';
