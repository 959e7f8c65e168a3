import { ts } from 'ts-morph';
import { isExcepted, prefixOf, treatmentOf } from '../../query-table.ts';
import type { Parameter, Rule } from '../../rule.ts';
import { excerpt, isNeutral, unwrap } from '../code/syntax.ts';
import { addStep, block, type Draft, note } from '../edits/draft.ts';
import type { Param, ParamSite, QueryContext } from './query.ts';
import { findRepeated } from './repeated.ts';
import { isBoolean } from './values.ts';

/** Whether a parameter of this name is changed or removed, so that other readers of the query would notice. */
export function changesMeaning(name: string, rule: Rule): boolean {
  const treatment = treatmentOf(name, rule);
  return treatment.kind !== 'row' || treatment.row.action !== 'same';
}

/** Who reads a parameter by its name would miss it under another one, and mistake what has another value. */
export function readParam(name: string | undefined, node: ts.Node, { draft, reads }: QueryContext): void {
  if (name === undefined || changesMeaning(name, draft.rule))
    block(draft, 'query-read', node, { text: excerpt(node) });
  else reads.push({ name, node });
}

/** Whether the rule speaks of a parameter by this name. */
export const isKnownParameter = (name: string, rule: Rule): boolean =>
  treatmentOf(name, rule).kind !== 'remove';

/** Applies the query table of the rule to all parameters of a request. */
export function applyQueryTable(context: QueryContext): void {
  const all = context.sites.flatMap(site => site.params);
  const always = context.sites.filter(site => !site.isSometimes).flatMap(site => site.params);
  for (const { params } of context.sites)
    for (const param of params) applyTo(param, { all, sure: [...params, ...always] }, context.draft);
  for (const param of findRepeated(context.sites, context.draft.workspace))
    if (isSent(param.name, context.draft.rule))
      block(context.draft, 'repeated-parameter', param.node, { name: param.name });
  const changed = new Set(all.filter(param => getsOtherValue(param, context.draft.rule)).map(p => p.name));
  for (const { name, node } of context.reads)
    if (changed.has(name)) block(context.draft, 'query-read', node, { text: excerpt(node) });
}

/** Whether something of a parameter is left in the request. */
function isSent(name: string, rule: Rule): boolean {
  const treatment = treatmentOf(name, rule);
  return treatment.kind === 'row' ? treatment.row.action !== 'remove' : treatment.kind === 'strip';
}

/** Whether what is written as the value becomes another text. */
function getsOtherValue(param: Param, rule: Rule): boolean {
  const treatment = treatmentOf(param.name, rule);
  if (treatment.kind !== 'row') return false;
  const { row } = treatment;
  const map = row.value?.map ?? {};
  const { literal } = param;
  const isMapped = literal !== undefined && Object.hasOwn(map, literal) && map[literal] !== literal;
  return isMapped || prefixOf(param, row) !== '';
}

/** What may be sent with a parameter, and what is sent whenever it is. */
type Others = { all: readonly Param[]; sure: readonly Param[] };

function applyTo(param: Param, others: Others, draft: Draft): void {
  const treatment = treatmentOf(param.name, draft.rule);
  if (treatment.kind === 'row') return applyRow(param, treatment.row, others, draft);
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

function applyRow(param: Param, row: Parameter, { all, sure }: Others, draft: Draft): void {
  if (row.action === 'remove') return removeParam(param, row.note ?? draft.rule.query.others.note, draft);
  checkSingle(param, draft);
  const to = row.to ?? param.name;
  const prefix = prefixOf(param, row);
  if (to !== param.name || prefix !== '') {
    addStep(draft, 'query', param.node, `${param.name} → ${to}${prefix === '' ? '' : `=${prefix}…`}`);
    param.change(to, prefix);
  }
  if (row.value?.map) mapValue(param, row.value.map, draft);
  if (row.note !== undefined && !(isExcepted(row, all) && isExcepted(row, sure)))
    note(draft, row.note, param.node, { name: param.name });
}

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

/** The first site that is always sent and has room for another parameter. */
export function siteWithRoom(sites: readonly ParamSite[]): ParamSite | undefined {
  const rooms = sites.filter(site => site.add !== undefined && !site.isSometimes);
  return rooms.find(site => !site.isShared?.()) ?? rooms[0];
}
