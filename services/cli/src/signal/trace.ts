import type { WorkerManifest } from '@dws/worker';

/** What one worker made of a signal. */
export interface WorkerTrace {
  readonly worker: string;
  readonly matches: boolean;
  readonly caseId: string | null;
  readonly step: string | null;
  readonly because: string;
}

interface TracedCase {
  readonly worker: string;
  readonly caseId: string;
  readonly step: string;
}

/**
 * One entry for each worker: with its case, or with why it has none.
 * @param signalType undefined where nothing says it
 */
export function traceOf(
  cases: readonly TracedCase[],
  manifests: readonly Pick<WorkerManifest, 'id' | 'triggers'>[],
  signalType: string | undefined,
): readonly WorkerTrace[] {
  const workers = new Set([...cases.map(({ worker }) => worker), ...manifests.map(({ id }) => id)]);
  return [...workers].map((worker) => {
    const found = cases.find((one) => one.worker === worker);
    const triggers = manifests.find(({ id }) => id === worker)?.triggers ?? [];
    const trigger = triggers.find((one) => one.signalType === signalType);
    if (found) {
      const because = trigger === undefined ? 'it took it up' : `it starts ${trigger.workflow}`;
      return { worker, matches: true, caseId: found.caseId, step: found.step, because };
    }
    const none = { worker, caseId: null, step: null };
    if (trigger)
      return {
        ...none,
        matches: true,
        because: 'it waits for this type and has no case: not yet, or set aside',
      };
    const waitsFor = triggers.map((one) => one.signalType).join(', ');
    return { ...none, matches: false, because: `it waits for ${waitsFor} only` };
  });
}
