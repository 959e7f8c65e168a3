import { Failure, suggestion } from '../failure.ts';
import { BLOCKER_CODES, type BlockerCode, blockerWords, isIgnorable } from '../messages.ts';
import { inGeneral } from '../report/wording.ts';
import type { Field, Parameter, Rule } from '../rule.ts';
import { completeRules, loadRules } from '../rule-files.ts';
import { EXAMPLES, type Example } from './explain-examples.ts';

/** A rule, a blocker or a note in full, as text for a terminal. Throws a `Failure` where the code is not known. */
export async function explain(code: string, files: readonly string[] = [], cwd = '.'): Promise<string> {
  const rules = await completeRules(await loadRules(files, cwd));
  const rule = rules.find(({ id }) => id === code);
  if (rule !== undefined) return explainRule(rule);
  if (isBlocker(code)) return explainBlocker(code, rules[0]?.deprecated.path ?? '/');
  const owner = rules.find(({ notes }) => code in notes);
  if (owner !== undefined) return explainNote(code, owner);
  const known = [
    ...rules.map(({ id }) => id),
    ...BLOCKER_CODES,
    ...rules.flatMap(({ notes }) => Object.keys(notes)),
  ];
  throw new Failure(
    `--explain ${code}: there is no such rule, blocker or note${suggestion(code, known) || `; known are ${known.join(', ')}`}`,
  );
}

const isBlocker = (code: string): code is BlockerCode => BLOCKER_CODES.some(known => known === code);

const lines = (rows: readonly (string | undefined)[]): string =>
  `${rows.filter(row => row !== undefined).join('\n')}\n`;

const indent = (text: string): string => text.replace(/^/gm, '    ');

function explainRule(rule: Rule): string {
  const { deprecated, replacement, query, response, notes } = rule;
  const parameters = Object.entries(query.parameters).map(
    ([name, row]) => `  ${name}: ${tellParameter(row)}`,
  );
  const patterns = query.patterns.map(({ prefix }) => `  ${prefix}NAME: becomes NAME`);
  const added = Object.entries(query.add).map(([name, { value }]) => `  ${name}=${value}: is added`);
  const fields = Object.entries(response.fields).map(([name, row]) => `  ${name}: ${tellField(row)}`);
  return lines([
    `${rule.id}: ${rule.title}`,
    '',
    `${deprecated.method} ${deprecated.path} becomes ${deprecated.method} ${replacement.path}`,
    `Versions: ${deprecated.versions.join(', ')}. Documentation: ${rule.docs}`,
    tellDates(rule),
    '',
    'Example:',
    indent(`fetch('${deprecated.path}')\nfetch('${replacement.path}${tellQuery(rule)}')`),
    '',
    'Query:',
    ...parameters,
    ...patterns,
    ...added,
    '  any other: is removed',
    '',
    `Fields of ${response.list}[]:`,
    ...fields,
    '',
    'Notes (--explain NOTE tells more):',
    ...Object.entries(notes).map(([name, { what }]) => `  ${name}: ${inGeneral(what)}`),
  ]);
}

function tellDates({ deprecated: { since, sunset } }: Rule): string | undefined {
  const told = [since && `deprecated since ${since}`, sunset && `switched off on ${sunset}`].filter(Boolean);
  return told.length === 0 ? undefined : `Dates: ${told.join(', ')}`;
}

const tellQuery = ({ query }: Rule): string => {
  const pairs = Object.entries(query.add).map(([name, { value }]) => `${name}=${value}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

function tellParameter({ action, to, value }: Parameter): string {
  const prefix = value?.prefix === undefined ? '' : `, its value begins with ${value.prefix}`;
  return { same: 'stays', rename: `becomes ${to}`, remove: 'is removed' }[action] + prefix;
}

/** What becomes of a field, by what the rule does to it. */
const FIELD_WORDS: { [A in Field['action']]: (field: Extract<Field, { action: A }>) => string } = {
  same: () => 'stays',
  equals: ({ to, value }) => `becomes ${to} === '${value}'`,
  constant: ({ value }) => `is always ${value}`,
  timestamp: () => 'stays, in another spelling',
  flatten: () => 'its members become fields of their own',
};

const tellField = (field: Field): string => (FIELD_WORDS[field.action] as (row: Field) => string)(field);

/** Puts the path of a rule and its parts into an example. */
function fillExample(example: Example | undefined, path: string): Example | undefined {
  if (example === undefined) return undefined;
  const parts = path.split('/').slice(1);
  const fill = (text: string) =>
    text
      .replaceAll('{path}', path)
      .replaceAll('{version}', parts[0] ?? '')
      .replaceAll('{middle}', parts.slice(1, -1).join('/'))
      .replaceAll('{last}', parts.at(-1) ?? '');
  const args = Object.entries(example.args).map(([name, text]) => [name, fill(text)]);
  return { code: fill(example.code), args: Object.fromEntries(args) };
}

function explainBlocker(code: BlockerCode, path: string): string {
  const example = fillExample(EXAMPLES[code], path);
  const { what, why, todo } = blockerWords(code, example?.args ?? {});
  const effect = isIgnorable(code)
    ? 'The fix is unsafe: it is made with --unsafe, and a person should look at it.'
    : 'No fix is made.';
  return lines([
    `${code}: a reason that holds a rewrite back`,
    '',
    `What: ${what}`,
    `Why:  ${why}`,
    `Do:   ${todo}`,
    '',
    effect,
    ...(example === undefined ? [] : ['', 'Example:', indent(example.code)]),
  ]);
}

function explainNote(code: string, rule: Rule): string {
  const note = rule.notes[code];
  const consent = note?.consent
    ? `A fix that it applies to is unsafe until the project accepts it: --accept ${code}, or "accept" in the configuration.`
    : `It does not make a fix unsafe. --accept ${code}, or "accept" in the configuration, says that the project has decided.`;
  return lines([
    `${code}: a difference that stays after the rewrite (rule ${rule.id})`,
    '',
    `What: ${inGeneral(note?.what ?? '')}`,
    `Do:   ${inGeneral(note?.todo ?? '')}`,
    '',
    consent,
    '',
    'Example:',
    indent(tellTriggers(code, rule).join('\n')),
  ]);
}

/** Where a note applies, as the rule says. */
function tellTriggers(code: string, { query, response, notes }: Rule): string[] {
  const hasNote = (row: object): boolean => 'note' in row && row.note === code;
  const rows = [
    ...Object.entries(query.parameters).map(
      ([name, row]) => [hasNote(row), `a call that sends ${name}`] as const,
    ),
    ...Object.entries(query.add).map(
      ([name, row]) => [hasNote(row), `a call that does not send ${name}`] as const,
    ),
    [hasNote(query.others), 'a call that sends a parameter v1.1 does not know'] as const,
    ...Object.entries(response.fields).map(
      ([name, row]) => [hasNote(row), `a read of image.${name}`] as const,
    ),
    [notes[code]?.always === true, 'every call'] as const,
  ];
  return rows.filter(([applies]) => applies).map(([, text]) => text);
}
