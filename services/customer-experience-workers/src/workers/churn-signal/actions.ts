import type { JsonObject, JsonValue } from '@dws/kernel';
import { instantOf, millisecondsOf } from '@dws/kernel';
import { factOf, sayable, type PlannedAction } from '@dws/worker';
import { mainContact, type Account } from './account.ts';
import { byCurrency, overdueInvoices } from './invoices.ts';
import type { ChurnInput, HealthView } from './health-view.ts';
import { saidBy } from './signal.ts';
import type { Step } from './steps.ts';
import { checkInFor, interventionFor, summaryOf } from './wording.ts';

export interface ActionRequest {
  readonly input: ChurnInput;
  readonly account: Account;
  readonly view: HealthView;
  readonly rationale: string;
  readonly confidence: number;
  /** Set when the hand-over tells that the decline is over. */
  readonly recovered?: boolean;
}

/** The actions of a step, with exact arguments. A step that facts do not allow gives none. */
export function actionsFor(step: Step, request: ActionRequest): readonly PlannedAction[] {
  const { input, account, view, rationale, confidence } = request;
  const { tables, context, now } = input;
  const { id: accountId, name, csm } = account;
  const action = (kind: string, args: JsonObject, summary: string, more: Partial<PlannedAction> = {}) => [
    {
      kind,
      arguments: args,
      summary,
      rationale,
      confidence,
      customer: accountId,
      ...(account.tier === undefined ? {} : { customerTier: account.tier }),
      ...(account.yearlyValue ? { value: account.yearlyValue } : {}),
      ...more,
    },
  ];
  const summary = summaryOf(account, view);
  const assignee = csm ?? tables.fallbackAssignee;
  switch (step) {
    case 'crm.update-health-score': {
      const reason = view.reasons.map(({ text }) => text).join('; ') || 'nothing speaks against the account';
      const args = { accountId, healthScore: view.score, reason };
      return action(step, args, `Set the health score of ${name} to ${view.score}`, { expects: ['account'] });
    }
    case 'escalate:usage-drop-high-value': {
      const args = { path: 'usage-drop-high-value', context: handOver(request) };
      const news = request.recovered === true ? 'that usage has recovered' : 'the usage drop';
      return action('escalate', args, `Tell Revenue of ${news} at ${name}`);
    }
    case 'escalate:unpaid-invoice-churn-risk':
      return byCurrency(overdueInvoices(context, tables)).flatMap(({ ids, amountMinor, currency }) => {
        const carried = stated({ renewalDate: account.renewalDate, csm });
        const facts = { accountId, invoiceIds: ids, amountMinor, currency, health: view.level, ...carried };
        const args = { path: 'unpaid-invoice-churn-risk', context: facts };
        return action(
          'escalate',
          args,
          `Tell Finance of ${ids.length} unpaid invoices of ${name}, which may leave`,
        );
      });
    case 'chat.notify': {
      const text = `${summary} Suggested: ${interventionFor(view, tables)}.`;
      return action(step, { channel: tables.channel, text }, `Tell ${csm ?? tables.channel} about ${name}`);
    }
    case 'crm.add-note':
      return action(
        step,
        { accountId, title: `Health ${view.score}, ${view.level}`, text: summary },
        `Note on ${name} with what speaks for and against it`,
      );
    case 'draft.save': {
      const contact = mainContact(context);
      const letter = contact && checkInFor(account, contact, view, tables);
      if (!letter) return [];
      const args = { to: [contact.email], ...letter, accountId, owner: assignee };
      return action(
        step,
        args,
        `Save a check-in to ${contact.name} as a draft for ${assignee}; it is not sent`,
      );
    }
    case 'task.create': {
      const description = mainContact(context)
        ? summary
        : `${summary} No contact with a usable address is recorded: find out whom to speak to.`;
      const dueDate = instantOf(millisecondsOf(now) + tables.taskDueDays * 86_400_000).slice(0, 10);
      const title = interventionFor(view, tables);
      return action(
        step,
        { title, assignee, description, accountId, dueDate },
        `Task for ${assignee}: ${title}`,
      );
    }
  }
}

/** The facts that the path to Revenue names, as far as they are known. */
function handOver({ input, account, view, recovered }: ActionRequest): JsonObject {
  const { usage } = view;
  const said = saidBy(input.signal).usage;
  return {
    accountId: account.id,
    health: recovered === true ? 'recovered' : view.level,
    healthScore: view.score,
    signals: view.reasons.map(({ text }) => text),
    ...stated({
      dropPercent: usage?.dropPercent,
      baselineDailyAverage: usage?.baseline,
      currentDailyAverage: usage?.current,
      metric: said?.metric ?? sayable(factOf(input.context, 'usage', 'metric')),
      tier: account.tier,
      yearlyValueMinor: account.yearlyValue?.amountMinor,
      currency: account.yearlyValue?.currency,
      renewalDate: account.renewalDate,
      csm: account.csm,
      accountOwner: account.owner,
    }),
  };
}

function stated(facts: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const known: Record<string, JsonValue> = {};
  for (const [name, fact] of Object.entries(facts)) if (fact !== undefined) known[name] = fact;
  return known;
}
