import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { isSometimesRun } from '../code/conditions.ts';
import { replacementsOf } from '../code/replaced.ts';
import {
  accessName,
  excerpt,
  isAccess,
  isAssignment,
  parametersOf,
  propertyName,
  referenceAt,
  referenceOf,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { libraryFunction } from '../collections/library-names.ts';
import { block } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { readAliases, readPattern } from './aliases.ts';
import { readSometimes, readWithin } from './choice.ts';
import { readAccess } from './objects.ts';
import { asksWhetherSent } from './presence.ts';
import type { Param, QueryContext } from './query.ts';
import { readQuery } from './sites.ts';
import { ignoresName } from './walk.ts';

/** Reads what a variable or member that holds a query is given after its declaration, and who else looks into it. */
export function readBuiltUp(symbol: ts.Symbol, context: QueryContext): void {
  const declaration = symbol.valueDeclaration;
  if (declaration) context.seen.add(declaration);
  const places = usesOf(context.draft.workspace, symbol).sure.map(referenceOf);
  const roots = (symbol.declarations ?? []).flatMap(
    node => (node as ts.VariableDeclaration).initializer ?? [],
  );
  readPlaces(places, declaration, roots, context);
}

/** The same for a query that is a member of an object in a variable: `config.params.limit = 5`. */
export function readHeldBy(literal: ts.ObjectLiteralExpression, context: QueryContext): void {
  const outer = wrapped(literal);
  const { parent } = outer;
  const target = isAssignment(parent) ? unwrap(parent.left) : undefined;
  if (target && isAccess(target))
    return readMemberOf(target.expression, accessName(target), literal, context);
  if (!ts.isPropertyAssignment(parent)) return;
  const holder = wrapped(parent.parent).parent;
  if (ts.isVariableDeclaration(holder))
    readMemberOf(holder.name, propertyName(parent.name), literal, context);
}

function readMemberOf(
  owner: ts.Node,
  key: string | undefined,
  literal: ts.ObjectLiteralExpression,
  context: QueryContext,
): void {
  const symbol = ts.isIdentifier(owner) ? symbolAt(context.draft.workspace, owner) : undefined;
  if (!symbol?.valueDeclaration || key === undefined) return;
  const places = membersOf(symbol, key, context);
  readPlaces(places, symbol.valueDeclaration, [literal], context);
}

const membersOf = (symbol: ts.Symbol, key: string, { draft }: QueryContext): ts.Node[] =>
  usesOf(draft.workspace, symbol).sure.flatMap(use => {
    const access = wrapped(use).parent;
    return isAccess(access) && access.expression === wrapped(use) && accessName(access) === key
      ? [access]
      : [];
  });

/** Reads what is done to the query at each of some places. */
export function readPlaces(
  places: readonly ts.Node[],
  declaration: ts.Node | undefined,
  roots: readonly ts.Expression[],
  context: QueryContext,
): void {
  const params = places.flatMap(place => readUse(place, declaration ?? place, context) ?? []);
  const [first] = params;
  if (first) context.sites.push({ node: first.node, roots, params });
}

function readUse(use: ts.Node, declaration: ts.Node, context: QueryContext): Param | undefined {
  const outer = referenceAt(use);
  const parent = outer.parent;
  if (isAccess(parent) && parent.expression === outer) return readAccess(parent, context);
  if (isAssignment(parent) && parent.left === outer) {
    readSometimes(context, () => readQuery(parent.right, context));
    return undefined;
  }
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent))
    readHandedIn(parent, context);
  else if (ts.isCallExpression(parent) && parent.expression !== outer)
    readArgument(outer, parent, declaration, context);
  else if (looksIntoNames(parent, context))
    block(context.draft, 'query-read', parent, { text: excerpt(parent) });
  readAliases(outer, declaration, context);
  return undefined;
}

/** `for (const name in query)`, `'is_public' in query` */
const looksIntoNames = (parent: ts.Node, { seen }: QueryContext): boolean =>
  (ts.isForInStatement(parent) && !seen.has(parent)) ||
  (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InKeyword);

function readArgument(
  node: ts.Node,
  call: ts.CallExpression,
  declaration: ts.Node,
  context: QueryContext,
): void {
  const callee = call.expression.getText();
  const isFirst = call.arguments[0] === node;
  if (callee === 'Object.assign') {
    if (isFirst) readAssigned(call, declaration, context);
  } else if (LISTERS.has(callee)) {
    if (!context.seen.has(call) && !isRebuilt(call) && !asksWhetherSent(call))
      block(context.draft, 'query-read', call, { text: excerpt(call) });
  } else if (isFirst && isMutator(call, context))
    block(context.draft, 'query-read', call, { text: excerpt(call) });
  else readHandedOver(node, call, context);
}

const LISTERS = new Set(['Object.keys', 'Object.entries', 'Object.values']);

/** Functions that write to the object they are given first: of the language, and of libraries. */
const MUTATORS = words(
  'Reflect.set Reflect.defineProperty Reflect.deleteProperty Object.defineProperty ' +
    'Object.defineProperties',
);
const LIBRARY_MUTATORS = new Set([
  'assign',
  'assignIn',
  'assignInWith',
  'assignWith',
  'defaults',
  'defaultsDeep',
  'extend',
  'extendOwn',
  'extendWith',
  'merge',
  'mergeWith',
  'set',
  'setWith',
  'unset',
  'update',
  'updateWith',
]);

const isMutator = ({ expression }: ts.CallExpression, { draft }: QueryContext): boolean =>
  MUTATORS.has(expression.getText()) ||
  LIBRARY_MUTATORS.has(libraryFunction(expression, draft.workspace)?.name ?? '');

function readAssigned(call: ts.CallExpression, declaration: ts.Node, context: QueryContext): void {
  const read = () => {
    for (const source of call.arguments) readQuery(source, context);
  };
  if (isSometimesRun(call, declaration)) readSometimes(context, read);
  else read();
}

/** `Object.fromEntries(Object.entries(q).filter(([, v]) => v))`: the keys stay what they are. */
function isRebuilt(call: ts.CallExpression): boolean {
  const outer = wrapped(call);
  const { parent } = outer;
  if (ts.isNewExpression(parent)) return parent.expression.getText() === 'URLSearchParams';
  if (ts.isCallExpression(parent)) return parent.expression.getText() === 'Object.fromEntries';
  const next = wrapped(parent).parent;
  const isFilter = isAccess(parent) && accessName(parent) === 'filter' && ts.isCallExpression(next);
  return isFilter && ignoresName(next.arguments[0]) && isRebuilt(next);
}

/** `fill(query)`: a function of the project may add to what it is given; one that cannot be seen is not trusted. */
function readHandedOver(node: ts.Node, call: ts.CallExpression, context: QueryContext): void {
  const fn = calledFunction(call.expression, context.draft);
  const parameter = fn && parametersOf(fn)[call.arguments.indexOf(node as ts.Expression)];
  const isReplaced = fn && replacementsOf(call.expression, fn, context.draft.workspace).length > 0;
  if (fn && parameter && !isReplaced)
    return readParameterUses(parameter, parameter.name, { fn, call }, context);
  const callee = unwrap(call.expression);
  const declaration = ts.isIdentifier(callee)
    ? symbolAt(context.draft.workspace, callee)?.valueDeclaration
    : undefined;
  const isHandedIn = declaration && ts.isParameter(declaration) && call.arguments.length === 1;
  if (isHandedIn || isReplaced) block(context.draft, 'query-read', call, { text: excerpt(call) });
}

type Entered = { fn: ts.SignatureDeclaration; call: ts.CallExpression };

function readParameterUses(
  holder: ts.ParameterDeclaration | ts.BindingElement,
  name: ts.BindingName,
  entered: Entered,
  context: QueryContext,
): void {
  if (ts.isObjectBindingPattern(name)) return readPattern(name, context);
  const symbol = symbolAt(context.draft.workspace, name);
  if (!symbol || context.seen.has(holder)) return;
  const frame = { ...entered, parent: context.frame };
  readSometimes(context, () => readWithin(frame, context, inner => readBuiltUp(symbol, inner)));
}

/** `fill({ query })`: the same for a member of an object that is handed over. */
function readHandedIn(
  member: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  context: QueryContext,
): void {
  const key = propertyName(member.name);
  const literal = wrapped(member.parent);
  const call = literal.parent;
  const fn = ts.isCallExpression(call) ? calledFunction(call.expression, context.draft) : undefined;
  if (!fn || !ts.isCallExpression(call) || key === undefined) return;
  const parameter = parametersOf(fn)[call.arguments.indexOf(literal as ts.Expression)];
  if (!parameter) return;
  if (ts.isObjectBindingPattern(parameter.name)) {
    const element = parameter.name.elements.find(one => propertyName(one.propertyName ?? one.name) === key);
    if (element) readParameterUses(element, element.name, { fn, call }, context);
    return;
  }
  const symbol = symbolAt(context.draft.workspace, parameter.name);
  if (!symbol) return;
  const frame = { fn, call, parent: context.frame };
  readSometimes(context, () =>
    readWithin(frame, context, inner => readPlaces(membersOf(symbol, key, inner), parameter, [], inner)),
  );
}
