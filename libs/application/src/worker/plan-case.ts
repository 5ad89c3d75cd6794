import { accept, wait, waitOf, type Decision, type LiveCase } from '@dws/case';
import type { EarlierCase, SignalAccepted } from '@dws/contracts';
import { evolve, NO_CASE } from '@dws/case';
import type { Recalled } from '@dws/memory';
import type { Change } from '../case/cases.ts';
import type { LoadedCase } from '../case/loaded-case.ts';
import { addSeconds, nowOf } from '../runtime/instants.ts';
import { traced } from '../runtime/traced.ts';
import { assembleContext, type AssembledContext } from './assemble-context.ts';
import { decidePlan, makePlan, signalView, type MadePlan } from './make-plan.ts';
import { isDwsError, type ErrorCode } from '@dws/kernel';
import { earlierCase, type SubjectHistories } from './subject-history.ts';
import type { WorkerRuntimeOptions } from './worker-runtime.ts';

export interface PlanJob {
  readonly signal: SignalAccepted;
  readonly incoming: { readonly traceparent?: string | undefined };
}

export interface FailedPlan {
  readonly signal: SignalAccepted;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** Reads the context of one case and plans on it; what comes back is the change to append. */
export function planCase(
  job: PlanJob,
  options: WorkerRuntimeOptions,
  histories: SubjectHistories,
): Promise<Change | FailedPlan> {
  const { signal, incoming } = job;
  const span = () => [
    { ...incoming, attributes: { 'dws.worker': signal.worker, 'dws.case': signal.caseId } },
  ];
  return traced(options.tracing, 'plan', 'internal', span, () => contextAndPlan(job, options, histories));
}

async function contextAndPlan(
  job: PlanJob,
  options: WorkerRuntimeOptions,
  histories: SubjectHistories,
): Promise<Change | FailedPlan> {
  const { worker, reader, clock, bounds, log } = options;
  const { manifest, context: spec } = worker.definition;
  const { signal } = job;
  try {
    const earlier = manifest.supersedes ? await earlierOf(signal, histories) : [];
    const read = await assembleContext(spec, signalView(signal), manifest.reads, earlier, {
      reader,
      clock,
      budgetMs: bounds.readBudgetMs,
    });
    // Made once here, so that a plan that throws is found before anything is appended.
    const remembered = options.memory?.recall(manifest.id, accountOf(signal));
    const first = makePlan(worker, signal, read, 1, nowOf(clock), remembered);
    const { traceparent } = job.incoming;
    return {
      caseId: signal.caseId,
      correlation: signal.parentCase ?? signal.caseId,
      causation: `${signal.topic}/${signal.partition}/${signal.offset}`,
      ...(traceparent ? { traceparent } : {}),
      decide: (loaded) => decideOn(loaded, signal, read, first, remembered, options),
    };
  } catch (error) {
    if (isDwsError(error)) throw error;
    log.error({ err: error, worker: manifest.id, caseId: signal.caseId }, 'plan failed');
    return { signal, code: 'plan-failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function decideOn(
  loaded: LoadedCase,
  signal: SignalAccepted,
  read: AssembledContext,
  first: MadePlan,
  remembered: Recalled | undefined,
  options: WorkerRuntimeOptions,
): Decision {
  const { worker, clock } = options;
  const { state } = loaded;
  const now = nowOf(clock);
  if (read.unavailable.length > 0) {
    const before = state.phase === 'none' ? undefined : waitOf(state, null);
    const waits = before?.reason === 'system-unavailable' ? before.attempt : 0;
    const pause = worker.definition.manifest.retrySeconds[waits];
    // After the last pause the plan is made without: it says what is missing and asks a person.
    if (pause !== undefined)
      return decideWait(loaded, signal, read.unavailable, waits + 1, addSeconds(now, pause), now);
  }
  const attempt = state.phase === 'none' ? 1 : state.attempts + 1;
  const made = attempt === 1 ? first : makePlan(worker, signal, read, attempt, now, remembered);
  return decidePlan(worker, signal, made, state);
}

/** Whose work it is, for what is remembered of them: the account that the signal names, else its subject. */
function accountOf({ body, subject }: SignalAccepted): string {
  const { accountId } = body;
  return typeof accountId === 'string' ? accountId : subject;
}

function decideWait(
  { state }: LoadedCase,
  signal: SignalAccepted,
  systems: readonly string[],
  attempt: number,
  dueAt: string,
  now: string,
): Decision {
  const opening = state.phase === 'none' ? accept(signal, NO_CASE).events : [];
  const accepted = opening.reduce(evolve, state) as LiveCase;
  if (accepted.phase !== 'accepted') return accept(signal, state);
  const waiting = wait(
    {
      reason: 'system-unavailable',
      wakes: 'worker',
      dueAt,
      attempt,
      detail: `${systems.join(', ')} did not answer`,
      since: now,
      domain: signal.domain,
      subject: signal.subject,
    },
    accepted,
  );
  return waiting.refusal ? waiting : { events: [...opening, ...waiting.events] };
}

async function earlierOf(
  { worker, subject, caseId }: SignalAccepted,
  histories: SubjectHistories,
): Promise<EarlierCase[]> {
  const { cases } = await histories.load(worker, subject);
  return cases.filter((entry) => entry.caseId !== caseId).flatMap((entry) => earlierCase(entry) ?? []);
}
