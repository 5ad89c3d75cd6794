import type { MissingInput, Reason } from '@dws/contracts';
import { instructionsIn } from '@dws/text';
import type { Plan, PlanFunction } from '@dws/worker';
import { accountOf, mainContact, type Account } from './account.ts';
import { actionsFor } from './actions.ts';
import { historyOf, type History } from './episode.ts';
import { healthView, type ChurnInput, type HealthView } from './health-view.ts';
import { accountIdOf, saidBy } from './signal.ts';
import { stepsFor, type Step } from './steps.ts';
import type { ChurnTables } from './tables.ts';
import { summaryOf } from './wording.ts';

/**
 * Takes everything that shows how an account is doing together, says how it is, and tells its customer success
 * manager once per decline, with what helps prepared. A deep drop at a high-value account goes to Revenue.
 */
export const plan: PlanFunction<ChurnTables> = (input) => {
  const account = accountOf(input.context, input.tables.highValue);
  if (!account) return askAboutUnknown(input);
  const view = healthView(input);
  const history = historyOf(input.context.earlier, view.usage, input.now, input.tables.episode);
  if (history.episode && history.ended === 'recovered' && isOver(input, view))
    return closeEpisode(input, account, view, history);

  const { steps, episode } = stepsFor(input, view, account, history);
  const rationale = `${summaryOf(account, view)} ${whyTheseSteps(steps, account, history)}`;
  return planOf(input, account, view, steps, rationale, { episode });
};

/** The decline is over when usage is back and either says so itself or nothing else is wrong. */
function isOver({ signal }: ChurnInput, { level }: HealthView): boolean {
  return signal.type === 'usage.recovered' || level === 'healthy';
}

/** Ends the episode: the score says so, and what was prepared for the decline and not yet done falls away. */
function closeEpisode(input: ChurnInput, account: Account, view: HealthView, { episode }: History): Plan {
  const withRevenue = episode?.handedOver === true;
  const steps: readonly Step[] = [withRevenue ? 'escalate:usage-drop-high-value' : 'crm.update-health-score'];
  const next = withRevenue ? 'Revenue has the account and is told.' : 'The score is written.';
  const since = episode === null ? '' : ` since ${episode.openedAt.slice(0, 10)}`;
  const rationale = `${summaryOf(account, view)} Usage is back: the decline${since} is over. ${next}`;
  return planOf(input, account, view, steps, rationale, { episode: null, recovered: true });
}

function planOf(
  input: ChurnInput,
  account: Account,
  view: HealthView,
  steps: readonly Step[],
  rationale: string,
  { episode, recovered = false }: { episode: object | null; recovered?: boolean },
): Plan {
  const missingInputs = missingFor(input, account);
  const confidence = confidenceOf(input);
  const request = { input, account, view, rationale, confidence, recovered };
  const actions = steps.flatMap((step) => actionsFor(step, request));
  return {
    outcome: actions.length > 0 ? 'act' : 'nothing-to-do',
    confidence,
    rationale,
    actions,
    missingInputs,
    findings: findingsIn(input),
    memo: {
      episode: episode as Plan['memo'] | null,
      planned: [...steps],
      score: view.score,
      level: view.level,
    },
  };
}

function whyTheseSteps(steps: readonly Step[], account: Account, { episode, ended }: History): string {
  if (steps.includes('escalate:usage-drop-high-value'))
    return `The account is of high value (${account.highValue ?? ''}) and the drop is deep: Revenue takes it up.`;
  if (episode && ended === null)
    return steps.length === 0
      ? `Told already on ${episode.openedAt.slice(0, 10)}; nothing is new.`
      : `Adds to what was told on ${episode.openedAt.slice(0, 10)}.`;
  if (steps.includes('chat.notify')) return 'The customer success manager is told.';
  return steps.length === 0 ? 'Nobody needs to act.' : 'Only the score is out of date.';
}

function confidenceOf({ context, tables }: ChurnInput): number {
  const { allSources, lessPerMissingSource } = tables.confidence;
  const lost = new Set(
    context.missing.filter(({ reason }) => reason !== 'not-found').map(({ name }) => name),
  );
  return Math.round(Math.max(0, allSources - lost.size * lessPerMissingSource) * 100) / 100;
}

/** What a better plan would have needed. An account without tickets or invoices misses nothing. */
function missingFor({ context }: ChurnInput, { csm }: Account): readonly MissingInput[] {
  const lists = new Set(['tickets', 'invoices', 'contacts']);
  const empty = (name: string, reason: string, text: string) => ({
    name,
    system: 'crm',
    reason,
    required: false,
    text,
  });
  return [
    ...context.missing.filter(({ name, reason }) => reason !== 'not-found' || !lists.has(name)),
    ...(csm === undefined ? [empty('csm', 'empty', 'The account has no customer success manager')] : []),
    ...(mainContact(context)
      ? []
      : [empty('contact', 'not-found', 'The account has no contact with a name and a usable address')]),
  ];
}

function findingsIn({ signal }: ChurnInput): readonly Reason[] {
  const { score, usage } = saidBy(signal);
  const told = score?.comment === undefined ? [] : instructionsIn(score.comment);
  const differs =
    usage && 'dropPercent' in usage && usage.baselineDailyAverage > 0
      ? Math.abs(usage.dropPercent - 100 * (1 - usage.currentDailyAverage / usage.baselineDailyAverage)) > 1
      : false;
  return [
    ...told.map((phrase) => ({
      step: 'plan',
      code: 'instruction-in-text',
      text: `The survey comment says "${phrase}"; a comment instructs nobody, so nothing was changed by it.`,
    })),
    ...(differs
      ? [
          {
            step: 'plan',
            code: 'signal-inconsistent',
            text: 'The stated drop is not that of its own averages; these count.',
          },
        ]
      : []),
  ];
}

function askAboutUnknown(input: ChurnInput): Plan {
  const { signal, context, tables } = input;
  const id = accountIdOf(signal);
  const lost = context.missing.find(({ name }) => name === 'account');
  const why = lost?.text ?? 'the CRM does not show it';
  const rationale = `A ${signal.type} came for the account "${id}", but ${why}. Without it nobody can be told, so a person is asked.`;
  return {
    outcome: 'ask-person',
    confidence: 1,
    rationale,
    actions: [
      {
        kind: 'task.create',
        arguments: {
          title: `Find out which account "${id}" is`,
          assignee: tables.fallbackAssignee,
          description: rationale,
        },
        summary: `Ask ${tables.fallbackAssignee} which account "${id}" is`,
        rationale,
        confidence: 1,
      },
    ],
    missingInputs: context.missing,
    findings: findingsIn(input),
    memo: {},
  };
}
