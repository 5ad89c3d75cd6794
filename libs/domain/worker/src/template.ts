import type { JsonValue } from '@dws/kernel';

/** What a text may say: names of facts with what they are. A fact that is not known is left out or undefined. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

/** A wording and the subject line that goes with it; `{name}` stands for a fact. */
export interface LetterTemplate {
  readonly subject: string;
  readonly body: string;
}

const PLACEHOLDER = /\{(\w+)\}/g;

/** Names of the facts that a wording needs. */
export function factsNeeded(template: string): readonly string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name as string))];
}

/**
 * The wording with its facts. What a fact says is never read as a wording itself.
 * @throws Error when a fact is missing: choose the wording with {@link firstSayable}, nothing is made up
 */
export function fillTemplate(template: string, facts: Facts): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`the wording needs the fact "${name}", which is not known`);
    return String(fact);
  });
}

/** The first of several letters, richest first, whose every fact is known. */
export function firstSayable<T extends LetterTemplate>(letters: readonly T[], facts: Facts): T | undefined {
  return letters.find(({ subject, body }) =>
    factsNeeded(subject + body).every((name) => facts[name] !== undefined),
  );
}

/** A fact as a text may say it; undefined where it is missing or empty. */
export function sayable(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
