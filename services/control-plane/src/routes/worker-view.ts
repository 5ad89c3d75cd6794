import { pauseOf } from '@dws/control';
import { z } from 'zod';
import type { Projection } from '../projection/projection.ts';
import type { RegisteredWorker } from '../projection/registry-fold.ts';
import type { StepCounts } from './counts.ts';

export const workerItem = z.object({
  worker: z.string(),
  domain: z.string(),
  version: z.string(),
  codeHash: z.string(),
  purpose: z.string(),
  stage: z.string(),
  status: z.string(),
  businessOwner: z.string(),
  technicalOwner: z.string(),
  registeredAt: z.string(),
  registeredBy: z.string(),
  pausedBy: z
    .object({ order: z.string(), kind: z.string(), person: z.string(), at: z.string(), reason: z.string() })
    .nullable(),
  cases: z.record(z.string(), z.number()).describe('Cases by step.'),
});

/** A registered worker as lists show it. */
export function workerView(
  projection: Projection,
  { registered, manifest, status, stage }: RegisteredWorker,
  counts: StepCounts,
) {
  const held = pauseOf(projection.orders.control, manifest.id, manifest.domain)?.order;
  return {
    worker: manifest.id,
    domain: manifest.domain,
    version: manifest.version,
    codeHash: registered.codeHash,
    purpose: manifest.purpose,
    stage,
    status,
    businessOwner: manifest.businessOwner,
    technicalOwner: manifest.technicalOwner,
    registeredAt: registered.at,
    registeredBy: registered.by,
    pausedBy: held
      ? { order: held.order, kind: held.kind, person: held.by, at: held.at, reason: held.reason }
      : null,
    cases: counts.get(manifest.id) ?? {},
  };
}
