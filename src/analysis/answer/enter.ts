import { ts } from 'ts-morph';
import { namesOf } from '../code/names.ts';
import { isFunctionNode, parametersOf, wrapped } from '../code/syntax.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { type Frame, framesOf } from '../fold/template.ts';
import { bindParameter } from './binding-flow.ts';
import type { Shape } from './shape.ts';
import { escapeAt } from './track.ts';
import type { Continue, Trace } from './tracker.ts';

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
  const frame = call && enterCall(fn, call, trace.frame, reference as ts.Expression);
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
 * into once: its further calls are taken for the first that they repeat. `handed`: where the function is handed over by
 * name (`.then(json)`), as one call may take it at several places.
 */
export function enterCall(
  fn: ts.SignatureDeclaration,
  call: Frame['call'],
  parent: Frame | undefined,
  handed?: ts.Expression,
): Frame | undefined {
  const frames = framesOf(parent);
  const isSame = (frame: Frame) => (handed ? frame.handed === handed : frame.call === call);
  const open = frames.find(frame => frame.fn === fn && isSame(frame));
  return open ?? (frames.length < DEEPEST ? { fn, call, parent, ...(handed && { handed }) } : undefined);
}

/** What a call gives, where one argument is known. */
export const onlyAt = (index: number, shape: Shape): (Shape | undefined)[] => [
  ...Array.from({ length: index }, () => undefined),
  shape,
];

/** The call that something is an argument of. */
export function callGiven(node: ts.Node): ts.CallExpression | undefined {
  const { parent } = wrapped(node);
  return ts.isCallExpression(parent) && parent.expression !== wrapped(node) ? parent : undefined;
}
