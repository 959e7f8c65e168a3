import { Failure } from '../failure.ts';
import { SEVERITIES } from '../finding.ts';
import { FORMATS } from '../report/index.ts';
import { FLAGS } from './flags.ts';
import { TARGETS } from './values.ts';

type Flag = {
  name: string;
  describe: string;
  aliases: string[];
  takesValue: boolean;
  values: readonly string[];
};

/** Values that are known beforehand. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  format: FORMATS,
  'fail-on': SEVERITIES,
  concurrency: ['auto', 'off'],
  init: TARGETS,
  completion: ['bash', 'zsh', 'fish'],
};

const flags = (): Flag[] =>
  Object.entries(FLAGS).map(([name, flag]) => ({
    name,
    describe: flag.describe,
    aliases: 'alias' in flag ? [flag.alias] : [],
    takesValue: flag.type !== 'boolean',
    values: VALUES[name] ?? [],
  }));

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);
const spellings = ({ name, aliases }: Flag): string[] => [name, ...aliases].map(dashed);

function bash(): string {
  const all = flags();
  const cases = all
    .filter(({ takesValue }) => takesValue)
    .map(flag => {
      const reply = flag.values.length > 0 ? `compgen -W "${flag.values.join(' ')}"` : 'compgen -f';
      return `    ${spellings(flag).join('|')}) COMPREPLY=($(${reply} -- "$cur")); return ;;`;
    });
  return `_glanceshift() {
  local cur="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${cases.join('\n')}
  esac
  if [[ "$cur" == -* ]]; then
    COMPREPLY=($(compgen -W "${all.flatMap(spellings).join(' ')} --help --version" -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _glanceshift glanceshift
`;
}

const fish = (): string =>
  flags()
    .map(({ name, aliases, describe, takesValue, values }) => {
      const short = aliases.map(alias => (alias.length === 1 ? ` -s ${alias}` : ` -l ${alias}`)).join('');
      const value = values.length > 0 ? ` -x -a '${values.join(' ')}'` : takesValue ? ' -r' : '';
      return `complete -c glanceshift -l ${name}${short}${value} -d '${describe.replaceAll("'", "\\'")}'\n`;
    })
    .join('');

const SHELLS: Readonly<Record<string, () => string>> = {
  bash,
  zsh: () => `autoload -U +X compinit bashcompinit && compinit && bashcompinit\n${bash()}`,
  fish,
};

/** The script that makes a shell complete the flags. Throws a `Failure` for a shell that is not known. */
export function completionFor(shell: string): string {
  const make = SHELLS[shell];
  if (make === undefined) {
    throw new Failure(`--completion ${shell}: must be one of ${Object.keys(SHELLS).join(', ')}`);
  }
  return make();
}
