import { ts } from 'ts-morph';
import { constantValue } from '../code/constants.ts';
import {
  enclosingFunction,
  excerpt,
  isAccess,
  isFunctionNode,
  isNeutral,
  propertyName,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { block, type Draft } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { behindReactive } from '../frameworks/boxes.ts';
import { changedFields } from './fields.ts';
import { givesNothing } from './gives-nothing.ts';
import type { Shape } from './shape.ts';
import type { Station, Tracker } from './tracker.ts';

/**
 * Holds the rule that a rewritten reader sees nothing but what was rewritten with it: every other value that gets to
 * the same place has to come from a call of the endpoint too, or be empty.
 */
export function checkSources(tracker: Tracker): void {
  const edited = [...tracker.stations.values()].filter(station => station.isEdited);
  const before = spreadEdits(edited);
  for (const station of tracker.stations.values()) {
    if (!station.isEdited) continue;
    const mixed = station.needs.filter(
      ({ value, shape, inside, isCallee }) =>
        !(isCallee ? isCalledBack(value, tracker) : isHarmless(value, shape, tracker)) &&
        (!inside || before(inside).has(station)),
    );
    for (const draft of station.drafts)
      for (const { node, value, name } of mixed)
        block(draft, 'mixed-sources', value.parent ? value : node, { name });
  }
}

/** Whether it is known what calls a function with images. That it gives one says nothing of what it is called with. */
const isCalledBack = (value: ts.Expression, { callbacks }: Tracker): boolean =>
  callbacks.has(value) || callbacks.has(unwrap(value));

/** A read of a field gets images of which some have a member of the code's own over it: it would read only one of them. */
export function checkOwned({ owned, changed }: Tracker): void {
  for (const node of owned.keys())
    for (const draft of changed.get(node) ?? []) block(draft, 'mixed-sources', node, { name: excerpt(node) });
}

/** Whether a value may get where readers of a shape are. */
export function isHarmless(value: ts.Expression, shape: Shape | undefined, tracker: Tracker): boolean {
  const inner = unwrap(value);
  const branches = ts.isConditionalExpression(inner) ? [inner.whenTrue, inner.whenFalse] : [];
  if (branches.length > 0) return branches.every(branch => isHarmless(branch, shape, tracker));
  if (shape?.kind === 'thunk') return givesAlike(value, shape.of, tracker);
  return isPure(value, tracker) || holdsNothing(value, shape, tracker);
}

/** A function that gives what its readers take it for: that it is called with images says nothing of its result. */
function givesAlike(value: ts.Expression, of: Shape, tracker: Tracker): boolean {
  const inner = unwrap(value);
  const fn = ts.isIdentifier(inner) || isAccess(inner) ? calledFunction(inner, tracker) : inner;
  if (!isFunctionNode(fn)) return isPure(inner, tracker);
  return returnedExpressions(fn).every(result => isHarmless(result, of, tracker));
}

/**
 * What is rewritten behind a station counts for all stations before it. Gives, by function, those from which it is
 * reached without leaving the function by its result.
 */
function spreadEdits(edited: readonly Station[]): (fn: ts.Node) => ReadonlySet<Station> {
  for (const station of stationsBefore(edited)) station.isEdited = true;
  const known = new Map<ts.Node, ReadonlySet<Station>>();
  return fn => {
    const found = known.get(fn) ?? stationsBefore(edited, fn);
    known.set(fn, found);
    return found;
  };
}

/** Some stations and all that lead to them; `exit`: not through the result of this function. */
function stationsBefore(stations: readonly Station[], exit?: ts.Node): ReadonlySet<Station> {
  const isWithin = (station: Station) => exit === undefined || station.exit !== exit;
  const found = new Set(stations.filter(isWithin));
  for (const station of found) for (const parent of station.parents) if (isWithin(parent)) found.add(parent);
  return found;
}

function isPure(value: ts.Expression, tracker: Tracker): boolean {
  const inner = unwrap(value);
  if (isNeutral(inner) || isCalledBack(value, tracker)) return true;
  if (ts.isConditionalExpression(inner))
    return isPure(inner.whenTrue, tracker) && isPure(inner.whenFalse, tracker);
  if (ts.isBinaryExpression(inner)) return isPureOperation(inner, tracker);
  if (ts.isAwaitExpression(inner)) return isPure(inner.expression, tracker);
  if (tracker.flowed.has(inner)) return true;
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.every(element =>
      isPure(ts.isSpreadElement(element) ? element.expression : element, tracker),
    );
  return tracker.flowed.has(value) || givesNothing(inner, tracker);
}

/** An object whose members of the shape are empty or pure: what else is in it nobody reads. */
function holdsNothing(value: ts.Expression, shape: Shape | undefined, tracker: Tracker): boolean {
  const inner = behindReactive(unwrap(value));
  // `const initial = { images: [] }`
  if (ts.isIdentifier(inner)) {
    const held = constantValue(inner, tracker);
    return held !== undefined && holdsNothing(held, shape, tracker);
  }
  if (!shape || !('of' in shape)) return false;
  const { of } = shape;
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.every(
      (part, index) => (shape.kind === 'tuple' && index !== shape.index) || isHarmless(part, of, tracker),
    );
  if (!ts.isObjectLiteralExpression(inner)) return false;
  return inner.properties.every(property => {
    if (ts.isSpreadAssignment(property)) return isPure(property.expression, tracker);
    const name = propertyName(property.name);
    if (name === undefined) return false;
    if (shape.kind === 'member' && name !== shape.name) return true;
    const held = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    return held !== undefined && ts.isExpression(held) && isHarmless(held, of, tracker);
  });
}

function isPureOperation(binary: ts.BinaryExpression, tracker: Tracker): boolean {
  switch (binary.operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return isPure(binary.left, tracker) && isPure(binary.right, tracker);
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return isPure(binary.right, tracker);
    default:
      return tracker.flowed.has(binary);
  }
}

/**
 * Members of the right name on values of unknown type: where the code around them reads a field that changes, they
 * may be readers that were not found.
 */
export function checkUnsure(tracker: Tracker): void {
  const { pathOf, reaches } = tracker.workspace;
  for (const { use, home, draft, shape } of tracker.unsure) {
    if (isInPassing(home) || !reaches(pathOf(use), pathOf(home))) continue;
    const access = isAccess(use.parent) ? use.parent : use;
    if (tracker.flowed.has(access) || !readsChangedField(access, draft)) continue;
    block(draft, 'unresolved-callers', access, {
      name: excerpt(access),
      shape: shape.kind === 'record' ? 'image' : 'list of images',
    });
  }
}

/**
 * Whether a member is told of in a type that is written for one value, as in `get<{ images: Image[] }>(…)`: that value
 * is followed itself, and no other has the type.
 */
function isInPassing(home: ts.Node): boolean {
  if (!ts.isPropertySignature(home)) return false;
  const holder = ts.findAncestor(home.parent, node => !ts.isTypeNode(node) && !ts.isTypeElement(node));
  if (!holder) return false;
  if (ts.isVariableDeclaration(holder)) return enclosingFunction(holder) !== undefined;
  return (
    ts.isCallExpression(holder) ||
    ts.isNewExpression(holder) ||
    ts.isAsExpression(holder) ||
    ts.isTypeAssertionExpression(holder) ||
    ts.isParameter(holder) ||
    ts.isFunctionLike(holder)
  );
}

function readsChangedField(access: ts.Node, draft: Draft): boolean {
  // What `page => page.images` gives is read by the code around it.
  const isScope = (node: ts.Node): boolean =>
    ts.isClassLike(node) ||
    (ts.isFunctionLike(node) && !(ts.isArrowFunction(node) && !ts.isBlock(node.body)));
  const scope = ts.findAncestor(access, isScope) ?? access.getSourceFile();
  const text = scope.getText();
  return changedFields(draft.rule).some(name => new RegExp(`\\b${name}\\b`).test(text));
}
