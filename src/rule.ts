import * as v from 'valibot';

/** Text of an API difference, shown with every finding that it applies to. */
const note = v.strictObject({
  what: v.pipe(v.string(), v.description('The difference in one sentence.')),
  todo: v.pipe(v.string(), v.description('What the reader may do about it.')),
  consent: v.pipe(
    v.boolean(),
    v.description('Whether a fix stays unsafe until the project accepts the note (--accept).'),
  ),
  always: v.optional(v.boolean(), false),
});

/** How the value of a parameter changes. */
const value = v.strictObject({
  prefix: v.optional(v.pipe(v.string(), v.description('Put before every value.'))),
  escape: v.optional(
    v.pipe(
      v.strictObject({ contains: v.string(), prefix: v.string() }),
      v.description('Put before a literal value that contains the given text.'),
    ),
  ),
  map: v.optional(
    v.pipe(v.record(v.string(), v.string()), v.description('Spelling of v1 to the spelling of v2.')),
  ),
});

const parameter = v.strictObject({
  action: v.picklist(['same', 'rename', 'remove']),
  to: v.optional(v.string()),
  value: v.optional(value),
  note: v.optional(v.string()),
  unless: v.optional(
    v.pipe(
      v.strictObject({ parameter: v.string(), notIn: v.array(v.string()) }),
      v.description('The note does not apply where this parameter has a literal value outside the list.'),
    ),
  ),
});

const pattern = v.strictObject({
  prefix: v.pipe(v.string(), v.minLength(1)),
  action: v.literal('strip'),
  reserved: v.array(v.string()),
  reservedSuffixes: v.array(v.string()),
});

const field = v.variant('action', [
  v.strictObject({ action: v.literal('same'), note: v.optional(v.string()) }),
  v.strictObject({
    action: v.literal('equals'),
    to: v.string(),
    value: v.string(),
    type: v.pipe(v.string(), v.description('The TypeScript type of the new field.')),
  }),
  v.strictObject({
    action: v.literal('constant'),
    value: v.union([v.boolean(), v.null()]),
  }),
  v.strictObject({
    action: v.literal('timestamp'),
    pattern: v.string(),
    replacement: v.string(),
    note: v.string(),
  }),
  v.strictObject({
    action: v.literal('flatten'),
    reserved: v.array(v.string()),
    note: v.optional(v.string()),
  }),
]);

const date = (description: string) =>
  v.optional(v.pipe(v.string(), v.isoDate('a date like 2027-01-31'), v.description(description)));

const path = v.pipe(v.string(), v.regex(/^(\/[\w.-]+)+$/, 'a path like /v1.1/images/detail'));

export const ruleSchema = v.strictObject({
  $schema: v.optional(v.string()),
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'lower-case words joined by dashes')),
  title: v.string(),
  docs: v.pipe(v.string(), v.url()),
  deprecated: v.strictObject({
    method: v.picklist(['GET']),
    path: v.pipe(path, v.description('The spelling that is named in reports.')),
    versions: v.pipe(
      v.array(v.string()),
      v.minLength(1),
      v.description('First segments that mean the same endpoint.'),
    ),
    since: date('When it was deprecated.'),
    sunset: date('When it is switched off.'),
  }),
  replacement: v.strictObject({ path }),
  mounts: v.pipe(v.array(v.string()), v.description('Segments that may stand before the version.')),
  query: v.strictObject({
    parameters: v.record(v.string(), parameter),
    patterns: v.array(pattern),
    others: v.strictObject({ action: v.literal('remove'), note: v.string() }),
    add: v.record(v.string(), v.strictObject({ value: v.string(), note: v.string() })),
  }),
  response: v.strictObject({
    list: v.string(),
    fields: v.record(v.string(), field),
    added: v.pipe(v.array(v.string()), v.description('Fields of an item that only the new answer has.')),
    envelope: v.pipe(v.array(v.string()), v.description('Fields beside the list in the new answer only.')),
  }),
  notes: v.record(v.string(), note),
});

export type Rule = v.InferOutput<typeof ruleSchema>;
export type Parameter = v.InferOutput<typeof parameter>;
export type Field = v.InferOutput<typeof field>;

/** What is wrong with a rule, as one line each with the place in it; empty where it is right. */
export function findRuleFaults(data: unknown): string[] {
  const parsed = v.safeParse(ruleSchema, data);
  if (!parsed.success)
    return parsed.issues.map(issue => `${v.getDotPath(issue) ?? '(top)'}: ${issue.message}`);
  return findDanglingNotes(parsed.output);
}

/** Parses a rule. Throws a `TypeError` with every fault in it; call {@link findRuleFaults} first to print them. */
export function parseRule(data: unknown): Rule {
  const faults = findRuleFaults(data);
  if (faults.length > 0) throw new TypeError(faults.join('\n'));
  return v.parse(ruleSchema, data);
}

/** Names of notes that are used but not written. */
function findDanglingNotes(rule: Rule): string[] {
  const rows = [
    ...Object.entries(rule.query.parameters),
    ...Object.entries(rule.query.add),
    ['others', rule.query.others] as const,
    ...Object.entries(rule.response.fields),
  ];
  return rows.flatMap(([name, row]) => {
    const used = 'note' in row ? row.note : undefined;
    return used !== undefined && !(used in rule.notes) ? [`${name}: there is no note "${used}"`] : [];
  });
}

/** What stands before the last segment of the deprecated path, for each version: `v1.1/images`. */
export const pathHeads = (rule: Rule): string[] =>
  rule.deprecated.versions.map(version => [version, ...pathShape(rule).middle].join('/'));

/**
 * The segments of the deprecated path behind its version (`rest`: the `last` one and those in the `middle`), and the
 * version of the replacement. Both paths go on with `common`; then one has `dropped`, the other `added`.
 */
export function pathShape(rule: Rule) {
  const [, , ...rest] = rule.deprecated.path.split('/');
  const [, version = '', ...kept] = rule.replacement.path.split('/');
  const differs = rest.findIndex((segment, index) => kept[index] !== segment);
  const common = differs < 0 ? rest : rest.slice(0, differs);
  return {
    rest,
    middle: rest.slice(0, -1),
    last: rest.at(-1) ?? '',
    version,
    common,
    dropped: rest.slice(common.length),
    added: kept.slice(common.length),
  };
}
