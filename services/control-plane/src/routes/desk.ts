import type { ServicePorts } from '@dws/application';
import type { DoubtDesk } from '../doubts/doubt-desk.ts';
import type { FeedbackDesk } from '../feedback/feedback-desk.ts';
import type { OrderDesk } from '../orders/order-desk.ts';
import type { Identify } from '../people/identify.ts';
import type { PersonLog } from '../people/person-log.ts';
import type { Projection } from '../projection/projection.ts';
import type { ReviewDesk } from '../reviews/review-desk.ts';
import type { ControlPlaneBounds } from '../runtime/bounds.ts';

/** What routes are built on. */
export interface Desk {
  readonly ports: ServicePorts;
  readonly projection: Projection;
  readonly reviews: ReviewDesk;
  readonly doubts: DoubtDesk;
  readonly feedback: FeedbackDesk;
  readonly orders: OrderDesk;
  readonly people: PersonLog;
  readonly identify: Identify;
  readonly bounds: ControlPlaneBounds;
  readonly newId: () => string;
}
