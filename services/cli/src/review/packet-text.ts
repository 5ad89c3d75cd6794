import { facts, short, table } from '../shell/table.ts';
import type { Packet } from './answers.ts';

const WIDTH = 60;

/** The packet as a reviewer reads it: what happened, what would be done, on which facts, and why they are asked. */
export function packetText(packet: Packet): string {
  const { action, trigger } = packet;
  const shown = (value: unknown): string =>
    short(typeof value === 'string' ? value : JSON.stringify(value), WIDTH);
  const rows = packet.facts.map((fact) => [
    fact.system,
    fact.record,
    fact.field,
    shown(fact.value),
    `${fact.ageSeconds} s old`,
  ]);
  return [
    facts([
      ['review', `${packet.reviewId} (${packet.state})`],
      ['digest', packet.digest],
      ['case', `${packet.caseId} of ${packet.worker}`],
      ['because of', `${trigger.signalType} about ${trigger.subject} at ${trigger.occurredAt}`],
      ['action', action.summary],
      ['rationale', action.rationale],
      ['confidence', String(packet.confidence)],
      ['asked', `${packet.reviewers.join(', ')} until ${packet.dueAt}`],
      ['why a person', plain(packet.why)],
    ]),
    '',
    'Exactly what would be done:',
    JSON.stringify(action.arguments, null, 2),
    ...edited(packet.edit),
    '',
    table(['SYSTEM', 'RECORD', 'FIELD', 'VALUE', 'AGE'], rows, 'no facts were read'),
    ...listed('Missing', packet.missing),
    ...listed('Changed since', packet.changedSince),
  ].join('\n');
}

/** An edit, changed argument by changed argument. */
function edited(edit: Packet['edit']): string[] {
  if (!edit) return [];
  const names = [...new Set([...Object.keys(edit.before), ...Object.keys(edit.after)])];
  const shown = (value: unknown): string => (value === undefined ? 'not there' : JSON.stringify(value));
  return [
    '',
    `Edited by ${edit.by}:`,
    ...names
      .filter((name) => shown(edit.before[name]) !== shown(edit.after[name]))
      .flatMap((name) => [
        `  - ${name}: ${shown(edit.before[name])}`,
        `  + ${name}: ${shown(edit.after[name])}`,
      ]),
  ];
}

function listed(title: string, entries: readonly unknown[]): string[] {
  return entries.length === 0 ? [] : ['', `${title}:`, ...entries.map((entry) => `  ${plain(entry)}`)];
}

/** A reason or change in words where it has some. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join('; ');
  if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
    return value.text;
  return JSON.stringify(value);
}
