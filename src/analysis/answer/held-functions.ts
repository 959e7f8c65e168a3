import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { isAccess, propertyName, unwrap, wrapped } from '../code/syntax.ts';
import { createDraft, type Draft } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { frameAround, idOf } from '../fold/frame-keys.ts';
import type { Frame } from '../fold/template.ts';
import { seedsIn } from './function-seeds.ts';
import { invoke } from './invoke.ts';
import { isHarmless } from './purity.ts';
import { holdsFunction, type Shape } from './shape.ts';
import { flow } from './track.ts';
import {
  arrive,
  type Continue,
  createStation,
  createTracker,
  need,
  type Station,
  type Trace,
  type Tracker,
} from './tracker.ts';

/**
 * `columns.map(column => column.value(image))`, `for (const listener of listeners) listener(images)`: calls what an
 * expression may be that stands for functions which are kept in lists and objects, where all of them are known, and who
 * else calls them. False where that is not seen.
 */
export function callHeld(
  callee: ts.Expression,
  args: readonly (Shape | undefined)[],
  onResult: Continue | undefined,
  trace: Trace,
): boolean {
  // A function that is given functions is looked into by those who follow them; the compat module converts before.
  const isLeft = trace.draft.compat !== undefined || args.some(shape => shape && holdsFunction(shape));
  const held = isLeft ? undefined : functionsAt(wrapped(callee), trace);
  if (!held) return false;
  trace.tracker.callbacks.add(callee);
  for (const fn of held) {
    trace.tracker.held.add(fn).add(bodyOf(fn, trace.tracker));
    const key = `held ${idOf(trace.tracker, callee)} ${idOf(trace.tracker, fn)}`;
    const next = arrive(key, { ...trace, frame: frameAround(fn, trace.frame) }).trace;
    args.forEach((shape, index) => {
      if (shape) need(next, callee, argumentsOf(fn, index, next), callee.getText(), shape);
    });
    invoke(fn as ts.Expression, args, onResult, next);
  }
  return true;
}

/** The function that a name stands for. */
const bodyOf = (fn: ts.Node, tracker: Tracker): ts.Node =>
  (ts.isExpression(fn) && calledFunction(fn, tracker)) || fn;

/** What those who call a function that is kept somewhere give it; where it leaves the project, the function itself. */
export function argumentsOf(fn: ts.Node, index: number, { tracker, draft }: Trace): ts.Expression[] {
  follow(fn, tracker, draft);
  return (tracker.functions?.handed ?? [])
    .filter(handed => handed.fn === fn)
    .flatMap(({ at, isCall }) => {
      if (!isCall || !ts.isCallExpression(at)) return [at as ts.Expression];
      const spread = at.arguments.slice(0, index + 1).find(ts.isSpreadElement);
      return spread ? [spread.expression] : at.arguments.slice(index, index + 1);
    });
}

/** Whether a function is written as a part of a list or object: it is called by other names than its own. */
export function isKept(fn: ts.SignatureDeclaration): boolean {
  const { parent } = wrapped(fn);
  return (
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent)
  );
}

/** How often what else gets to a place leads to more functions. */
const MOST_ROUNDS = 5;

/** All functions that an expression may stand for; undefined where something else may get there, or none is known. */
function functionsAt(callee: ts.Node, { tracker, draft, frame }: Trace): ts.Node[] | undefined {
  let seeds = seedsIn(callee as ts.Expression, frame, tracker);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const seed of seeds) follow(seed, tracker, draft);
    const reached = isWayKnown(callee, tracker) ? handedAt(callee, frame, tracker) : [];
    const needs = reached.flatMap(({ trace }) => needsAbove(trace.from));
    const found = new Set(reached.map(({ fn }) => fn));
    const others = needs.filter(other => !isKnown(other, found, frame, tracker)).map(({ value }) => value);
    if (others.length === 0)
      return found.size > 0 && [...found].every(fn => isClosed(fn, tracker)) ? [...found] : undefined;
    // What was followed, and did not get there, got there in another way.
    if (others.some(value => isFollowed(value, tracker))) return undefined;
    const more = others.map(value => seedsIn(value, frame, tracker));
    if (more.some(list => list.length === 0)) return undefined;
    seeds = more.flat();
  }
  return undefined;
}

/**
 * Whether the object of a member was followed to where it is read. By its name alone, a function is found at `this` and
 * at other names of an instance too, which may be one of a class or object that has its own.
 */
function isWayKnown(callee: ts.Node, { functions, workspace }: Tracker): boolean {
  const inner = unwrap(callee as ts.Expression);
  if (!isAccess(inner)) return true;
  const symbol = ts.isPropertyAccessExpression(inner) ? symbolAt(workspace, inner.name) : undefined;
  const isOfClass = symbol?.declarations?.some(({ parent }) => ts.isClassLike(parent)) ?? false;
  const { expression } = inner;
  return !isOfClass && functions !== undefined && functions.flowed.has(unwrap(expression));
}

/** The functions that are called, or handed on, by an expression, in the call that is looked into. */
function handedAt(callee: ts.Node, frame: Frame | undefined, { functions }: Tracker): Tracker['handed'] {
  const { parent } = callee;
  const call = ts.isCallExpression(parent) && parent.expression === callee ? parent : undefined;
  const all = functions?.handed.filter(({ trace }) => agrees(trace.frame, frame)) ?? [];
  return all.filter(({ at, isCall }) => (isCall ? at === call : at === callee));
}

/** Whether what else gets to a place is a function that is followed, nothing at all, or given in another call. */
function isKnown(
  { value, shape }: Station['needs'][number],
  found: ReadonlySet<ts.Node>,
  frame: Frame | undefined,
  tracker: Tracker,
): boolean {
  const { functions } = tracker;
  if (isOfOtherCall(value, frame, tracker)) return true;
  if (!functions || !isHarmless(value, shape, functions)) return false;
  if (isFollowed(value, tracker)) return found.has(unwrap(value));
  const through = [value, unwrap(value)].flatMap(node => [...(functions.flowed.get(node) ?? [])]);
  return through.every(({ blockers }) => blockers.length === 0);
}

const drafts = new WeakMap<Tracker, Map<ts.Node, Draft>>();

function isFollowed(value: ts.Expression, { functions }: Tracker): boolean {
  return functions !== undefined && drafts.get(functions)?.has(unwrap(value)) === true;
}

const isClosed = (fn: ts.Node, { functions }: Tracker): boolean =>
  functions !== undefined && drafts.get(functions)?.get(fn)?.blockers.length === 0;

/** Follows a function to its calls; what stands in the way is kept apart from what the finding says. */
function follow(fn: ts.Node, tracker: Tracker, { rule }: Draft): void {
  tracker.functions ??= createTracker(tracker.workspace);
  const { functions } = tracker;
  const known = drafts.get(functions) ?? new Map<ts.Node, Draft>();
  drafts.set(functions, known);
  if (known.has(fn)) return;
  const draft = createDraft(tracker.workspace, rule);
  known.set(fn, draft);
  const trace: Trace = { tracker: functions, draft, frame: undefined, from: createStation() };
  const shape: Shape = { kind: 'function', at: fn };
  if (!ts.isMethodDeclaration(fn)) return flow(fn, shape, trace);
  const name = propertyName(fn.name);
  flow(
    fn.parent,
    name === undefined ? { kind: 'map', of: shape } : { kind: 'member', name, of: shape },
    trace,
  );
}

/** Whether two chains of calls are the same, as far as both are known. */
function agrees(one: Frame | undefined, other: Frame | undefined): boolean {
  if (!one || !other) return true;
  return (
    one.fn === other.fn &&
    one.call === other.call &&
    one.handed === other.handed &&
    agrees(one.parent, other.parent)
  );
}

/** What else gets to a station, or to one before it. */
function needsAbove(from: Station): Station['needs'] {
  const seen = new Set<Station>([from]);
  for (const station of seen) for (const parent of station.parents) seen.add(parent);
  return [...seen].flatMap(({ needs }) => needs);
}

/** What other calls give a function that is looked into for one call. */
function isOfOtherCall(value: ts.Node, frame: Frame | undefined, tracker: Tracker): boolean {
  const { parent } = wrapped(value);
  if (!ts.isCallExpression(parent) || !frame) return false;
  const isOther = parent !== frame.call && calledFunction(parent.expression, tracker) === frame.fn;
  return isOther || isOfOtherCall(value, frame.parent, tracker);
}
