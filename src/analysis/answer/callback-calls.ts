import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { callAt, usesOfFunction } from '../code/callers.ts';
import { isExportReference } from '../code/exported.ts';
import { replacementsOf } from '../code/replaced.ts';
import { parametersOf, positionOf, referenceAt, unwrap } from '../code/syntax.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { isPromisify, promisedFunction } from '../fold/promisified.ts';
import type { Frame } from '../fold/template.ts';
import { onlyAt } from './enter.ts';
import { valuesGiven } from './given-values.ts';
import { callNamed, invoke, type Site } from './invoke.ts';
import { type Shape, shapeKey } from './shape.ts';
import { flow } from './track.ts';
import { arrive, leave, need, type Trace } from './tracker.ts';

/** A function that is called with a value among its arguments, and which it may be. */
type Callback = {
  parameter: ts.ParameterDeclaration;
  args: readonly (Shape | undefined)[];
  shape: Shape;
  /** Where it is called, if that is known. */
  site: Site | undefined;
  /** Parameters that it was looked for in already. */
  seen: ReadonlySet<ts.Node>;
};

/** `callback(null, images)`: the function that the callers of this function handed in, or that took its place. */
export function passToCallback(call: Frame['call'], index: number, shape: Shape, trace: Trace): boolean {
  const args = onlyAt(index, shape);
  return callByName(unwrap(call.expression), args, trace, siteAt(call, trace));
}

/** A call by the project: what it gives is read where it stands, within the calls that are open there. */
export function siteAt(call: Frame['call'], { frame, within = [] }: Trace): Site {
  return { call, frame, onResult: (result, next) => flow(call, result, { ...next, frame, within }) };
}

/**
 * Calls what a parameter, or a variable or member that is given functions, stands for. What they give back flows on from
 * where they are written. False where that is not known.
 */
export function callByName(
  callee: ts.Expression,
  args: readonly (Shape | undefined)[],
  trace: Trace,
  site: Site | undefined,
): boolean {
  const declaration = symbolAt(trace.tracker.workspace, callee)?.valueDeclaration;
  const index = args.findIndex(arg => arg !== undefined);
  const shape = args[index];
  if (!declaration || !shape) return false;
  if (!ts.isParameter(declaration)) return callHeld(callee, declaration, args, trace, site);
  if (ts.isIdentifier(callee)) need(trace, callee, valuesGiven(callee, index, trace), callee.text, shape);
  return callAll(callee, { parameter: declaration, args, shape, site, seen: new Set([declaration]) }, trace);
}

/** `let show; if (isShort) show = images => …; else …`: a variable or member that is given functions. */
function callHeld(
  callee: ts.Expression,
  declaration: ts.Declaration,
  args: readonly (Shape | undefined)[],
  trace: Trace,
  site: Site | undefined,
): boolean {
  if (!ts.isVariableDeclaration(declaration) && !ts.isPropertyDeclaration(declaration)) return false;
  const { initializer } = declaration;
  const given = replacementsOf(callee, undefined, trace.tracker.workspace);
  for (const value of initializer && given.length > 0 ? [initializer, ...given] : given)
    callByOtherName(value, { args, site }, trace);
  return given.length > 0;
}

/** Calls a function by another name than its own: what it gives is read where it is called by that. */
export function callByOtherName(
  value: ts.Expression | undefined,
  { args, site }: Pick<Callback, 'args' | 'site'>,
  trace: Trace,
): void {
  if (!value) return;
  const inner = unwrap(value);
  if (site && (callNamed(inner, args, site, trace) || callHandedOn(inner, args, site, trace))) return;
  trace.tracker.held.add(inner);
  invoke(value, args, undefined, trace);
}

/** `const run = show => withImages(show)`: a parameter that is handed on as it is. */
function callHandedOn(
  value: ts.Expression,
  args: readonly (Shape | undefined)[],
  site: Site,
  trace: Trace,
): boolean {
  const declaration = symbolAt(trace.tracker.workspace, value)?.valueDeclaration;
  if (!ts.isIdentifier(value) || !declaration || !ts.isParameter(declaration)) return false;
  const { tracker, frame } = trace;
  tracker.callbacks.add(value);
  // A function that hands its parameter to itself is looked into once.
  const places = [value, site.call].map(node => idOf(tracker, node)).join();
  const frames = [frame, site.frame].map(one => frameKey(tracker, one)).join();
  const shapes = args.map(shape => (shape ? shapeKey(shape) : '')).join();
  const next = arrive(`handed on ${places}:${shapes}:${frames}`, trace);
  return !next.isNew || callByName(value, args, next.trace, site);
}

/** Calls whatever a parameter may be. False where that is not known. */
function callAll(name: ts.Node, callback: Callback, trace: Trace): boolean {
  const { parameter } = callback;
  const { workspace } = trace.tracker;
  if (!callHandedIn(callback, trace)) return false;
  if (parameter.initializer) callByOtherName(parameter.initializer, callback, trace);
  // A property of an instance may be replaced under its own name too.
  const names = name === parameter.name ? [name] : [name, parameter.name];
  const values = new Set(names.flatMap(one => replacementsOf(one, undefined, workspace)));
  return [...values].every(value => callReplacement(value, callback, trace));
}

/** `callback = options`: the callers left one argument out, and another parameter holds the function. */
function callReplacement(value: ts.Expression, callback: Callback, trace: Trace): boolean {
  const { seen } = callback;
  const other = ts.isIdentifier(value) && symbolAt(trace.tracker.workspace, value)?.valueDeclaration;
  if (!other || !ts.isParameter(other)) {
    callByOtherName(value, callback, trace);
    return true;
  }
  const next = { ...callback, parameter: other, seen: new Set([...seen, other]) };
  return seen.has(other) || callAll(other.name, next, trace);
}

/** Calls what the callers of the function that has the parameter hand in. */
function callHandedIn(callback: Callback, trace: Trace): boolean {
  const { parameter, shape, seen } = callback;
  const outside: Trace = { ...trace, frame: undefined };
  const inside = callBack(parameter, shape, trace);
  const ways = waysIn(parameter, trace);
  if (ways.length === 0 || ways.includes(undefined)) return false;
  for (const way of ways) {
    if (way && 'promised' in way) flow(way.promised, shape, inside);
    else if (way && 'promise' in way) flow(way.promise, { kind: 'thunk', of: shape }, outside);
    else if (seen.size === 1 || mayBeFunction(way?.callback, trace))
      callByOtherName(way?.callback, callback, way?.isOpen ? inside : outside);
  }
  return true;
}

/** The trace of a value that a function gives back to the call which is looked into, by calling what that handed over. */
function callBack(parameter: ts.ParameterDeclaration, shape: Shape, trace: Trace): Trace {
  const { tracker, frame } = trace;
  const left: Trace = { ...leave(parameter.parent, trace), frame: frame?.parent };
  if (frame?.fn !== parameter.parent) return left;
  const key = `called back ${idOf(tracker, parameter)}:${shapeKey(shape)}:${frameKey(tracker, frame)}`;
  const next = arrive(key, left).trace;
  next.from.exit = parameter.parent;
  return next;
}

/** By which a function gets a callback: an argument, of the open call alone where there is one, or `promisify`. */
type Way =
  | { callback: ts.Expression | undefined; isOpen?: true }
  | { promise: ts.Expression }
  | { promised: ts.Node };

function waysIn(parameter: ts.ParameterDeclaration, { frame, tracker }: Trace): (Way | undefined)[] {
  const fn = parameter.parent;
  const position = positionOf(parameter);
  const isLast = position === parametersOf(fn).length - 1;
  if (frame?.fn === fn) {
    if (frame.handed) return [undefined];
    if (isLast && promisedFunction(frame.call.expression, tracker)) return [{ promised: frame.call }];
    const way = argumentWay(frame.call, position);
    return [way && { ...way, isOpen: true }];
  }
  const uses = usesOfFunction(fn, tracker)?.sure.filter(use => !isExportReference(use)) ?? [];
  return uses.map(use => {
    const call = callAt(use);
    if (call) return argumentWay(call, position);
    const { parent } = referenceAt(use);
    return isLast && isPromisify(parent) ? { promise: parent } : undefined;
  });
}

/** Behind a list that is spread, nobody knows which argument is which. */
function argumentWay(call: Frame['call'], position: number): Extract<Way, { callback: unknown }> | undefined {
  const given = call.arguments?.slice(0, position + 1) ?? [];
  return given.some(ts.isSpreadElement) ? undefined : { callback: given[position] };
}

/** Options that stand where another caller has its callback are never called. */
function mayBeFunction(value: ts.Expression | undefined, { tracker }: Trace): boolean {
  if (!value) return false;
  const type = tracker.workspace.checker.getTypeAtLocation(value);
  return (type.flags & UNKNOWN) !== 0 || type.getCallSignatures().length > 0 || type.isUnion();
}

const UNKNOWN = ts.TypeFlags.Any | ts.TypeFlags.Unknown;
