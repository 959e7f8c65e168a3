import { ts } from 'ts-morph';
import type { Parameter, Rule } from '../rule.ts';
import { addStep, block, type Draft, note } from './draft.ts';
import type { Param, ParamSite, QueryContext } from './query.ts';
import { isBoolean } from './query-values.ts';
import { accessName, isAccess, isNeutral, unwrap } from './syntax.ts';

/** What the rule says of a parameter: its own row, a pattern, or the row for all others. */
type Treatment =
  | { kind: 'row'; row: Parameter }
  | { kind: 'strip'; to: string; isReserved: boolean }
  | { kind: 'remove'; note: string };

function treatmentOf(name: string, rule: Rule): Treatment {
  const row = Object.hasOwn(rule.query.parameters, name) ? rule.query.parameters[name] : undefined;
  if (row) return { kind: 'row', row };
  const pattern = rule.query.patterns.find(candidate => name.startsWith(candidate.prefix));
  if (!pattern) return { kind: 'remove', note: rule.query.others.note };
  const to = name.slice(pattern.prefix.length);
  const isReserved =
    to === '' || pattern.reserved.includes(to) || pattern.reservedSuffixes.some(end => to.endsWith(end));
  return { kind: 'strip', to, isReserved };
}

/** Whether a parameter of this name is changed or removed, so that other readers of the query would notice. */
export function changesMeaning(name: string, rule: Rule): boolean {
  const treatment = treatmentOf(name, rule);
  return treatment.kind !== 'row' || treatment.row.action !== 'same';
}

/** Whether the rule speaks of a parameter by this name. */
export const isKnownParameter = (name: string, rule: Rule): boolean =>
  treatmentOf(name, rule).kind !== 'remove';

/** Applies the query table of the rule to all parameters of a request. */
export function applyQueryTable(context: QueryContext): void {
  const params = context.sites.flatMap(site => site.params);
  for (const param of params) applyTo(param, params, context.draft);
  for (const param of findRepeated(context.sites))
    block(context.draft, 'repeated-parameter', param.node, { name: param.name });
}

function applyTo(param: Param, all: readonly Param[], draft: Draft): void {
  const treatment = treatmentOf(param.name, draft.rule);
  if (treatment.kind === 'row') return applyRow(param, treatment.row, all, draft);
  if (treatment.kind === 'remove') return removeParam(param, treatment.note, draft);
  if (treatment.isReserved)
    block(draft, 'reserved-filter', param.node, { name: param.name, to: treatment.to });
  else {
    checkSingle(param, draft);
    addStep(draft, 'query', param.node, `${param.name} → ${treatment.to}`);
    param.change(treatment.to, '');
  }
}

function removeParam(param: Param, code: string, draft: Draft): void {
  addStep(draft, 'query', param.node, `${param.name} is removed`);
  note(draft, code, param.node, { name: param.name });
  param.remove();
}

function applyRow(param: Param, row: Parameter, all: readonly Param[], draft: Draft): void {
  if (row.action === 'remove') return removeParam(param, row.note ?? draft.rule.query.others.note, draft);
  checkSingle(param, draft);
  const to = row.to ?? param.name;
  const prefix = row.value?.prefix ?? escapePrefix(param, row);
  if (to !== param.name || prefix !== '') {
    addStep(draft, 'query', param.node, `${param.name} → ${to}${prefix === '' ? '' : `=${prefix}…`}`);
    param.change(to, prefix);
  }
  if (row.value?.map) mapValue(param, row.value.map, draft);
  if (row.note !== undefined && !isExcepted(row, all))
    note(draft, row.note, param.node, { name: param.name });
}

const escapePrefix = ({ literal }: Param, { value }: Parameter): string =>
  value?.escape && literal?.includes(value.escape.contains) ? value.escape.prefix : '';

/** A list as a value: clients write it in different ways, and v1.1 reads one of them only. */
function checkSingle(param: Param, draft: Draft): void {
  const value = param.value && unwrap(param.value);
  if (value && (ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value)))
    block(draft, 'array-value', param.node, { name: param.name });
}

function mapValue(param: Param, map: Record<string, string>, draft: Draft): void {
  const allowed = [...new Set(Object.values(map))].join(', ');
  if (param.literal !== undefined) {
    const mapped = Object.hasOwn(map, param.literal) ? map[param.literal] : undefined;
    if (mapped === undefined)
      block(draft, 'unmapped-value', param.node, { name: param.name, text: param.literal, allowed });
    else if (mapped !== param.literal) param.setValue(mapped);
    return;
  }
  if (param.value && (isNeutral(param.value) || isBoolean(param.value, draft.workspace))) return;
  block(draft, 'unmapped-value', param.node, {
    name: param.name,
    text: param.value?.getText() ?? '',
    allowed,
  });
}

/** The note does not apply where another parameter has a literal value outside the row's list. */
function isExcepted(row: Parameter, all: readonly Param[]): boolean {
  const { unless } = row;
  if (!unless) return false;
  const others = all.filter(param => param.name === unless.parameter);
  return (
    others.length > 0 &&
    others.every(({ literal }) => literal !== undefined && !unless.notIn.includes(literal))
  );
}

/** The first site that has room for another parameter. */
export const siteWithRoom = (sites: readonly ParamSite[]): ParamSite | undefined =>
  sites.find(site => site.add !== undefined && !site.isShared?.()) ??
  sites.find(site => site.add !== undefined);

/**
 * Parameters that two places of one request may both send, as the text of the URL and an object. Most clients
 * send both then; v1.1 reads the last one (recorded), v2 the first `limit` and every `sort_key`.
 */
function findRepeated(sites: readonly ParamSite[]): Param[] {
  const inUrl = new Set(
    sites.filter(site => site.isUrl).flatMap(site => site.params.map(({ name }) => name)),
  );
  const added = sites.filter(site => !site.isUrl).flatMap(site => site.params);
  return added.filter(({ name, node }) => inUrl.has(name) && !isReplacing(node));
}

/** `url.searchParams.set('limit', '5')` takes the place of what the URL says. */
const isReplacing = (node: ts.Node): boolean => {
  const call = ts.findAncestor(node, ts.isCallExpression);
  return call !== undefined && isAccess(call.expression) && accessName(call.expression) === 'set';
};
