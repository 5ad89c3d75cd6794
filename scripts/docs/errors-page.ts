interface ErrorRow {
  readonly retriable: boolean;
  readonly meaning: string;
  readonly remedy: string;
}

const HEAD = `# Errors

<!-- Written by \`npm run docs\` from libs/kernel/src/errors.ts; a spec holds both together. -->

Every error that the platform raises on purpose carries one of these codes: in logs, in problem+json, in the
dead-letter topics and in the CLI's \`--json\`. "Tried again" says whether the platform does so by itself, or a
caller may.
`;

/** The whole of docs/errors.md: one table row for each code, in the order of the code. */
export function errorsPage(errors: Readonly<Record<string, ErrorRow>>): string {
  const rows = Object.entries(errors).map(([code, { retriable, meaning, remedy }]) =>
    ['', ` \`${code}\` `, ` ${meaning} `, ` ${retriable ? 'yes' : 'no'} `, ` ${remedy} `, ''].join('|'),
  );
  return `${HEAD}\n| Code | Meaning | Tried again | What to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
