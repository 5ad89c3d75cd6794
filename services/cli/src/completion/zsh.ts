import type { CompletedCommand, CompletedOption } from './vocabulary.ts';

/** For zsh; to be sourced after compinit, or saved as `_dws` in a folder of fpath. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return [
    '#compdef dws',
    '# Completion of dws for zsh; written by `dws completion zsh`.',
    '_dws() {',
    '  local -a names',
    '  if (( CURRENT == 2 )); then',
    `    names=(${[...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))].join(' ')})`,
    "    _describe 'command' names; return",
    '  fi',
    '  case "$words[2] $words[3]" in',
    ...commands
      .filter(({ name }) => name.includes(' '))
      .map(
        ({ name, options }) =>
          `    "${name}") (( CURRENT > 3 )) && { _arguments ${argumentsOf(options)}; return } ;;`,
      ),
    '  esac',
    '  case $words[2] in',
    ...firsts(commands).map(([one, seconds, options]) => `    ${one}) ${offered(seconds, options)} ;;`),
    '  esac',
    '}',
    'if [ "$funcstack[1]" = _dws ]; then _dws "$@"; else compdef _dws dws; fi',
  ].join('\n');
}

/** A command may stand alone and have others below it too, as `groups` and `groups reset`. */
function offered(seconds: readonly string[], options: readonly CompletedOption[] | undefined): string {
  const words = seconds.map((word) => quoted(word)).join(' ');
  return [
    ...(seconds.length > 0 ? [`names=(${words}); _describe 'command' names`] : []),
    ...(options ? [`_arguments ${argumentsOf(options)}`] : []),
  ].join('; ');
}

function argumentsOf(options: readonly CompletedOption[]): string {
  const shown = options.map(({ name, does, takesValue, choices }) => {
    const what = does.replaceAll(/[[\]:']/g, ' ');
    const values = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_files' : '';
    return quoted(`${name}[${what}]${values}`);
  });
  return [...shown, quoted('*:file:_files')].join(' ');
}

function firsts(
  commands: readonly CompletedCommand[],
): readonly (readonly [string, readonly string[], readonly CompletedOption[] | undefined])[] {
  const names = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name))];
  return names.map((one) => {
    const own = commands.filter(({ name }) => name === one || name.startsWith(`${one} `));
    const seconds = own
      .filter(({ name }) => name !== one)
      .map(({ name, does }) => `${name.slice(one.length + 1)}:${does.replaceAll(/[:']/g, ' ')}`);
    return [one, seconds, own.find(({ name }) => name === one)?.options];
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", ' ')}'`;
}
