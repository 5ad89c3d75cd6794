import type { Money } from '@dws/contracts';
import type { JsonObject, JsonValue } from '@dws/kernel';
import { fillTemplate, recordOf, sayable, textFact, type Plan, type PlannedAction } from '@dws/worker';
import { lackingFor, letterTo } from './letter.ts';
import { peopleIn, type People } from './people.ts';
import { dayAfter, daysSince, missingFor, type RevenueInput } from './revenue-input.ts';
import { accountIdOf, opportunityIdOf, saidBy } from './signal.ts';
import type { NextStep } from './tables.ts';

const CONFIDENCE = 0.85;

/** A deal as the CRM has it, with what the signal adds. */
interface Deal {
  readonly id: string;
  readonly name: string;
  readonly stage: string | undefined;
  readonly amount: Money | undefined;
  readonly nextStep: string | undefined;
  readonly nextStepDate: string | undefined;
  readonly daysInactive: number | undefined;
  readonly engaged: boolean;
}

/**
 * Gives a deal a next step that fits its size, stage, inactivity and engagement: written to its next-step fields,
 * given to its owner as a task, with a follow-up for approval. Amount, close date and stage are never touched.
 */
export function planForDeal(input: RevenueInput): Plan {
  const { context, tables, signal, now } = input;
  const { reply, meeting, renewal } = saidBy(signal);
  const people = peopleIn(context, reply?.contactId ?? meeting?.attendeeContactIds[0]);
  const deal = dealOf(input, people);
  if (!deal) return askAboutUnknown(input);
  const quiet = whyNothing(input, deal);
  if (quiet !== null) return quietPlan(quiet);
  const rule = tables.steps.find((step) => fits(step, input, deal));
  if (!rule)
    return quietPlan(`No next step is laid down for a ${signal.type} at stage ${deal.stage ?? 'unknown'}.`);

  const facts = {
    opportunityName: deal.name,
    accountName: textFact(context, 'account', 'name'),
    renewalDate: renewal?.renewalDate ?? textFact(context, 'account', 'renewalDate'),
    lastContactDate: people.lastContactAt?.slice(0, 10),
    contactName: people.contact?.name ?? 'the contact',
  };
  const agreed = sayable(meeting?.nextStep);
  const step = agreed ?? fillTemplate(rule.step, facts);
  const due = dueDate(meeting?.nextStepDueDate) ?? dayAfter(now, rule.dueDays);
  const accountId = accountIdOf(signal);
  const letter =
    rule.letter === undefined || agreed !== undefined
      ? undefined
      : letterTo({ name: rule.letter, people, facts, accountId, tables, expects: ['opportunity'] });
  const asks = rule.letter !== undefined && agreed === undefined && !letter;
  const rationale = rationaleOf(deal, step, followUpSentence(letter !== undefined, asks, people));
  const assignee = people.owner ?? tables.fallbackAssignee;
  const fields = changedFields(input, deal, step, due);

  const steps: readonly (Step | undefined)[] = [
    Object.keys(fields).length === 0
      ? undefined
      : {
          kind: 'crm.update-opportunity',
          arguments: { opportunityId: deal.id, fields },
          summary: `Set the next step of ${deal.name} to "${step}", due ${due}`,
          expects: ['opportunity'],
        },
    letter,
    {
      kind: 'task.create',
      arguments: {
        title: step,
        assignee,
        description: rationale,
        opportunityId: deal.id,
        dueDate: due,
        priority: rule.priority,
      },
      summary: `Task for ${assignee}: ${step}`,
    },
    {
      kind: 'chat.notify',
      arguments: {
        channel: tables.channel,
        text: `${rule.risk === true ? 'Risk, for the manager too. ' : ''}${assignee}: ${rationale}`,
      },
      summary: `Tell ${assignee} about ${deal.name}`,
    },
  ];
  const tier = textFact(context, 'account', 'tier');
  return {
    outcome: asks ? 'ask-person' : 'act',
    confidence: CONFIDENCE,
    rationale,
    actions: steps
      .filter((entry) => entry !== undefined)
      .map((entry): PlannedAction => ({
        ...entry,
        rationale,
        confidence: CONFIDENCE,
        customer: accountId,
        ...(tier === undefined ? {} : { customerTier: tier }),
        ...(deal.amount ? { value: deal.amount } : {}),
      })),
    missingInputs: missingFor(context, people),
    findings: [],
    memo: { nextStep: step, due },
  };
}

type Step = Pick<PlannedAction, 'kind' | 'arguments' | 'summary' | 'expects'>;

function dealOf({ context, signal, tables, now }: RevenueInput, people: People): Deal | undefined {
  const record = recordOf(context, 'opportunity');
  if (!record) return undefined;
  const { id, fields } = record;
  const { moved } = saidBy(signal);
  const sinceContact = daysSince(people.lastContactAt, now);
  return {
    id,
    name: sayable(fields['name']) ?? id,
    stage: moved?.toStage ?? sayable(fields['stage']),
    amount: moneyOf(fields['amount']),
    nextStep: sayable(fields['nextStep']),
    nextStepDate: sayable(fields['nextStepDate']),
    daysInactive: daysSince(sayable(fields['lastActivityAt']), now),
    engaged: sinceContact !== undefined && sinceContact <= tables.engagedWithinDays,
  };
}

function moneyOf(value: JsonValue | undefined): Money | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { amountMinor, currency } = value as JsonObject;
  if (!Number.isSafeInteger(amountMinor) || typeof currency !== 'string') return undefined;
  return { amountMinor: amountMinor as number, currency };
}

function whyNothing({ signal, tables, now }: RevenueInput, deal: Deal): string | null {
  if (deal.stage !== undefined && tables.closedStages.includes(deal.stage))
    return `${deal.name} is ${deal.stage}: there is no next step to take.`;
  const { nextStep, nextStepDate } = deal;
  const planned = nextStepDate !== undefined && nextStepDate >= now.slice(0, 10);
  if (signal.type === 'opportunity.stalled' && planned && nextStep !== undefined)
    return `${deal.name} has a next step on ${nextStepDate}: ${nextStep}.`;
  return null;
}

function fits(rule: NextStep, { signal }: RevenueInput, deal: Deal): boolean {
  const { meeting } = saidBy(signal);
  return (
    rule.signal === signal.type &&
    (rule.stage === undefined || rule.stage === deal.stage) &&
    (rule.outcome === undefined || rule.outcome === meeting?.outcome) &&
    (rule.engaged === undefined || rule.engaged === deal.engaged) &&
    (rule.fromMinor === undefined || (deal.amount?.amountMinor ?? 0) >= rule.fromMinor) &&
    (rule.inactiveFrom === undefined || (deal.daysInactive ?? 0) >= rule.inactiveFrom)
  );
}

/** Next step, its date and the last activity, as far as they differ; no other field is ever named. */
function changedFields(
  { signal }: RevenueInput,
  deal: Deal,
  nextStep: string,
  nextStepDate: string,
): JsonObject {
  const { reply, meeting } = saidBy(signal);
  const lastActivityAt = reply?.receivedAt ?? (meeting?.outcome === 'held' ? meeting.heldAt : undefined);
  return {
    ...(deal.nextStep === nextStep ? {} : { nextStep }),
    ...(deal.nextStepDate === nextStepDate ? {} : { nextStepDate }),
    ...(lastActivityAt === undefined ? {} : { lastActivityAt }),
  };
}

function dueDate(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? text : undefined;
}

function rationaleOf(deal: Deal, step: string, followUp: readonly string[]): string {
  const { stage, amount, daysInactive, engaged } = deal;
  const facts = [
    `stage ${stage ?? 'unknown'}`,
    amount ? `${(amount.amountMinor / 100).toFixed(2)} ${amount.currency}` : 'amount unknown',
    daysInactive === undefined ? 'last activity unknown' : `${daysInactive} days without activity`,
    engaged ? 'in contact' : 'no recent contact',
  ];
  return [`${deal.name} (${facts.join(', ')}). Next: ${step}.`, ...followUp].join(' ');
}

function followUpSentence(written: boolean, asks: boolean, people: People): readonly string[] {
  if (written) return ['A follow-up is prepared for approval.'];
  if (!asks) return [];
  const lacking = lackingFor(people).map(({ text }) => text);
  const why = lacking.length > 0 ? lacking.join(' and ') : 'the facts it would need are not recorded';
  return [`No follow-up is written, because ${why}; a person is asked.`];
}

function quietPlan(rationale: string): Plan {
  return {
    outcome: 'nothing-to-do',
    confidence: 1,
    rationale,
    actions: [],
    missingInputs: [],
    findings: [],
    memo: {},
  };
}

function askAboutUnknown({ signal, context, tables }: RevenueInput): Plan {
  const id = opportunityIdOf(signal) ?? signal.subject;
  const rationale = `A ${signal.type} came for the opportunity "${id}", which the CRM does not show. A person is asked.`;
  const title = `Find out which opportunity "${id}" is`;
  const args = { title, assignee: tables.fallbackAssignee, description: rationale };
  return {
    outcome: 'ask-person',
    confidence: 1,
    rationale,
    actions: [
      {
        kind: 'task.create',
        arguments: args,
        summary: `Ask ${tables.fallbackAssignee}: ${title}`,
        rationale,
        confidence: 1,
      },
    ],
    missingInputs: context.missing,
    findings: [],
    memo: {},
  };
}
