import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../src/config-schema.ts';
import { ruleSchema } from '../src/rule.ts';

/** Written anew with `UPDATE=1`. */
const PUBLISHED = [
  ['rules/schema.json', ruleSchema],
  ['rules/config.schema.json', configSchema],
] as const;

describe('the published schemas', () => {
  test.each(PUBLISHED)('%s says what the program checks', (file, schema) => {
    const text = `${JSON.stringify(toJsonSchema(schema, { errorMode: 'ignore' }), null, 2)}\n`;
    if (process.env.UPDATE) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
