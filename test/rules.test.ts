import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findRuleFaults, parseRule } from '../src/rule.ts';
import { loadRules } from '../src/rule-files.ts';

const shipped: unknown = JSON.parse(
  readFileSync(new URL('../rules/images-detail.json', import.meta.url), 'utf8'),
);

describe('rules', () => {
  test('the shipped rule is valid and covers the documented API', () => {
    expect(findRuleFaults(shipped)).toEqual([]);
    const rule = parseRule(shipped);
    expect(Object.keys(rule.response.fields)).toHaveLength(18);
    expect(Object.keys(rule.query.parameters)).toEqual(
      expect.arrayContaining([
        'name',
        'container_format',
        'disk_format',
        'status',
        'size_min',
        'size_max',
        'changes-since',
      ]),
    );
  });

  test('a note that is used but not written is a fault', () => {
    const { query } = parseRule(shipped);
    const broken = { ...(shipped as object), query: { ...query, others: { ...query.others, note: 'lost' } } };
    expect(findRuleFaults(broken)).toEqual(['others: there is no note "lost"']);
  });

  test('a fault is told with its place', () => {
    const broken = { ...(shipped as object), id: 'Not An Id' };
    expect(findRuleFaults(broken)).toEqual(['id: lower-case words joined by dashes']);
    expect(() => parseRule(broken)).toThrow('id: lower-case words joined by dashes');
  });

  test('no two rules have the same id', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'glanceshift-rules-'));
    const write = (name: string, id: string) =>
      writeFileSync(join(folder, name), JSON.stringify({ ...(shipped as object), id }));
    try {
      write('flavors.json', 'flavors');
      write('volumes.json', 'volumes');
      write('again.json', 'flavors');
      const loaded = await loadRules(['flavors.json', 'volumes.json'], folder);
      expect(loaded.map(({ id }) => id)).toEqual(['images-detail', 'flavors', 'volumes']);
      await expect(loadRules(['flavors.json', 'volumes.json', 'again.json'], folder)).rejects.toThrow(
        'two rule files have the id "flavors": give one another id',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
