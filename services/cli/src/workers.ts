import type { RunnableWorker } from '@dws/application';
import { customerExperience } from '@dws/customer-experience-workers';
import { revenue } from '@dws/revenue-workers';

/** Every worker of this repository, without its model: what it is and how it plans. */
export const WORKERS: readonly RunnableWorker[] = [
  ...customerExperience({ ticketClassification: null }),
  ...revenue(),
];

/** Workers with the models that are made in place when none was trained. Making them takes a moment. */
export function workersWithBuiltInModels(): readonly RunnableWorker[] {
  return [...customerExperience(), ...revenue()];
}
