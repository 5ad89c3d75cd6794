interface PageOption {
  readonly shown: string;
  readonly does: string;
}

/** A command as the page shows it. */
export interface PageCommand {
  readonly name: string;
  readonly does: string;
  readonly details?: string | undefined;
  readonly operands: readonly PageOption[];
  readonly options: readonly PageOption[];
  readonly example: string;
}

export interface PageExit {
  readonly code: number;
  readonly meaning: string;
}

const HEAD = `# The command line

<!-- Written by \`npm run docs\` from the table of commands in services/cli; a spec holds both together. -->

\`npx dws COMMAND\`. Every command takes \`--json\`: then standard output is one JSON document, and an error is one on
standard error, with its code of docs/errors.md. What happens meanwhile, and what to do next, goes to standard error.
Progress bars are drawn on a terminal only.

Commands that act on a running platform find it at \`DWS_URL\` (default http://127.0.0.1:4000/api/v1) and
\`DWS_GATEWAY_URL\` (default http://127.0.0.1:4100), and say who is asking by \`--as\` or \`DWS_PERSON\`: a person of the
control plane's people file. Searching, exporting and verifying trails, and following a file with \`ingest --wait\`,
take an auditor or an operator.
`;

/** The whole of docs/cli.md. */
export function cliPage(commands: readonly PageCommand[], exits: readonly PageExit[]): string {
  const exitRows = exits.map(({ code, meaning }) => `| ${code} | ${meaning} |`).join('\n');
  return [
    HEAD,
    `## Exit codes\n\n| Code | Meaning |\n| --- | --- |\n${exitRows}\n`,
    '## Commands\n',
    ...commands.map(section),
  ].join('\n');
}

function section({ name, does, details, operands, options, example }: PageCommand): string {
  const rows = [...operands, ...options].map(
    ({ shown, does: meaning }) =>
      `| \`${shown.replaceAll('|', '\\|')}\` | ${meaning.replaceAll('|', '\\|')} |`,
  );
  const words = ['dws', name, ...operands.map(({ shown }) => shown)].join(' ');
  return [
    `### dws ${name}\n`,
    `${does.charAt(0).toUpperCase()}${does.slice(1)}.${details === undefined ? '' : ` ${details.replaceAll('\n', ' ')}`}\n`,
    `\`${words}\`\n`,
    `| Argument | Meaning |\n| --- | --- |\n${rows.join('\n')}\n`,
    `\`\`\`sh\nnpx dws ${`${name} ${example}`.trim()}\n\`\`\`\n`,
  ].join('\n');
}

/** Exit codes with their meanings, in the order of the codes. */
export function pageExits<Name extends string>(
  codes: Readonly<Record<Name, number>>,
  meanings: Readonly<Record<Name, string>>,
): readonly PageExit[] {
  const names = Object.keys(codes) as Name[];
  return names
    .map((name) => ({ code: codes[name], meaning: meanings[name] }))
    .toSorted((a, b) => a.code - b.code);
}
