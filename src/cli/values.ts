import { Failure, suggestion } from '../failure.ts';
import { SEVERITIES, type Severity } from '../finding.ts';
import type { RuleSetting } from '../scan.ts';

/** The one value of a flag. Throws a `Failure` where it is wrong. */
export function readText(value: unknown, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new Failure(`--${name} is given twice`);
  if (typeof value !== 'string' || value === '') throw new Failure(`--${name} needs a value`);
  return value;
}

/** All values of a flag that can be repeated. Throws a `Failure` where it is wrong. */
export function readList(value: unknown, name: string): string[] {
  if (value === undefined) return [];
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.length === 0 && name !== 'paths') throw new Failure(`--${name} needs a value`);
  return items.map(String);
}

/** The value of a flag that counts. Throws a `Failure` where it is wrong. */
export function readCount(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new Failure(`--${name} takes one whole number of 0 or more`);
}

const isSeverity = (value: string): value is Severity => SEVERITIES.some(known => known === value);

/** The value of `--fail-on`. Throws a `Failure` where it is wrong. */
export function readSeverity(value: string | undefined): Severity | undefined {
  if (value === undefined || isSeverity(value)) return value;
  throw new Failure(`--fail-on ${value}: must be one of ${SEVERITIES.join(', ')}`);
}

/** `ID` alone switches a rule on, `ID=off` off, `ID=warning` lowers it. */
export function readSeverities(rows: readonly string[]): Record<string, RuleSetting> {
  return Object.fromEntries(
    rows.map(row => {
      const at = row.indexOf('=');
      const [id, setting] = at < 0 ? [row, 'on'] : [row.slice(0, at), row.slice(at + 1)];
      if (isSeverity(setting) || setting === 'on' || setting === 'off') return [id, setting];
      throw new Failure(`--rule ${row}: must be one of on, off, ${SEVERITIES.join(', ')}`);
    }),
  );
}

/** The value of `--today`. Throws a `Failure` where it is wrong. */
export function readDate(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return value;
  throw new Failure(`--today ${value}: must be a date like 2027-01-31`);
}

/** The value of `--concurrency`. Throws a `Failure` where it is wrong. */
export function readConcurrency(value: string | undefined): number | 'auto' | 'off' | undefined {
  if (value === undefined || value === 'auto' || value === 'off') return value;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
  throw new Failure(`--concurrency ${value}: must be a number of threads, auto or off`);
}

/** What `--init` can write. */
export const TARGETS = ['config', 'pre-commit', 'github', 'gitlab'] as const;
export type Target = (typeof TARGETS)[number];

/** The value of `--init`. Throws a `Failure` where it is wrong. */
export function readTargets(words: readonly string[]): Target[] {
  return words.map(word => {
    const target = TARGETS.find(known => known === word);
    if (target !== undefined) return target;
    const hint = suggestion(word, TARGETS) || `; known are ${TARGETS.join(', ')}`;
    throw new Failure(`--init ${word}: there is nothing of that name to write${hint}`);
  });
}
