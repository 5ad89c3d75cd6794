export { openTracing, tracingIsOn } from './open-tracing.ts';
