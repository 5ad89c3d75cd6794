import type { CompletedCommand } from './vocabulary.ts';

/** For fish; to be sourced, or saved as completions/dws.fish. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const firsts = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))];
  return [
    '# Completion of dws for fish; written by `dws completion fish`.',
    ...firsts.map((one) => {
      const alone = commands.find(({ name }) => name === one);
      const does =
        alone?.does ??
        commands
          .filter(({ name }) => name.startsWith(`${one} `))
          .map(({ name }) => name)
          .join(', ');
      return `complete -c dws -n __fish_use_subcommand -f -a ${one} -d ${quoted(does)}`;
    }),
    ...commands.flatMap(({ name, does, options }) => {
      const [one = '', two] = name.split(' ');
      const there =
        two === undefined
          ? `__fish_seen_subcommand_from ${one}`
          : `__fish_seen_subcommand_from ${one}; and __fish_seen_subcommand_from ${two}`;
      const second =
        two === undefined
          ? []
          : [
              `complete -c dws -n '__fish_seen_subcommand_from ${one}; and test (count (commandline -opc)) -eq 2' -f -a ${two} -d ${quoted(does)}`,
            ];
      return [
        ...second,
        ...options.map(
          ({ name: option, does: what, takesValue, choices }) =>
            `complete -c dws -n '${there}' -l ${option.slice(2)}${takesValue ? ' -r' : ''}${choices.length > 0 ? ` -f -a ${quoted(choices.join(' '))}` : ''} -d ${quoted(what)}`,
        ),
      ];
    }),
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
