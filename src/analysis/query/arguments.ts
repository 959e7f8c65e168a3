import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { isAccess, positionOf, propertyName, unwrap, wrapped } from '../code/syntax.ts';
import { frameOf, givenElement } from '../fold/objects.ts';
import type { Frame } from '../fold/template.ts';
import { readChoice, readSometimes } from './choice.ts';
import type { QueryContext } from './query.ts';
import { readQuery } from './sites.ts';
import { readBuiltUp } from './uses.ts';

/** A parameter: the argument of the open call, else the arguments of all callers. */
export function readParameter(
  parameter: ts.ParameterDeclaration,
  symbol: ts.Symbol,
  context: QueryContext,
): boolean {
  const index = positionOf(parameter);
  readBuiltUp(symbol, context);
  return readArguments(parameter, context, call => call.arguments?.[index]);
}

/** `{ query, path }` as a parameter: the member of what is passed. */
export function readBinding(element: ts.BindingElement, context: QueryContext): boolean {
  const owner = element.parent.parent;
  if (ts.isArrayBindingPattern(element.parent)) return readElement(element, element.parent, context);
  const key = propertyName(element.propertyName ?? element.name);
  if (!ts.isParameter(owner) || key === undefined || element.dotDotDotToken) return false;
  const index = positionOf(owner);
  const pick = (call: ts.CallExpression | ts.NewExpression) => {
    const given = call.arguments?.[index];
    const literal = given && unwrap(given);
    if (!literal || !ts.isObjectLiteralExpression(literal)) return given;
    const property = literal.properties.find(p => propertyName(p.name) === key);
    if (!property) return undefined;
    return ts.isPropertyAssignment(property)
      ? property.initializer
      : ((property.name as ts.Expression | undefined) ?? given);
  };
  return readArguments({ parent: owner.parent, initializer: element.initializer }, context, pick);
}

/** `([path, query]) => …` as a parameter: the element of the list that is passed. */
function readElement(
  element: ts.BindingElement,
  pattern: ts.ArrayBindingPattern,
  context: QueryContext,
): boolean {
  const { workspace } = context.draft;
  const found = givenElement(element, pattern, { workspace, frame: context.frame, depth: 0 });
  if (found) readQuery(found.node, { ...context, frame: found.frame });
  return found !== undefined;
}

type Pick = (call: ts.CallExpression | ts.NewExpression) => ts.Expression | undefined;

/** What a parameter is given: by the open call, else by all calls; its default where they leave it out. */
function readArguments(
  { parent: fn, initializer }: { parent: ts.SignatureDeclaration; initializer?: ts.Expression | undefined },
  context: QueryContext,
  pick: Pick,
): boolean {
  const open = frameOf(fn, context);
  if (open) {
    const given = pick(open.call);
    if (given) readGiven(given, open, context);
    if (initializer && given) readSometimes(context, () => readQuery(initializer, context));
    else if (initializer) readQuery(initializer, context);
    return true;
  }
  const calls = callsOfFunction(fn, context);
  if (initializer && !calls) readSometimes(context, () => readQuery(initializer, context));
  if (!calls) return false;
  const given = new Set(calls.map(call => pick(call) ?? initializer));
  const inner = { ...context, frame: undefined };
  const branches = [...given].map(
    value => () => value && readQuery(value, value === initializer ? context : inner),
  );
  readChoice(fn, branches, context);
  return true;
}

/** What an open call hands over. */
function readGiven(given: ts.Expression, open: Frame, context: QueryContext): void {
  const from = context.sites.length;
  readQuery(given, { ...context, frame: open.parent });
  for (const site of context.sites.slice(from)) site.given ??= open;
}

/** All calls of a function; undefined where it has none that we see, or is handed on. */
export function callsOfFunction(
  fn: ts.SignatureDeclaration,
  { draft }: QueryContext,
): ts.CallExpression[] | undefined {
  const holder = wrapped(fn).parent as ts.NamedDeclaration;
  const name = (fn as ts.NamedDeclaration).name ?? holder.name;
  const symbol = name && symbolAt(draft.workspace, name);
  if (!symbol) return undefined;
  const { sure, unsure } = usesOf(draft.workspace, symbol);
  const calls = sure.map(use => callAround(use)).filter(call => call !== undefined);
  return calls.length === sure.length && calls.length > 0 && unsure.length === 0 ? calls : undefined;
}

function callAround(use: ts.Node): ts.CallExpression | undefined {
  const callee = wrapped(isAccess(use.parent) ? use.parent : use);
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee
    ? callee.parent
    : undefined;
}
