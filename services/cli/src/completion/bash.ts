import type { CompletedCommand } from './vocabulary.ts';

/** For bash 3.2 and later, needing nothing else; to be sourced. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  return [
    '# Completion of dws for bash; written by `dws completion bash`.',
    '_dws() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words="" name="" one two',
    '  # In "npx dws" the command begins one word later.',
    '  local first=1; [ "${COMP_WORDS[0]##*/}" = npx ] && first=2',
    '  one=${COMP_WORDS[first]} two=${COMP_WORDS[first+1]}',
    '  COMPREPLY=()',
    '  if [ "$COMP_CWORD" -eq "$first" ]; then',
    `    words="${[...new Set(commands.map(({ name }) => name.split(' ')[0]))].join(' ')} --help"`,
    '  else',
    '    if [ "$COMP_CWORD" -eq $((first + 1)) ]; then case $one in',
    ...seconds(commands).map(([one, rest]) => `      ${one}) words="${rest.join(' ')}" ;;`),
    '    esac; fi',
    '    case "$one $two" in',
    ...commands
      .filter(({ name }) => name.includes(' '))
      .map(({ name }) => `      "${name}") name="${name}" ;;`),
    '    esac',
    '    [ -n "$name" ] || case $one in',
    ...commands.filter(({ name }) => !name.includes(' ')).map(({ name }) => `      ${name}) name=${name} ;;`),
    '    esac',
    '    case "$name $prev" in',
    ...commands.flatMap(({ name, options }) =>
      options
        .filter(({ choices }) => choices.length > 0)
        .map(
          ({ name: option, choices }) => `      "${name} ${option}") words="${choices.join(' ')}" name="" ;;`,
        ),
    ),
    '    esac',
    '    case $name in',
    ...commands.map(
      ({ name, options }) =>
        `      "${name}") words="$words ${options.map((option) => option.name).join(' ')}" ;;`,
    ),
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '}',
    'complete -o default -F _dws dws',
  ].join('\n');
}

/** Second words by the first. */
function seconds(commands: readonly CompletedCommand[]): readonly (readonly [string, readonly string[]])[] {
  const found = new Map<string, string[]>();
  for (const { name } of commands) {
    const [one = '', ...rest] = name.split(' ');
    if (rest.length > 0) found.set(one, [...(found.get(one) ?? []), rest.join(' ')]);
  }
  return [...found];
}
