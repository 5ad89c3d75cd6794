import { fillTemplate, firstSayable } from '@dws/worker';
import { formatMoney } from '../../policy/high-value.ts';
import type { Account, Contact } from './account.ts';
import type { HealthView } from './health-view.ts';
import type { ChurnTables } from './tables.ts';

/** The account's state in one paragraph: for the alert, the note and the rationale. */
export function summaryOf(account: Account, { score, level, reasons, usage }: HealthView): string {
  const against = reasons.map(({ text }) => text).join('; ');
  return [
    `${account.name} (${account.id}${account.tier === undefined ? '' : `, ${account.tier}`}): health ${score} of 100, ${level}.`,
    against === '' ? 'Nothing speaks against it.' : `Against it: ${against}.`,
    ...(usage ? [`Daily usage averages ${usage.current} now, ${usage.baseline} before.`] : []),
    ...(account.yearlyValue ? [`Yearly value ${formatMoney(account.yearlyValue)}.`] : []),
    ...(account.renewalDate === undefined ? [] : [`Renews on ${account.renewalDate}.`]),
    account.csm === undefined
      ? 'No customer success manager is recorded.'
      : `Customer success manager: ${account.csm}.`,
  ].join(' ');
}

/** What would help most, by the heaviest reason. */
export function interventionFor({ reasons }: HealthView, tables: ChurnTables): string {
  const [main] = reasons;
  return (main && tables.interventions[main.fact]) ?? 'Ask the customer how things are going';
}

/** A check-in to the contact in words that the facts can fill; undefined where none can. */
export function checkInFor(account: Account, contact: Contact, { reasons }: HealthView, tables: ChurnTables) {
  const facts = {
    contactName: contact.name,
    accountName: account.name,
    renewalDate: account.renewalDate,
    csm: account.csm,
  };
  const letters = [...(tables.checkIn[reasons[0]?.fact ?? ''] ?? []), ...(tables.checkIn['otherwise'] ?? [])];
  const letter = firstSayable(letters, facts);
  return letter && { subject: fillTemplate(letter.subject, facts), body: fillTemplate(letter.body, facts) };
}
