import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { checkConfig, configSchema } from '../src/config/config-schema.ts';
import { findRuleFaults, ruleSchema } from '../src/rule.ts';
import { shippedRules } from '../src/rule-files.ts';

/** Written anew with `UPDATE=1`. */
const PUBLISHED = [
  ['rules/schema.json', ruleSchema],
  ['rules/config.schema.json', configSchema],
] as const;

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether data is right by a published schema, as an editor checks it. */
function isRight(schema: string, data: unknown): boolean {
  const ajv = new Ajv({ unknownFormats: 'ignore' });
  return ajv.validate(readJson(schema), data) === true;
}

describe('the published schemas', () => {
  test.each(PUBLISHED)('%s says what the program checks', (file, schema) => {
    const text = `${JSON.stringify(toJsonSchema(schema, { typeMode: 'input', errorMode: 'throw' }), null, 2)}\n`;
    if (process.env.UPDATE) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('every shipped rule names its schema, is right by it, and no schema is taken for a rule', () => {
    const files = readdirSync('rules').filter(name => name.endsWith('.json'));
    const rules = files.filter(name => !name.endsWith('schema.json'));
    expect(shippedRules().map(({ id }) => `${id}.json`)).toEqual(rules);
    for (const name of rules) {
      const rule = readJson(`rules/${name}`);
      expect(rule.$schema).toBe('./schema.json');
      expect(isRight('rules/schema.json', rule)).toBe(true);
    }
  });
});

const RULE = readJson('rules/images-detail.json');
const withDeprecated = (more: object) => ({ ...RULE, deprecated: { ...RULE.deprecated, ...more } });
const withField = (field: object) => ({
  ...RULE,
  response: { ...RULE.response, fields: { ...RULE.response.fields, status: field } },
});

test.each<[string, unknown]>([
  ['as shipped', RULE],
  ['with dates', withDeprecated({ since: '2016-10-06', sunset: '2027-01-31' })],
  ['a date of another form', withDeprecated({ sunset: '31.1.2027' })],
  ['a method that is not known', withDeprecated({ method: 'POST' })],
  ['no versions', withDeprecated({ versions: [] })],
  ['a key too many', { ...RULE, notse: {} }],
  ['no title', { ...RULE, title: undefined }],
  ['an id with capitals', { ...RULE, id: 'Images' }],
  ['a path without a slash', { ...RULE, replacement: { path: 'v2/images' } }],
  ['a field action that is not known', withField({ action: 'drop' })],
  ['a field with half its words', withField({ action: 'equals', to: 'visibility' })],
  ['a list', []],
])('a rule %s: editor and program agree', (_, data) => {
  const json = JSON.parse(JSON.stringify(data));
  const ajv = new Ajv({ format: 'full' });
  expect(ajv.validate(readJson('rules/schema.json'), json)).toBe(findRuleFaults(json).length === 0);
});

test.each<[string, unknown]>([
  ['empty', {}],
  [
    'full',
    { $schema: 'x', rules: ['a.json'], severity: { 'images-detail': 'off' }, failOn: 'note', maxWarnings: 0 },
  ],
  ['with a client', { clients: [{ call: 'api.list', url: '0.path', query: '1', body: 'data' }] }],
  ['with a client that has no URL', { clients: [{ call: 'api.list' }] }],
  ['with a client whose URL is a name', { clients: [{ call: 'api.list', url: 'path' }] }],
  ['with dates', { sunset: { days: 90, dates: { 'images-detail': '2027-01-31' } } }],
  ['with days below none', { sunset: { days: -1 } }],
  ['with a date of another form', { sunset: { dates: { 'images-detail': 'soon' } } }],
  ['with a severity that is not known', { severity: { 'images-detail': 'fatal' } }],
  ['with half a warning', { maxWarnings: 0.5 }],
  ['with a key that is not known', { plugins: [] }],
  ['that is a list', []],
])('a configuration %s: editor and program agree', (_, data) => {
  const ajv = new Ajv({ format: 'full' });
  expect(ajv.validate(readJson('rules/config.schema.json'), data)).toBe('config' in checkConfig(data));
});

describe('rules/README.md', () => {
  const readme = readFileSync('rules/README.md', 'utf8');
  /** First cells of the table below a line that names a part of a rule. */
  const actionsBelow = (part: string): string[] => {
    const [, table = ''] = readme.split(`(\`${part}\``);
    const rows = table.split('\n\n')[1]?.split('\n').slice(2) ?? [];
    return rows.map(row => /^\| `(\w+)` \|/.exec(row)?.[1] ?? row);
  };
  type Schema = {
    properties?: Record<string, Schema>;
    const?: string;
    enum?: string[];
    [key: string]: unknown;
  };

  /** Actions that the schema knows somewhere below a part. */
  function actionsOf(schema: unknown): string[] {
    if (typeof schema !== 'object' || schema === null) return [];
    const { properties, ...rest } = schema as Schema;
    const action = properties?.action;
    const own = action === undefined ? [] : (action.enum ?? [action.const ?? '']);
    return [...own, ...Object.values({ ...properties, ...rest }).flatMap(actionsOf)];
  }

  test.each(['query.parameters', 'query.patterns', 'query.others', 'response.fields'])(
    'names every action of %s, and no other',
    part => {
      const [top = '', member = ''] = part.split('.');
      const schema = readJson('rules/schema.json').properties[top].properties[member];
      expect(actionsOf(schema).length).toBeGreaterThan(0);
      expect(actionsBelow(part)).toEqual(actionsOf(schema));
    },
  );

  test('names every key of a rule that has a meaning of its own', () => {
    const keysOf = (schema: unknown): string[] =>
      typeof schema !== 'object' || schema === null
        ? []
        : Object.entries(schema).flatMap(([key, value]) =>
            key === 'properties' ? [...Object.keys(value), ...keysOf(value)] : keysOf(value),
          );
    const plain = ['id', 'title', 'docs', 'method', 'path', 'action', 'note', 'parameter', 'notIn'];
    const keys = new Set(keysOf(readJson('rules/schema.json')));
    const words = new Set(readme.match(/[\w$]+/g));
    expect([...keys].filter(key => !plain.includes(key) && !words.has(key))).toEqual([]);
  });
});
