import type { Parameter, Rule } from './rule.ts';

/** What the rule says of a parameter: its own row, a pattern, or the row for all others. */
export type Treatment =
  | { kind: 'row'; row: Parameter }
  | { kind: 'strip'; to: string; isReserved: boolean }
  | { kind: 'remove'; note: string };

export function treatmentOf(name: string, rule: Rule): Treatment {
  const row = Object.hasOwn(rule.query.parameters, name) ? rule.query.parameters[name] : undefined;
  if (row) return { kind: 'row', row };
  const pattern = rule.query.patterns.find(candidate => name.startsWith(candidate.prefix));
  if (!pattern) return { kind: 'remove', note: rule.query.others.note };
  const to = name.slice(pattern.prefix.length);
  const isReserved =
    to === '' || pattern.reserved.includes(to) || pattern.reservedSuffixes.some(end => to.endsWith(end));
  return { kind: 'strip', to, isReserved };
}

/** A parameter as far as it is written down; `literal` is undefined where the value is only known at run time. */
export type Written = { name: string; literal: string | undefined };

/** What is put before the value: always, or because of what a literal one contains. */
export const prefixOf = ({ literal }: Written, { value }: Parameter): string => {
  if (value?.prefix !== undefined) return value.prefix;
  return value?.escape && literal?.includes(value.escape.contains) ? value.escape.prefix : '';
};

/** The note of a row does not apply where another parameter has a literal value outside the row's list. */
export function isExcepted({ unless }: Parameter, all: readonly Written[]): boolean {
  if (!unless) return false;
  const others = all.filter(param => param.name === unless.parameter);
  return (
    others.length > 0 &&
    others.every(({ literal }) => literal !== undefined && !unless.notIn.includes(literal))
  );
}
