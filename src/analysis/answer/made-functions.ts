import type { ts } from 'ts-morph';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { isExportReference } from '../code/exported.ts';
import {
  type FunctionNode,
  isFunctionNode,
  referenceAt,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { calledFunction } from '../fold/calls.ts';
import { idOf } from '../fold/frame-keys.ts';
import { callGiven, enterCall, enterFunction } from './enter.ts';
import type { Shape } from './shape.ts';
import { arrive, type Continue, need, type Trace } from './tracker.ts';

/**
 * `images.sort(by('name'))`: the function that one of the project makes is called. What else is made by it has the
 * same readers, so it has to be called with images too. False where it is not seen what is made.
 */
export function invokeMade(
  call: ts.CallExpression,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): boolean {
  const { tracker } = trace;
  const maker = calledFunction(call.expression, tracker);
  const made = isFunctionNode(maker) ? functionsMade(maker) : undefined;
  if (!maker || !made) return false;
  tracker.callbacks.add(call);
  const { trace: next } = arrive(`made by ${idOf(tracker, maker)}`, trace);
  const uses = usesOfMaker(maker, next);
  const outer = enterCall(maker, call, trace.frame);
  const given = tracker.held.has(call) ? undefined : callGiven(call);
  const goOn: Continue = (shape, after) => onResult?.(shape, { ...after, frame: trace.frame });
  for (const fn of made) {
    need(given ? { ...next, inside: fn } : next, call, uses, call.expression.getText());
    const frame = given ? enterCall(fn, given, outer, call) : outer;
    enterFunction(fn, fn, args, onResult && goOn, { ...next, frame }, call);
  }
  return true;
}

/** All that a function gives back, where it gives nothing but functions written in it. */
function functionsMade(maker: FunctionNode): FunctionNode[] | undefined {
  const made: ts.Node[] = returnedExpressions(maker).map(unwrap);
  return made.length > 0 && made.every(isFunctionNode) ? made : undefined;
}

/** The calls of a function that makes functions, and the places where it is handed on. */
function usesOfMaker(maker: ts.SignatureDeclaration, { tracker }: Trace): ts.Expression[] {
  const uses = usesOfFunction(maker, tracker)?.sure.filter(use => !isExportReference(use)) ?? [];
  return uses.map(use => (callAt(use) ?? referenceAt(use)) as ts.Expression);
}
