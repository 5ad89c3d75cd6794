import type { ServicePorts } from '@dws/application';
import type { Instant } from '@dws/kernel';
import type { Signer } from '@dws/ports';
import { DoubtDesk } from './doubts/doubt-desk.ts';
import { EscalationDesk } from './escalations/escalation-desk.ts';
import { FeedbackDesk } from './feedback/feedback-desk.ts';
import { OrderDesk } from './orders/order-desk.ts';
import { PersonLog } from './people/person-log.ts';
import { Projection } from './projection/projection.ts';
import { Relay } from './relay/relay.ts';
import { ReviewDesk } from './reviews/review-desk.ts';
import type { ControlPlaneBounds } from './runtime/bounds.ts';
import type { Sleep } from './runtime/sleep.ts';
import { Scheduler } from './schedule/scheduler.ts';

export interface ControlCoreOptions {
  /** Signs what people decide; its public key must be among the review keys of whoever performs it. */
  readonly signer: Signer;
  readonly sleep: Sleep;
  readonly bounds: ControlPlaneBounds;
}

/** The control plane without its way in: what people ask for over HTTP, a simulation asks for here. */
export interface ControlCore {
  readonly projection: Projection;
  readonly people: PersonLog;
  readonly orders: OrderDesk;
  readonly reviews: ReviewDesk;
  readonly doubts: DoubtDesk;
  readonly feedback: FeedbackDesk;
  /** What is due by now, at once instead of at the next tick. */
  tick(): Promise<number>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function controlCore(ports: ServicePorts, { signer, sleep, bounds }: ControlCoreOptions): ControlCore {
  const projection = new Projection({ ...ports, sleep, bounds });
  const people = new PersonLog(ports);
  const orders = new OrderDesk({ ports, projection, bounds, sleep });
  const reviews = new ReviewDesk({ ports, projection, signer, people });
  const doubts = new DoubtDesk({ ports, projection, signer, people });
  const feedback = new FeedbackDesk({ ports, projection, people });
  const relay = new Relay({ ports, bounds, sleep });
  const escalations = new EscalationDesk({ ports, projection, bounds });
  const tend = async (now: Instant): Promise<void> => {
    await orders.tend(now);
    await escalations.tend(now);
  };
  const scheduler = new Scheduler({ ports, projection, bounds, sleep, tend });
  return {
    projection,
    people,
    orders,
    reviews,
    doubts,
    feedback,
    tick: () => scheduler.tick(),
    start: async () => {
      await projection.start();
      await relay.start();
      scheduler.start();
    },
    stop: async () => {
      await scheduler.stop();
      orders.stop();
      await relay.stop();
      await projection.stop();
    },
  };
}
