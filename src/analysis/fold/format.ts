import { ts } from 'ts-morph';
import { importedFrom } from '../code/imported.ts';
import { rowOf } from '../code/rows.ts';
import { type Words, words } from '../code/word-lists.ts';
import type { Workspace } from '../project/project.ts';
import { type FoldContext, fold, hole } from './fold.ts';
import { flatText, isText, product, slice, type Template } from './template.ts';

/** Functions that put values into the gaps of a text, by the module that they come from. */
const FORMATTERS: Readonly<Record<string, Words>> = {
  format: words('util node:util'),
  sprintf: words('sprintf sprintf-js locutus/php/strings/sprintf'),
};

/** `format('%s/v1/things', host)`: the values in the place of the gaps. */
export function foldFormat(
  call: ts.CallExpression,
  callee: ts.Expression,
  context: FoldContext,
): Template[] | undefined {
  const [pattern, ...values] = call.arguments;
  if (context.exactly || !pattern || !isFormatter(callee, context.workspace)) return undefined;
  const [template, ...others] = fold(pattern, context);
  if (!template || others.length > 0 || !template.every(isText)) return undefined;
  const gaps = gapsOf(template);
  if (gaps?.length !== values.length || values.some(ts.isSpreadElement)) return undefined;
  const all = flatText(template);
  let alternatives: Template[] | undefined = [slice(template, 0, gaps[0]?.at ?? all.length)];
  for (const [index, { at, isNumber }] of gaps.entries()) {
    const value = foldValue(values[index] as ts.Expression, isNumber, context);
    const rest = slice(template, at + 2, gaps[index + 1]?.at ?? all.length);
    const next: Template[] | undefined = alternatives && product(alternatives, value);
    alternatives = next?.map(head => [...head, ...rest]);
  }
  return alternatives;
}

/** Whether a callee puts values into the gaps of a text. */
export function isFormatter(callee: ts.Expression, workspace: Pick<Workspace, 'checker'>): boolean {
  const from = importedFrom(callee, workspace);
  return from !== undefined && rowOf(FORMATTERS, from.name)?.has(from.module) === true;
}

/** The gaps of a text; undefined where one of them is for more than a text or a whole number. */
function gapsOf(template: Template): { at: number; isNumber: boolean }[] | undefined {
  const gaps = [...flatText(template).matchAll(/%(.?)/g)];
  if (gaps.some(([, kind = '']) => !/[sdi]/.test(kind))) return undefined;
  return gaps.map(({ index, 1: kind }) => ({ at: index, isNumber: kind !== 's' }));
}

/** A value is text where all of it is; else it is a hole, whatever it is made of: no part of it may go alone. */
function foldValue(node: ts.Expression, isNumber: boolean, context: FoldContext): Template[] {
  const folded = fold(node, context);
  const isKnown = folded.every(
    template => template.every(isText) && (!isNumber || /^\d{1,15}$/.test(flatText(template))),
  );
  return isKnown ? folded : hole(node, context);
}
