import type { Reason, StoreEvent } from '@dws/contracts';
import { sayPercent } from './number.ts';
import { sayDuration } from './time.ts';
import { count, list, sayCode, sentence } from './words.ts';

/** How much a reader must notice an event. */
export type Tone = 'plain' | 'good' | 'person' | 'stop' | 'bad';

export interface SaidEvent {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * One event of a case in plain words. `summary` names the action of a proposal that other events only refer to.
 * An event type that this console does not know yet is said by its name: the raw event is one click away.
 */
export function sayEvent(event: StoreEvent, summary: (proposalId: string) => string): SaidEvent {
  // Summaries are sentences; here they stand inside others.
  const summaryOf = (proposalId: string): string => summary(proposalId).replace(/\.$/, '');
  switch (event.type) {
    case 'signal-accepted': {
      const { signalType, source, worker, parentWorker } = event.data;
      const from = parentWorker === undefined ? source : `${parentWorker}, by an escalation`;
      return plain(`${worker} took up ${sayCode(signalType)} from ${from}.`);
    }
    case 'context-assembled': {
      const { records, missing } = event.data;
      const kinds = Map.groupBy(records, ({ name, system }) => `${name} (${system}`);
      const read = [...kinds].map(([kind, { length }]) =>
        length === 1 ? `${kind})` : `${kind}, ${length} records)`,
      );
      const lacking = missing.map(({ name, reason }) => `${name} (${sayCode(reason)})`);
      const said = read.length === 0 ? 'No record was read' : `Read ${list(read)}`;
      return plain(`${said}${lacking.length === 0 ? '' : `; missing ${list(lacking)}`}.`);
    }
    case 'planned': {
      const { outcome, proposals, confidence, rationale } = event.data;
      const result =
        outcome === 'act' ? `Planned ${count(proposals, 'action')}` : `Planned: ${sayCode(outcome)}`;
      return plain(`${result}, confidence ${sayPercent(confidence)}. ${sentence(rationale)}`);
    }
    case 'action-proposal': {
      const { summary, origin, editedBy } = event.data;
      return origin === 'edit'
        ? {
            text: `Proposed again as ${editedBy ?? 'a person'} edited it: ${sentence(summary)}`,
            tone: 'person',
          }
        : plain(`Proposed: ${sentence(summary)}`);
    }
    case 'gate-decided':
      return sayGate(event.data, summaryOf(event.data.proposalId));
    case 'review-requested':
      return {
        text: `${list(event.data.reviewers)} asked to decide: ${sentence(event.data.why)}`,
        tone: 'person',
      };
    case 'review-decided': {
      const { reviewer, verdict, comment, reasonCode, proposalId } = event.data;
      const did = VERDICTS[verdict] ?? sayCode(verdict);
      const why = [reasonCode === '' ? '' : sayCode(reasonCode), comment]
        .filter((part) => part !== '')
        .join(': ');
      const text = `${reviewer} ${did}: ${summaryOf(proposalId)}${why === '' ? '' : ` (${why})`}.`;
      return { text, tone: verdict === 'reject' ? 'stop' : 'person' };
    }
    case 'waiting':
      return plain(`Waits, ${sayCode(event.data.reason)}: ${sentence(event.data.detail)}`);
    case 'frozen':
      return { text: `Held by ${article(event.data.kind)} order.`, tone: 'stop' };
    case 'released':
      return plain('Released: the order that held it no longer stands.');
    case 'superseded': {
      const { proposalIds, reason, byCase } = event.data;
      const what = proposalIds.length === 0 ? 'The plan' : list(proposalIds.map(summaryOf));
      return {
        text: `Dropped, ${sayCode(reason)}${byCase === '' ? '' : ' by a newer case'}: ${what}.`,
        tone: 'stop',
      };
    }
    case 'expired':
      return {
        text: `Ran out, ${sayCode(event.data.reason)}: ${summaryOf(event.data.proposalId)}.`,
        tone: 'stop',
      };
    case 'claimed':
      return plain(`${event.data.claimant} claimed: ${summaryOf(event.data.proposalId)}.`);
    case 'action-executed': {
      const { proposalId, durationMs } = event.data;
      return { text: `Done in ${sayDuration(durationMs)}: ${summaryOf(proposalId)}.`, tone: 'good' };
    }
    case 'action-failed':
      return { text: `Failed: ${summaryOf(event.data.proposalId)} (${event.data.message}).`, tone: 'bad' };
    case 'action-in-doubt':
      return { text: `In doubt: ${summaryOf(event.data.proposalId)} (${event.data.detail}).`, tone: 'bad' };
    case 'doubt-settled': {
      const { person, verdict, note, proposalId } = event.data;
      const found = verdict === 'executed' ? 'was executed' : 'was not executed';
      const why = note === '' ? '' : ` (${note})`;
      return { text: `${person} found that it ${found}: ${summaryOf(proposalId)}${why}.`, tone: 'person' };
    }
    case 'reversal-claimed': {
      const { claimant, proposalId, reason } = event.data;
      return { text: `${claimant} undoes it, because ${reason}: ${summaryOf(proposalId)}.`, tone: 'stop' };
    }
    case 'reversal-failed':
      return {
        text: `Could not be undone, so it stands: ${summaryOf(event.data.proposalId)} (${event.data.message}).`,
        tone: 'bad',
      };
    case 'reversal-in-doubt':
      return {
        text: `In doubt whether it was undone: ${summaryOf(event.data.proposalId)} (${event.data.detail}).`,
        tone: 'bad',
      };
    case 'action-reversed':
      return { text: `Undone by ${event.data.by}: ${summaryOf(event.data.proposalId)}.`, tone: 'stop' };
    case 'closed':
      return plain(`Closed, ${sayCode(event.data.outcome)}. ${sentence(event.data.summary)}`);
    case 'feedback':
      return {
        text: `${event.data.by} gave feedback, ${sayCode(event.data.kind)}${event.data.reopens ? ', which reopens the case' : ''}${saidIn(event.data.detail)}.`,
        tone: 'person',
      };
    default:
      return plain(`${sayCode(event.type)}.`);
  }
}

/** The comment of a feedback, where it has one. */
function saidIn(detail: Readonly<Record<string, unknown>>): string {
  const { comment } = detail;
  return typeof comment === 'string' && comment !== '' ? `: ${comment}` : '';
}

const VERDICTS: Readonly<Record<string, string>> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
};

function plain(text: string): SaidEvent {
  return { text, tone: 'plain' };
}

function article(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${sayCode(word)}`;
}

function sayGate(
  {
    decision,
    mode,
    reasons,
  }: { readonly decision: string; readonly mode: string; readonly reasons: readonly Reason[] },
  action: string,
): SaidEvent {
  // The last step is the one that decided; the ones before it passed.
  const why = sentence(reasons.at(-1)?.text ?? '');
  const because = why === '' ? '' : ` ${why}`;
  const shadow = mode === 'shadow' ? ' Shadow: recorded, never performed.' : '';
  if (decision === 'allow') return plain(`Allowed: ${action}.${because}${shadow}`);
  if (decision === 'review')
    return { text: `A person must decide: ${action}.${because}${shadow}`, tone: 'person' };
  return { text: `Denied: ${action}.${because}${shadow}`, tone: 'stop' };
}
