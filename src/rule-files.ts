import { readdirSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { loadData } from './config/data-file.ts';
import { Failure } from './failure.ts';
import type { Rule } from './rule.ts';

const SHIPPED = new URL('../rules/', import.meta.url);

/**
 * The shipped rules as they stand in their files: enough for the prefilter. A test holds them against the
 * schema, so a run that finds nothing need not load it; {@link completeRules} does before they are applied.
 */
export function shippedRules(): Rule[] {
  return readdirSync(SHIPPED)
    .filter(name => name.endsWith('.json') && !name.endsWith('schema.json'))
    .sort()
    .map(name => JSON.parse(readFileSync(new URL(name, SHIPPED), 'utf8')));
}

/** Fills in what the schema gives by default. */
export async function completeRules(rules: readonly Rule[]): Promise<Rule[]> {
  const { parseRule } = await import('./rule.ts');
  return rules.map(parseRule);
}

/** Loads the shipped rules and those of the given files. Throws a `Failure` with file, place and remedy on a faulty one. */
export async function loadRules(files: readonly string[] = [], cwd = '.'): Promise<Rule[]> {
  const own = await Promise.all(files.map(file => loadRuleFile(resolve(cwd, file), cwd)));
  const rules = [...shippedRules(), ...own];
  const ids = rules.map(rule => rule.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Failure(`two rule files have the id "${twice}": give one another id`);
  return rules;
}

async function loadRuleFile(file: string, cwd: string): Promise<Rule> {
  const label = relative(resolve(cwd), file).split(sep).join('/');
  const data = await loadData(file, label);
  const { findRuleFaults, parseRule } = await import('./rule.ts');
  const faults = findRuleFaults(data);
  if (faults.length > 0)
    throw new Failure(`${label}: ${faults.join('; ')} (rules/schema.json shows the form)`);
  return parseRule(data);
}
