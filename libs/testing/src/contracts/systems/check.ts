import type { SystemsSubject } from './subject.ts';

/**
 * One promise of the system ports. `run` throws when the adapter does not keep it; kept apart from any test
 * runner so that deliberately broken adapters can be shown to fail. Each run gets a company of its own.
 */
export interface SystemsCheck {
  readonly name: string;
  run(subject: SystemsSubject): Promise<void>;
}
