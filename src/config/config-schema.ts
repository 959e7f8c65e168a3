import * as v from 'valibot';
import { SEVERITIES } from '../finding.ts';

const texts = (description: string) => v.pipe(v.array(v.string()), v.description(description));

const client = v.pipe(
  v.strictObject({
    call: v.pipe(v.string(), v.minLength(1), v.description('Callee as written, e.g. `api.list`.')),
    from: v.optional(v.pipe(v.string(), v.description('Package or file the callee is imported from.'))),
    method: v.optional(v.pipe(v.string(), v.description('HTTP method of the call; default GET.'))),
    url: v.pipe(
      v.string(),
      v.regex(/^\d+(\.[\w$]+)*$/, 'the index of an argument, or that and a key, e.g. "0" or "0.path"'),
      v.description('Index of the argument with the URL, or that index and a key, e.g. `0.path`.'),
    ),
    query: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^\d+(\.[\w$]+)*$/, 'the index of an argument, or that and a key, e.g. "1" or "0.query"'),
        v.description('Where the query object is, e.g. `1` or `0.query`.'),
      ),
    ),
    body: v.optional(
      v.pipe(v.string(), v.description('Members from the awaited answer to the body, e.g. `data`.')),
    ),
  }),
  v.description('A wrapper of the team that sends requests.'),
);

const days = (description: string) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer('a whole number of 0 or more'),
      v.minValue(0, 'a whole number of 0 or more'),
      v.description(description),
    ),
  );

const sunset = v.pipe(
  v.strictObject({
    days: days(
      'Findings are warnings at most until this many days before their endpoint is switched off. Without it, dates change nothing.',
    ),
    announce: days('How many days ahead a run tells that findings will weigh more; default 14.'),
    dates: v.optional(
      v.pipe(
        v.record(v.string(), v.pipe(v.string(), v.isoDate('a date like 2027-01-31'))),
        v.description('By rule id: the day on which the endpoint is switched off for you.'),
      ),
    ),
  }),
  v.description('What the day on which an endpoint is switched off does to severities.'),
);

/** What a configuration may say. Every key is optional; the flag of the same meaning wins. */
export const configSchema = v.strictObject({
  $schema: v.optional(v.string()),
  rules: v.optional(texts('Further rule files, relative to the configuration.')),
  severity: v.optional(
    v.pipe(
      v.record(v.string(), v.picklist(['on', 'off', ...SEVERITIES], 'one of on, off, error, warning, note')),
      v.description('By rule id: switches the rule on or off, or sets the highest severity of its findings.'),
    ),
  ),
  ignore: v.optional(
    texts('Patterns, as in .gitignore, of what is not looked at; from the working directory.'),
  ),
  ext: v.optional(texts('Endings of further text files, e.g. `md`.')),
  accept: v.optional(texts('Codes of notes: API differences that the project lives with.')),
  mounts: v.optional(texts('Path segments before the version that belong to your image service.')),
  clients: v.optional(v.array(client)),
  failOn: v.optional(
    v.pipe(
      v.picklist(SEVERITIES, 'one of error, warning, note'),
      v.description('The lowest severity that makes the exit status 1; default error.'),
    ),
  ),
  maxWarnings: v.optional(
    v.pipe(
      v.number(),
      v.integer('a whole number of 0 or more'),
      v.minValue(0, 'a whole number of 0 or more'),
      v.description('More warnings than this make the exit status 1.'),
    ),
  ),
  sunset: v.optional(sunset),
  inlineSuppressions: v.optional(
    v.pipe(v.boolean(), v.description('Whether comments may suppress findings; usually they may.')),
  ),
  suppressions: v.optional(
    v.pipe(v.string(), v.description('The file of recorded findings, relative to the configuration.')),
  ),
  compat: v.optional(
    v.pipe(v.string(), v.description('Where --fix and --diff put the compat module, if it is wanted.')),
  ),
});

export type Config = v.InferOutput<typeof configSchema>;

const CONFIG_KEYS: readonly string[] = Object.keys(configSchema.entries);
/** Keys of the objects in a configuration, by the key that they stand under. */
const INNER_KEYS: Readonly<Record<string, readonly string[]>> = {
  clients: Object.keys(client.pipe[0].entries),
  sunset: Object.keys(sunset.pipe[0].entries),
};

/** A fault in a configuration: where (as a JSON pointer) and what. */
export type ConfigFault = { pointer: string; message: string; known?: readonly string[] };

/** Checks data against the schema. Returns the configuration, or its faults. */
export function checkConfig(data: unknown): { config: Config } | { faults: ConfigFault[] } {
  // A list is an object to the schema library, and an empty file means nothing at all.
  if (Array.isArray(data)) return { faults: [{ pointer: '', message: 'must be an object, not a list' }] };
  const parsed = v.safeParse(configSchema, data ?? {});
  if (parsed.success) return { config: parsed.output };
  return { faults: parsed.issues.map(describe) };
}

function describe(issue: v.BaseIssue<unknown>): ConfigFault {
  const keys = (issue.path ?? []).map(item => String(item.key));
  const pointer = keys.map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keys.length > 1 ? INNER_KEYS[keys[0] ?? ''] : CONFIG_KEYS;
    return { pointer, message: 'there is no such key', ...(known && { known }) };
  }
  if (issue.type === 'strict_object' && issue.input === undefined) return { pointer, message: 'is missing' };
  const isOurs = !issue.message.startsWith('Invalid');
  const expected = isOurs
    ? issue.message
    : (EXPECTED[issue.expected ?? ''] ?? issue.expected ?? 'another value');
  return { pointer, message: `must be ${expected}, not ${issue.received}` };
}

const EXPECTED: Record<string, string> = {
  Array: 'a list',
  Object: 'an object',
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
};
