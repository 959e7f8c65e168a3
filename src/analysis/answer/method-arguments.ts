import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { constantValue } from '../code/constants.ts';
import { requiredModule } from '../code/modules.ts';
import { excerpt, memberName, unwrap } from '../code/syntax.ts';
import { calledFunction } from '../fold/calls.ts';
import { storeInto } from './assign.ts';
import type { Given } from './built-in-calls.ts';
import { isTime, type Shape } from './shape.ts';
import { compareTime } from './times.ts';
import { escapeAt, flow } from './track.ts';
import { need, type Trace, type Tracker } from './tracker.ts';

type Call = Given['call'];

const STORES = new Set(['push', 'unshift', 'splice', 'add', 'set', 'append', 'next']);
/** Methods that make one list of a list and what they are given; other objects have such names too. */
const COPIES = new Set(['with', 'toSpliced']);
const COMPARES = new Set(['includes', 'indexOf', 'localeCompare']);
/** The same, of one thing: with more, it is looked into. */
const LOOK_UPS = new Set(['has', 'delete']);

const isComparison = (name: string, { arguments: given }: Call): boolean =>
  COMPARES.has(name) || (LOOK_UPS.has(name) && given?.length === 1);

/** `R.has('is_public', image)`, `Reflect.get(image, key)`: no collection, but an object of functions. */
function isNamespace(receiver: ts.Expression, { tracker }: Trace): boolean {
  const inner = unwrap(receiver);
  if (!ts.isIdentifier(inner)) return false;
  const declaration = symbolAt(tracker.workspace, inner)?.declarations?.[0];
  if (!declaration) return /^[A-Z]/.test(inner.text);
  const isImport =
    ts.isImportClause(declaration) || ts.isNamespaceImport(declaration) || ts.isImportSpecifier(declaration);
  const isRequired =
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    requiredModule(declaration.initializer) !== undefined;
  return isImport || isRequired;
}

/** What a timestamp is looked for among may have the old form. */
function passTimeToTest(name: string, receiver: ts.Expression, shape: Shape, trace: Trace): void {
  if (name === 'localeCompare') compareTime(receiver, shape, trace);
  else escapeAt(receiver, shape, trace, receiver);
}

/** `list.push(image)`, `map.set(id, image)`, `subject.next(images)`. */
export function passToMethod(
  callee: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  given: Given,
): boolean {
  const { call, index, shape, trace } = given;
  const name = memberName(callee);
  if (calledFunction(callee, trace.tracker) || isNamespace(callee.expression, trace)) return false;
  const isCopy = COPIES.has(name) && trace.tracker.flowed.has(unwrap(callee.expression));
  if (name === 'concat' || isCopy) return concatenate(callee.expression, given);
  if (index === 0 && isComparison(name, call)) {
    if (isTime(shape)) passTimeToTest(name, callee.expression, shape, trace);
    return true;
  }
  // A generator is at work: it does with it what its code says.
  if (name === 'next' && isGenerator(callee.expression, trace.tracker)) return false;
  return STORES.has(name) && store(callee.expression, name, given);
}

/** `const pages = eachPage()`, where `function* eachPage() { … }`. */
function isGenerator(receiver: ts.Expression, tracker: Tracker): boolean {
  const inner = unwrap(receiver);
  const made = ts.isIdentifier(inner) ? constantValue(inner, tracker) : inner;
  const fn = made && ts.isCallExpression(made) ? calledFunction(made.expression, tracker) : undefined;
  return fn !== undefined && (fn as ts.FunctionDeclaration).asteriskToken !== undefined;
}

function store(receiver: ts.Expression, name: string, { call, node, index, shape, trace }: Given): boolean {
  if (name === 'set' && index === 0) {
    if (call.arguments?.length !== 1) return false;
    // A signal: `images.set(list)`.
    storeInto(receiver, { kind: 'thunk', of: shape }, trace);
    return true;
  }
  // A subject holds what it is given, everything else a list or a dictionary of it.
  const isWhole = name === 'next' || ts.isSpreadElement(node);
  const stored: Shape = name === 'set' ? { kind: 'map', of: shape } : { kind: 'array', of: shape };
  storeInto(receiver, isWhole ? shape : stored, trace);
  return true;
}

/** `others.concat(images)`, `images.with(0, image)`: one list of both. */
function concatenate(receiver: ts.Expression, { call, shape, trace }: Given): boolean {
  const list: Shape = shape.kind === 'array' ? shape : { kind: 'array', of: shape };
  need(trace, call, [receiver], excerpt(call), list);
  flow(call, list, trace);
  return true;
}
