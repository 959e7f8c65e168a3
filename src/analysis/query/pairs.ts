import { ts } from 'ts-morph';
import { excerpt, unwrap } from '../code/syntax.ts';
import { block, quoted, replaceNode } from '../edits/draft.ts';
import { foldedName } from './objects.ts';
import type { Param, ParamSite, QueryContext } from './query.ts';
import { literalValue, prefixValue } from './values.ts';

/** `new URLSearchParams([['limit', '5']])`. */
export function readPairList(list: ts.ArrayLiteralExpression, context: QueryContext): ParamSite {
  const params = list.elements.flatMap(element => readPair(element, list, context) ?? []);
  return {
    node: list,
    params,
    add: (name, value) =>
      changeList(list, context, { add: `[${quoted(list, name)}, ${quoted(list, value)}]` }),
  };
}

function readPair(
  element: ts.Expression,
  list: ts.ArrayLiteralExpression,
  context: QueryContext,
): Param | undefined {
  const { draft } = context;
  const pair = unwrap(element);
  const [key, value] = ts.isArrayLiteralExpression(pair) ? pair.elements : [];
  if (!key || !value || ts.isSpreadElement(key) || ts.isSpreadElement(value)) {
    block(draft, 'opaque-query', element, { text: excerpt(element) });
    return undefined;
  }
  const name = foldedName(key, context);
  if (name === undefined) return undefined;
  const isLiteral = ts.isStringLiteralLike(unwrap(key));
  return {
    name,
    literal: literalValue(value),
    value,
    node: element,
    remove: () => changeList(list, context, { remove: element }),
    change: (to, prefix) => {
      if (to !== name && !isLiteral) block(draft, 'dynamic-name', key, { text: excerpt(key) });
      else if (to !== name) replaceNode(draft, key, quoted(key, to));
      if (prefix !== '') prefixValue(draft, value, prefix, true);
    },
    setValue: text => replaceNode(draft, value, quoted(value, text)),
  };
}

const changeList = (
  owner: ts.ArrayLiteralExpression,
  { draft }: QueryContext,
  change: { add?: string; remove?: ts.Node },
): void => {
  draft.lists.push({ file: draft.workspace.pathOf(owner), owner, elements: owner.elements, ...change });
};
