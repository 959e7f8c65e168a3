export const MORE = 'More:';
const REPORT = 'Report:';
const FIX = 'Fix:';
const FILES = 'Files:';
const GATE = 'Gate:';

/** Every flag once: the help text and the parser are made from this table. */
export const FLAGS = {
  fix: { group: FIX, type: 'boolean', describe: 'Write the safe fixes; report what is left' },
  diff: {
    group: FIX,
    type: 'boolean',
    alias: 'dry-run',
    describe: 'Print the patch --fix would make, write nothing',
  },
  unsafe: {
    group: FIX,
    type: 'boolean',
    describe: 'With --fix or --diff: also fixes a person should look at',
  },
  compat: {
    group: FIX,
    type: 'string',
    requiresArg: true,
    describe: 'With --fix or --diff: send calls that cannot be followed through a module written to FILE',
  },
  accept: {
    group: FIX,
    type: 'string',
    array: true,
    describe: 'Notes (comma-separated) the project lives with',
  },
  'allow-dirty': { group: FIX, type: 'boolean', describe: 'Fix files whose changes git could not give back' },
  format: {
    group: REPORT,
    alias: 'f',
    type: 'string',
    array: true,
    describe: 'Output format; repeatable, each with its own -o',
  },
  output: { group: REPORT, alias: 'o', type: 'string', array: true, describe: 'Write the report to FILE' },
  quiet: { group: REPORT, type: 'boolean', describe: 'Report errors only' },
  verbose: { group: REPORT, type: 'boolean', describe: 'Say more about each finding' },
  color: { group: REPORT, type: 'boolean', describe: 'Colours, or --no-color; default: on a terminal' },
  stats: { group: REPORT, type: 'boolean', describe: 'Tell on standard error what was counted' },
  config: { group: FILES, alias: 'c', type: 'string', describe: 'Configuration file, or --no-config' },
  rules: { group: FILES, type: 'string', array: true, describe: 'A further rule file; repeatable' },
  rule: {
    group: FILES,
    type: 'string',
    array: true,
    describe: 'ID or ID=on|off|error|warning|note; repeatable',
  },
  ignore: {
    group: FILES,
    type: 'string',
    array: true,
    describe: 'Pattern (as in .gitignore) not to look at; repeatable. --no-ignore: .gitignore does not count',
  },
  ext: { group: FILES, type: 'string', array: true, describe: 'Endings of further text files, e.g. md' },
  stdin: { group: FILES, type: 'boolean', describe: 'Read one file from standard input' },
  'stdin-filename': { group: FILES, type: 'string', requiresArg: true, describe: 'Name of that file' },
  staged: { group: FILES, type: 'boolean', describe: 'Only staged files, as they are staged' },
  since: {
    group: FILES,
    type: 'string',
    requiresArg: true,
    describe: 'Only files changed since the merge base with REF',
  },
  changed: { group: FILES, type: 'boolean', describe: 'Only files with uncommitted changes' },
  'fail-on': {
    group: GATE,
    type: 'string',
    requiresArg: true,
    describe: 'Lowest severity that fails: error (default), warning, note',
  },
  'max-warnings': {
    group: GATE,
    type: 'number',
    requiresArg: true,
    describe: 'Fail on more warnings than this',
  },
  strict: { group: GATE, type: 'boolean', describe: 'A file that does not parse makes the run fail' },
  'suppress-all': { group: GATE, type: 'boolean', describe: 'Record all findings as known' },
  'prune-suppressions': { group: GATE, type: 'boolean', describe: 'Drop records of findings that are gone' },
  'suppressions-location': {
    group: GATE,
    type: 'string',
    requiresArg: true,
    describe: 'File of the records [glanceshift-suppressions.jsonl]',
  },
  today: {
    group: GATE,
    type: 'string',
    requiresArg: true,
    describe: 'The date (YYYY-MM-DD) that counts',
  },
  'sunset-days': {
    group: GATE,
    type: 'number',
    requiresArg: true,
    describe: 'Warnings at most until N days before an endpoint is switched off',
  },
  explain: {
    group: MORE,
    type: 'string',
    requiresArg: true,
    describe: 'A rule, a blocker or a note in full',
  },
  init: {
    group: MORE,
    type: 'string',
    describe: 'Write a configuration; or what is named: config, pre-commit, github, gitlab',
  },
  completion: {
    group: MORE,
    type: 'string',
    requiresArg: true,
    describe: 'Print the completion for a shell: bash, zsh, fish',
  },
  concurrency: {
    group: MORE,
    type: 'string',
    requiresArg: true,
    describe: 'Threads that read: N, auto or off',
  },
  debug: {
    group: MORE,
    type: 'boolean',
    describe: 'Tell on standard error what happens, and where it failed',
  },
} as const;
