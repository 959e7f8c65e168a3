import { ts } from 'ts-morph';
import { namesOf } from '../code/names.ts';
import { isFunctionNode, parametersOf, wrapped } from '../code/syntax.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { type Frame, framesOf } from '../fold/template.ts';
import { bindParameter } from './binding-flow.ts';
import type { Shape } from './shape.ts';
import { escapeAt } from './track.ts';
import type { Trace } from './tracker.ts';

/** What becomes of the result of a function. */
export type Continue = (shape: Shape, trace: Trace) => void;

/** Binds the parameters of a function, and remembers where its result goes. */
export function callFunction(
  fn: ts.SignatureDeclaration,
  reference: ts.Node,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): void {
  if (isFunctionNode(reference)) return enterFunction(fn, reference, args, onResult, trace);
  // What is called by another name is judged there.
  const call = trace.tracker.held.has(reference) ? undefined : callGiven(reference);
  const frame = call && handOver(fn, call, reference as ts.Expression, trace.frame);
  enterFunction(fn, reference, args, onResult, { ...trace, frame });
}

/** The same, where it is known which call of the function is looked into, if any. `at`: tells that from others. */
export function enterFunction(
  fn: ts.SignatureDeclaration,
  reference: ts.Node,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
  at = reference,
): void {
  const { tracker, frame } = trace;
  tracker.callbacks.add(reference);
  if (onResult) {
    const known = tracker.continuations.get(fn) ?? new Map<string, Continue>();
    known.set(frame?.fn === fn ? frameKey(tracker, frame) : `${idOf(tracker, at)}`, onResult);
    tracker.continuations.set(fn, known);
  }
  for (const [index, shape] of args.entries()) {
    const parameter = parametersOf(fn)[index];
    if (shape) checkArguments(fn, index, shape, trace);
    if (shape && parameter) bindParameter(parameter, shape, trace);
  }
}

/** `arguments[0]`, `show.apply(this, arguments)`: what a function is given, by no name of its own. */
export function checkArguments(fn: ts.Node, index: number, shape: Shape, trace: Trace): void {
  const own =
    namesOf(fn.getSourceFile())
      .get('arguments')
      ?.filter(name => isOf(fn, name)) ?? [];
  for (const { parent: use } of own) {
    const isLength = ts.isPropertyAccessExpression(use) && use.name.text === 'length';
    const key = ts.isElementAccessExpression(use) ? use.argumentExpression : undefined;
    const isOther = key && ts.isNumericLiteral(key) && Number(key.text) !== index;
    if (!isLength && !isOther) escapeAt(use, shape, trace, use, () => false);
  }
}

/** Whether `arguments` are those of this function; other names are spelled alike. */
function isOf(fn: ts.Node, name: ts.Node): boolean {
  const { parent } = name;
  const isMember = (parent as ts.NamedDeclaration).name === name;
  return (
    !isMember && ts.findAncestor(parent, node => isFunctionNode(node) && !ts.isArrowFunction(node)) === fn
  );
}

/**
 * How many calls are looked into one behind the other. Functions that call each other lead on without an end, by more
 * ways than can be gone: what is deeper is given to all who call the function.
 */
const DEEPEST = 7;

/**
 * The frame of a call that is looked into; undefined where it would be too deep. A function that calls itself is looked
 * into once: its further calls are taken for the first that they repeat.
 */
export function enterCall(
  fn: ts.SignatureDeclaration,
  call: Frame['call'],
  parent: Frame | undefined,
): Frame | undefined {
  const frames = framesOf(parent);
  const open = frames.find(frame => frame.call === call && frame.fn === fn);
  return open ?? (frames.length < DEEPEST ? { fn, call, parent } : undefined);
}

/** `.then(json)`: the one of several places that hand a function over which has what it gives. */
export function handOver(
  fn: ts.SignatureDeclaration,
  call: Frame['call'],
  handed: ts.Expression,
  parent: Frame | undefined,
): Frame | undefined {
  const frames = framesOf(parent);
  const open = frames.find(frame => frame.handed === handed && frame.fn === fn);
  return open ?? (frames.length < DEEPEST ? { fn, call, parent, handed } : undefined);
}

/** The call that something is an argument of. */
export function callGiven(node: ts.Node): ts.CallExpression | undefined {
  const { parent } = wrapped(node);
  return ts.isCallExpression(parent) && parent.expression !== wrapped(node) ? parent : undefined;
}
