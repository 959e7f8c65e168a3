import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { entriesOf } from '../code/callers.ts';
import { onlyImplementation } from '../code/heirs.ts';
import {
  enclosingFunction,
  isAccess,
  isFunctionNode,
  keyOf,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { fetcherOf } from '../fold/cache-keys.ts';
import { calledFunction } from '../fold/calls.ts';
import { handedTo } from '../fold/handed.ts';
import { promisedFunction } from '../fold/promisified.ts';
import { isTaken, takenReturns } from '../fold/returns.ts';
import type { Frame } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';

import { isOtherEntry, pickedByKey } from './picked-entries.ts';

type Place = { workspace: Workspace };

/** A function that what is given to a call gets to, and the calls around; undefined where one is not known. */
export type Entered = { fn: ts.SignatureDeclaration | undefined; frame: Frame | undefined };

/** The functions of the project that what is given to a call gets to: one, or those that are handed in for a parameter. */
export function enteredFunctions(call: Frame['call'], frame: Frame | undefined, place: Place): Entered[] {
  const fn =
    calledFunction(call.expression, place) ??
    onlyImplementation(unwrap(call.expression), place.workspace) ??
    fetcherOf(call, place.workspace) ??
    promisedFunction(call.expression, place);
  return fn ? [{ fn, frame }] : handedTo(call.expression, frame, place);
}

/**
 * `({ url }) => fetch(url())`, `kind => fetch(PATHS[kind])`: what is called, or read, by a parameter depends on those who
 * call the function around it. Without a frame where it does not.
 */
function framesBehind(node: ts.Node, place: Place): (Frame | undefined)[] {
  const read = ts.isCallExpression(node) ? unwrap(node.expression) : node;
  const frames = framesFor(node, isAccess(read) ? [read.expression, keyOf(read)] : [read], place);
  return frames.length > 0 ? frames : [undefined];
}

/**
 * The calls around `SERVICES[service]`, or what is read or kept of it, whose key leads to an entry that one of `homes`
 * stands in. Of what has no such key, and where a call is looked into already: that call.
 */
export function framesOfKey(
  node: ts.Node,
  frame: Frame | undefined,
  { workspace }: Place,
  homes: readonly ts.Node[],
): (Frame | undefined)[] {
  const picked =
    pickedByKey(node, workspace) ?? (isAccess(node) ? pickedByKey(node.expression, workspace) : undefined);
  if (!picked || frame) return [frame];
  return framesBehind(node, { workspace }).filter(
    outer => !isOtherEntry(picked, homes, { workspace, frame: outer, depth: 0 }),
  );
}

/** The calls of the function around a node, where it has one of these names as a parameter. */
function framesFor(node: ts.Node, names: readonly ts.Node[], place: Place): Frame[] {
  const fn = enclosingFunction(node);
  const keys = names.flatMap(name => pickedByKey(name, place.workspace)?.argumentExpression ?? []);
  if (!fn || ![...names, ...keys].some(name => parameterOf(name, place)?.parent === fn)) return [];
  const calls = entriesOf(fn, place).filter(ts.isCallExpression);
  return calls.map(call => ({ fn, call, parent: undefined }));
}

/** The parameter that a name is, or is taken out of. */
export function parameterOf(name: ts.Node, { workspace }: Place): ts.ParameterDeclaration | undefined {
  const declaration = ts.isIdentifier(name) ? symbolAt(workspace, name)?.valueDeclaration : undefined;
  return declaration && ts.findAncestor(declaration, ts.isParameter);
}

/** The frames in which a call is given what a function returns at a node: that may depend on the call's arguments. */
export function framesOfReturn(
  node: ts.Node,
  fn: ts.SignatureDeclaration,
  call: ts.Node,
  place: Place,
): (Frame | undefined)[] {
  if (!ts.isCallExpression(call)) return framesBehind(call, place);
  const contextOf = (parent: Frame | undefined) => ({ ...place, frame: { fn, call, parent }, depth: 0 });
  const [first, ...others] = framesBehind(call, place);
  const given = framesFor(call, call.arguments.map(unwrap), place);
  const isChosen = (frame: Frame): boolean =>
    isFunctionNode(fn) && takenReturns(fn, contextOf(frame)).length < returnedExpressions(fn).length;
  const frames = !first && given.some(isChosen) ? given : [first, ...others];
  return frames.filter(frame => isTaken(node, contextOf(frame)));
}
