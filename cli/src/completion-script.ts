/**
 * Completion scripts for the shells, written out from the command tree: they call nothing, so that pressing Tab is instant
 * and works while no orchestrator runs.
 */
import type { Command } from 'commander';

export type Shell = 'bash' | 'zsh' | 'fish';

interface Level {
  /** 'nodes drain'; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly {
    readonly flags: readonly string[];
    readonly description: string;
    readonly takesValue: boolean;
    readonly choices: readonly string[];
  }[];
  /** Fixed values of the first argument. */
  readonly argumentChoices: readonly string[];
}

export function completionScript(program: Command, shell: Shell): string {
  const levels = levelsOf(program, []);
  if (shell === 'fish') return fishScript(levels);
  // zsh runs bash's completion functions by itself; one script, one behaviour.
  return shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${bashScript(levels)}` : bashScript(levels);
}

function levelsOf(command: Command, path: readonly string[]): readonly Level[] {
  const level: Level = {
    path: path.join(' '),
    commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
    options: command.options.map((option) => ({
      flags: [option.short, option.long].filter((flag) => flag !== undefined && flag !== null),
      description: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    })),
    argumentChoices: command.registeredArguments[0]?.argChoices ?? [],
  };
  return [level, ...command.commands.flatMap((child) => levelsOf(child, [...path, child.name()]))];
}

function bashScript(levels: readonly Level[]): string {
  const cases = levels.map(({ path, commands, options, argumentChoices }) => {
    const words = [
      ...commands.map(({ name }) => name),
      ...argumentChoices,
      ...options.flatMap(({ flags }) => flags),
      '--help',
    ];
    return `    '${path}') words='${words.join(' ')}' ;;`;
  });
  const values = levels.flatMap(({ path, options }) =>
    options.flatMap(({ flags, takesValue, choices }) =>
      takesValue ? flags.map((flag) => `    '${path} ${flag}') words='${choices.join(' ')}'; values=1 ;;`) : [],
    ),
  );
  const paths = levels.map(({ path }) => `'${path}'`).join(' ');
  return `# Completion of orchion, made by \`orchion completion\`.
_orchion() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path='' word words='' values='' i
  local paths=(${paths})
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    [[ "$word" == -- ]] && { COMPREPLY=($(compgen -f -- "$current")); return; }
    [[ "$word" == -* ]] && continue
    local next="\${path:+$path }$word" known
    for known in "\${paths[@]}"; do [[ "$known" == "$next" ]] && path="$next"; done
  done
  case "$path $before" in
${values.join('\n')}
  esac
  if [[ -n "$values" ]]; then
    if [[ -n "$words" ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
    return
  fi
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _orchion orchion
`;
}

function fishScript(levels: readonly Level[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const names = levels.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  const lines = levels.flatMap(({ path, commands, options, argumentChoices }) => {
    const when = `complete -c orchion -n ${quoted(`test (__orchion_path) = "${path}"`)}`;
    return [
      ...commands.map(({ name, description }) => `${when} -f -a ${quoted(name)} -d ${quoted(description)}`),
      ...argumentChoices.map((choice) => `${when} -f -a ${quoted(choice)}`),
      ...options.map(({ flags, description, takesValue, choices }) => {
        const forms = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
        const values = choices.length === 0 ? '' : ` -f -a ${quoted(choices.join(' '))}`;
        return `${when} ${forms.join(' ')}${takesValue ? ' -r' : ''}${values} -d ${quoted(description)}`;
      }),
    ];
  });
  return `# Completion of orchion, made by \`orchion completion\`.
function __orchion_path
  set -l path ''
  set -l known ${names.join(' ')}
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; and continue
    set -l next (string trim -- "$path $word")
    contains -- $next $known; and set path $next
  end
  echo $path
end
${lines.join('\n')}
`;
}
