import type { EscalationRaised } from '@dws/contracts';
import type { JsonObject, JsonValue } from '@dws/kernel';
import { recordOf, sayable, type Plan, type PlannedAction } from '@dws/worker';
import { lackingFor, letterTo } from './letter.ts';
import { peopleIn, type People } from './people.ts';
import { dayAfter, missingFor, type RevenueInput } from './revenue-input.ts';
import { accountIdOf } from './signal.ts';

const CONFIDENCE = 0.9;

/**
 * An account that Customer experience handed over: its health score is written, a check-in is prepared for approval
 * and the customer success manager gets a task. When it recovered, the score alone is written; that also makes what
 * was prepared and not yet done fall away. Only what the path permits is proposed.
 */
export function planForAccount(input: RevenueInput, escalation: EscalationRaised): Plan {
  const { context, tables, now } = input;
  const accountId = accountIdOf(input.signal);
  const account = recordOf(context, 'account');
  const people = peopleIn(context);
  const told = escalation.context;
  const recovered = told['health'] === 'recovered';
  const name = sayable(account?.fields['name']) ?? accountId;
  const rationale = rationaleOf(name, escalation, people, recovered, account !== undefined);
  const task = (title: string): Step => ({
    kind: 'task.create',
    arguments: {
      title,
      assignee: people.csm ?? people.owner ?? tables.fallbackAssignee,
      description: rationale,
      dueDate: dayAfter(now, tables.accountTaskDueDays),
      priority: 'high',
      ...(account ? { accountId } : {}),
    },
    summary: `Task for ${people.csm ?? people.owner ?? tables.fallbackAssignee}: ${title}`,
  });

  const letter = letterTo({
    name: 'checkIn',
    people,
    facts: {
      accountName: sayable(account?.fields['name']),
      current: sayable(wholePeople(told['currentDailyAverage'])),
      baseline: sayable(wholePeople(told['baselineDailyAverage'])),
      metricName: tables.metricNames[sayable(told['metric']) ?? ''],
      renewalDate: sayable(account?.fields['renewalDate']),
    },
    accountId,
    tables,
    expects: ['account'],
  });
  const score = scoreOf(told, accountId, name);
  // The task follows up on the letter: when nobody sends it, the task is taken back.
  const checkIn: Step | undefined = letter && { ...letter, onFailure: 'reverse' };
  const steps: readonly (Step | undefined)[] = !account
    ? [task(`Find out which account "${accountId}" is`)]
    : recovered
      ? [score]
      : [score, checkIn, task(letter ? `Follow up on the check-in to ${name}` : `Get in touch with ${name}`)];

  const tier = sayable(account?.fields['tier']);
  const actions = steps
    .filter((step) => step !== undefined)
    .filter(({ kind }) => escalation.permittedActions.includes(kind))
    .map((step): PlannedAction => ({
      ...step,
      rationale,
      confidence: CONFIDENCE,
      customer: accountId,
      ...(tier === undefined ? {} : { customerTier: tier }),
    }));
  const asks = !account || (!recovered && !letter);
  return {
    outcome: asks ? 'ask-person' : actions.length > 0 ? 'act' : 'nothing-to-do',
    confidence: CONFIDENCE,
    rationale,
    actions,
    missingInputs: recovered ? context.missing : missingFor(context, people),
    findings: [],
    memo: { path: escalation.path, recovered },
  };
}

type Step = Pick<PlannedAction, 'kind' | 'arguments' | 'summary' | 'expects' | 'onFailure'>;

function scoreOf(told: JsonObject, accountId: string, name: string): Step | undefined {
  const { healthScore, signals } = told;
  if (typeof healthScore !== 'number' || healthScore < 0 || healthScore > 100) return undefined;
  const reason = Array.isArray(signals) ? signals.filter((text) => typeof text === 'string').join('; ') : '';
  return {
    kind: 'crm.update-health-score',
    arguments: {
      accountId,
      healthScore,
      reason: reason === '' ? 'nothing speaks against the account' : reason,
    },
    summary: `Set the health score of ${name} to ${healthScore}`,
    expects: ['account'],
  };
}

function rationaleOf(
  name: string,
  { fromWorker, context: told }: EscalationRaised,
  people: People,
  recovered: boolean,
  known: boolean,
): string {
  const [drop, baseline, current] = ['dropPercent', 'baselineDailyAverage', 'currentDailyAverage'].map(
    (fact) => sayable(told[fact]),
  );
  const numbers =
    drop === undefined || baseline === undefined || current === undefined
      ? ''
      : ` (daily average ${current} against ${baseline})`;
  if (!known) return `${fromWorker} handed over "${name}", which the CRM does not show. A person is asked.`;
  if (recovered)
    return `${fromWorker} tells that usage of ${name} is back${numbers}. What was prepared for the drop is no longer needed.`;
  const lacking = lackingFor(people).map(({ text }) => text);
  return [
    `${fromWorker} handed over ${name}: usage fell${drop === undefined ? '' : ` by ${drop} %`}${numbers}.`,
    lacking.length === 0
      ? 'A check-in is prepared for approval.'
      : `No check-in is written, because ${lacking.join(' and ')}; a person is asked.`,
  ].join(' ');
}

/** A customer is told of people, of whom there are no hundredths. */
function wholePeople(average: JsonValue | undefined): JsonValue | undefined {
  return typeof average === 'number' ? Math.round(average) : average;
}
