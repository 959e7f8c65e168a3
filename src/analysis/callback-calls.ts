import { ts } from 'ts-morph';
import { symbolAt } from './bindings.ts';
import type { Given } from './built-in-calls.ts';
import { callAt, usesOfFunction } from './callers.ts';
import { isExportReference } from './exported.ts';
import { valuesGiven } from './given-values.ts';
import { invoke } from './invoke.ts';
import type { Shape } from './shape.ts';
import { referenceAt } from './syntax.ts';
import { flow } from './track.ts';
import { need, type Trace } from './tracker.ts';

type Call = Given['call'];

/** `callback(null, images)`: the function that the callers of this function handed in. */
export function passToCallback(
  callee: ts.Expression,
  _call: Call,
  index: number,
  shape: Shape,
  trace: Trace,
): boolean {
  const declaration = symbolAt(trace.tracker.workspace, callee)?.valueDeclaration;
  if (!declaration || !ts.isParameter(declaration)) return false;
  const fn = declaration.parent;
  const position = fn.parameters.indexOf(declaration);
  const { frame } = trace;
  if (ts.isIdentifier(callee)) need(trace, callee, valuesGiven(callee, index, trace), callee.text, shape);
  const args = [...Array.from({ length: index }, () => undefined), shape];
  if (frame?.fn === fn) {
    invoke(frame.call.arguments?.[position], args, undefined, { ...trace, frame: frame.parent });
    return true;
  }
  const uses = usesOfFunction(fn, trace.tracker)?.sure.filter(use => !isExportReference(use)) ?? [];
  const outside: Trace = { ...trace, frame: undefined };
  const isLast = position === fn.parameters.length - 1;
  const ways = uses.map(use => callbackOf(use, position, isLast));
  if (ways.length === 0 || ways.includes(undefined)) return false;
  for (const way of ways) {
    if (way && 'promise' in way) flow(way.promise, { kind: 'thunk', of: shape }, outside);
    else invoke(way?.callback, args, undefined, outside);
  }
  return true;
}

/** What a use of a function hands it for a callback: an argument, or what `promisify` makes of it. */
function callbackOf(
  use: ts.Node,
  position: number,
  isLast: boolean,
): { callback: ts.Expression | undefined } | { promise: ts.Expression } | undefined {
  const call = callAt(use);
  if (call) return { callback: call.arguments?.[position] };
  const reference = referenceAt(use);
  const holder = reference.parent;
  const isPromise =
    isLast && ts.isCallExpression(holder) && /(?:^|\.)promisify$/.test(holder.expression.getText());
  return isPromise ? { promise: holder } : undefined;
}
