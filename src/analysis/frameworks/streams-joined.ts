import { ts } from 'ts-morph';
import type { Given } from '../answer/built-in-calls.ts';
import type { Shape } from '../answer/shape.ts';
import { elementOf } from '../answer/spread-flow.ts';
import { flow } from '../answer/track.ts';
import { need, type Trace } from '../answer/tracker.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import { accessName, excerpt, isAccess, isFunctionNode, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { enterAt } from './streams.ts';

type Join = (given: Given) => void;

/** What each source gives stands at its place in what is given on. */
const side: Join = ({ call, node, index, shape, trace }) => {
  if (ts.isSpreadElement(node)) return flow(call, shape, trace);
  const inner = unwrap(node as ts.Expression);
  const isWrittenOut = ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner);
  if (isWrittenOut) return flow(call, shape, trace);
  const isMany = shape.kind === 'array' && isStreams(node, trace);
  flow(call, isMany ? shape : { kind: 'tuple', index, of: shape }, trace);
};

/** What one source gives comes among that of the others. */
const among: Join = ({ call, node, shape, trace }) => {
  const given = [...(call.arguments ?? [])];
  need(
    trace,
    call,
    given.map(source => (ts.isSpreadElement(source) ? source.expression : source)),
    excerpt(call),
  );
  const one = ts.isSpreadElement(node) ? elementOf(shape, node, trace) : undefined;
  flow(call, one ?? shape, trace);
};

const fromAny: Join = given => {
  const { call, node, shape, trace } = given;
  const isList = ts.isArrayLiteralExpression(unwrap(node as ts.Expression)) || isStreams(node, trace);
  const element = isList ? elementOf(shape, node, trace) : undefined;
  if (element) flow(call, element, trace);
  else among(given);
};

/** A list that `map` makes of other things is one of streams: what streams carry is not told from them. */
const isStreams = (node: ts.Node, { tracker }: Trace): boolean => {
  const { checker } = tracker.workspace;
  const type = checker.getTypeAtLocation(node);
  if (checker.isArrayType(type)) return true;
  const inner = unwrap(node as ts.Expression);
  return ts.isCallExpression(inner) && isAccess(inner.expression) && accessName(inner.expression) === 'map';
};

const JOINS: ReadonlyMap<string, Join> = new Map([
  ['forkJoin', side],
  ['combineLatest', side],
  ['zip', side],
  ['merge', among],
  ['concat', among],
  ['race', fromAny],
]);

/** `forkJoin([images$, flavors$])`, `merge(images$, more$)`: functions of rxjs that make one stream of several. */
export function joinStreams(callee: ts.Expression, given: Given): boolean {
  const name = ts.isIdentifier(callee) ? importedName(callee, given.trace) : undefined;
  const join = name === undefined ? undefined : JOINS.get(name);
  // A function among the arguments makes something else of what the sources give.
  const isProjected = given.call.arguments?.some(source => isFunctionNode(unwrap(source)));
  if (!join || isProjected) return false;
  join(given);
  return true;
}

/** What a name is called in rxjs; undefined for names from elsewhere. */
function importedName(name: ts.Identifier, { tracker }: Trace): string | undefined {
  const declaration = tracker.workspace.checker.getSymbolAtLocation(name)?.declarations?.[0];
  const module = declaration && moduleSpecifierOf(declaration);
  if (!declaration || module === undefined || !/^rxjs(?:\/|$)/.test(module)) return undefined;
  const specifier = declaration as ts.ImportSpecifier | ts.BindingElement;
  return specifier.propertyName?.getText() ?? specifier.name.getText();
}

/** Operators that put what a function gives in the place of what came before, and of an error. */
const REPLACES = words('switchMap mergeMap concatMap exhaustMap flatMap map');
const ADDS = words('catchError startWith endWith defaultIfEmpty');

/** `refresh$.pipe(switchMap(() => list()), map(…))`: the value enters a stream at one of its operators. */
export function enterStream(callee: ts.Expression, { call, shape, trace }: Given): boolean {
  const pipe = call.parent;
  const isOperator =
    ts.isCallExpression(pipe) && isAccess(pipe.expression) && accessName(pipe.expression) === 'pipe';
  const name = callee.getText();
  if (!isOperator || !ts.isCallExpression(call)) return false;
  const isResult = shape.kind === 'thunk';
  const value: Shape = shape.kind === 'thunk' ? shape.of : shape;
  if (REPLACES.has(name) && isResult) {
    enterAt(pipe, pipe.arguments.indexOf(call), { shape: value, trace }, true);
    return true;
  }
  if (!ADDS.has(name) || isResult !== (name === 'catchError')) return false;
  // What was in the stream before has the same readers.
  const index = pipe.arguments.indexOf(call);
  const { expression } = pipe.expression as ts.PropertyAccessExpression;
  need(trace, call, [pipe.arguments[index - 1] ?? expression], excerpt(call));
  enterAt(pipe, index, { shape: value, trace }, false);
  return true;
}
