import { ts } from 'ts-morph';
import { onlyAt } from '../answer/enter.ts';
import { invoke } from '../answer/invoke.ts';
import { type Shape, shapeKey } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import { arrive, need, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt } from '../code/callers.ts';
import { isExportReference } from '../code/exported.ts';
import { referenceAt, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { idOf } from '../fold/frame-keys.ts';

const MAKERS = words('createSelector createDraftSafeSelector createDeepEqualSelector');

/**
 * `createSelector([imagesOf, queryOf], (images, query) => …)`: what the selectors of the inputs give is handed to the
 * last function, and what that gives is given by the selector that is made.
 */
export function combineSelectors(
  callee: ts.Expression,
  call: ts.CallExpression,
  index: number,
  shape: Shape,
  trace: Trace,
): boolean {
  if (!ts.isIdentifier(callee) || !MAKERS.has(callee.text)) return false;
  const input = inputOf(shape, index);
  const combine = combinerOf(call);
  if (!input || !combine) return false;
  combineInput(call, input.index, input.shape, trace);
  return true;
}

function combineInput(call: ts.CallExpression, index: number, shape: Shape, trace: Trace): void {
  const args = onlyAt(index, shape);
  invoke(combinerOf(call), args, (result, next) => flow(call, { kind: 'thunk', of: result }, next), trace);
}

/** Which input a value is, and what it selects: inputs stand in a list, or one by one. */
function inputOf(shape: Shape, index: number): { index: number; shape: Shape } | undefined {
  if (shape.kind === 'thunk') return { index, shape: shape.of };
  if (shape.kind !== 'tuple' || index !== 0 || shape.of.kind !== 'thunk') return undefined;
  return { index: shape.index, shape: shape.of.of };
}

/** The function that the inputs are handed to: behind them, before options. */
function combinerOf(call: ts.CallExpression): ts.Expression | undefined {
  const [last, before] = [...call.arguments].reverse();
  const isOptions = last !== undefined && ts.isObjectLiteralExpression(unwrap(last));
  return isOptions ? before : last;
}

/**
 * `openImages(state)`: a selector that was made hands its argument to the selectors of its inputs. So does whoever else
 * calls it.
 */
export function passToSelector(callee: ts.Expression, index: number, shape: Shape, trace: Trace): boolean {
  const made = index === 0 ? madeSelector(callee, trace) : undefined;
  if (!made) return false;
  trace.tracker.callbacks.add(callee);
  const next = arrive(`selector ${idOf(trace.tracker, made)}:${shapeKey(shape)}`, trace);
  if (!next.isNew) return true;
  need(next.trace, callee, othersGiven(callee, trace), callee.getText(), shape);
  const combine = combinerOf(made);
  const [first] = made.arguments;
  const list = first && unwrap(first);
  const inputs = list && ts.isArrayLiteralExpression(list) ? list.elements : made.arguments;
  for (const [at, input] of inputs.entries()) {
    if (input === combine) break;
    const onResult = (result: Shape, then: Trace) => combineInput(made, at, result, then);
    if (!passToSelector(input, 0, shape, next.trace)) invoke(input, [shape], onResult, next.trace);
  }
  return true;
}

/** What all calls of a selector hand it, and the places where it is handed on. */
function othersGiven(callee: ts.Expression, { tracker: { workspace } }: Trace): ts.Expression[] {
  const symbol = symbolAt(workspace, unwrap(callee));
  const uses = usesOf(workspace, symbol).sure.filter(use => !isExportReference(use));
  return uses.map(use => callAt(use)?.arguments?.[0] ?? (referenceAt(use) as ts.Expression));
}

/** The call that makes the selector of a name. */
function madeSelector(name: ts.Expression, { tracker }: Trace): ts.CallExpression | undefined {
  const inner = unwrap(name);
  const declaration = ts.isIdentifier(inner)
    ? symbolAt(tracker.workspace, inner)?.valueDeclaration
    : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  if (!value || !ts.isCallExpression(value) || !MAKERS.has(value.expression.getText())) return undefined;
  return combinerOf(value) ? value : undefined;
}
