import { overdueInvoices } from './invoices.ts';
import type { Account } from './account.ts';
import { depthOf, type History } from './episode.ts';
import type { ChurnInput, HealthView } from './health-view.ts';

/** What a plan can do, in the order it does it. `kind:path` for hand-overs. */
export const STEPS = [
  'crm.update-health-score',
  'escalate:usage-drop-high-value',
  'escalate:unpaid-invoice-churn-risk',
  'chat.notify',
  'crm.add-note',
  'draft.save',
  'task.create',
] as const;

export type Step = (typeof STEPS)[number];

/** What Revenue does once it has the account; this worker then leaves it alone. */
const REVENUES: ReadonlySet<Step> = new Set(['crm.update-health-score', 'draft.save', 'task.create']);

/**
 * The steps that this signal calls for. An account that is not doing well opens an episode, which is told once;
 * inside it only what is new counts. Where anything is new, steps of earlier cases that nobody has taken yet are
 * taken up again, because this plan takes the place of theirs.
 */
export function stepsFor(input: ChurnInput, view: HealthView, account: Account, history: History) {
  const { tables, context } = input;
  const standing = history.ended === null ? history.episode : null;
  const poorly = view.level !== 'healthy';
  const depth = depthOf(view.usage, tables.depthsPercent);
  const deepDrop = (view.usage?.dropPercent ?? 0) > tables.handOverOverPercent;
  const unpaid = overdueInvoices(context, tables).some(({ amount }) => amount !== undefined);

  const handsOver = poorly && deepDrop && account.highValue !== null && standing?.handedOver !== true;
  const tellsFinance = poorly && unpaid && standing?.financeTold !== true;
  const onItsWay = (step: Step, score = history.lastScore) =>
    standing !== null && history.unsent.has(step) && history.lastScore === score;
  const withRevenue =
    handsOver || onItsWay('escalate:usage-drop-high-value') || standing?.handedOver === true;
  const opens = poorly && standing === null;
  const deeper = standing !== null && depth > standing.depth;

  const fresh = new Set<Step>();
  if (account.healthScore !== view.score && !onItsWay('crm.update-health-score', view.score))
    fresh.add('crm.update-health-score');
  if (handsOver) fresh.add('escalate:usage-drop-high-value');
  if (tellsFinance) fresh.add('escalate:unpaid-invoice-churn-risk');
  if (opens)
    for (const step of ['chat.notify', 'crm.add-note', 'draft.save', 'task.create'] as const) fresh.add(step);
  if (deeper || (standing && handsOver)) fresh.add('crm.add-note');
  if (withRevenue) for (const step of REVENUES) fresh.delete(step);

  const steps = STEPS.filter(
    (step) => fresh.has(step) || (fresh.size > 0 && onItsWay(step) && !(withRevenue && REVENUES.has(step))),
  );
  const episode = {
    openedAt: standing?.openedAt ?? input.now,
    depth: Math.max(depth, standing?.depth ?? 0),
    baseline: standing ? standing.baseline : (view.usage?.baseline ?? null),
    handedOver: withRevenue,
    financeTold: tellsFinance || standing?.financeTold === true,
  };
  return { steps, episode: standing || opens ? episode : null };
}
