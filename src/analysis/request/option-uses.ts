import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { isCondition } from '../code/conditions.ts';
import { isExportReference } from '../code/exported.ts';
import {
  accessName,
  isAccess,
  isAssignment,
  isFunctionNode,
  isWritten,
  parametersOf,
  referenceAt,
  wrapped,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Frame } from '../fold/template.ts';
import { addMember, MERGES, read, type State } from './options.ts';

/** One place where the object is used: something is put into it, or it is handed to somebody who may do so. */
export function readUse(use: ts.Node, frame: Frame | undefined, state: State): void {
  const reference = referenceAt(use);
  const { parent } = reference;
  if (isAccess(parent) && parent.expression === reference) return readMember(parent, frame, state);
  if (isAssignment(parent) && parent.left === reference) return read(parent.right, frame, state);
  if (isWritten(reference)) state.found.isKnown = false;
  if (ts.isCallExpression(parent) && parent.arguments.includes(reference as ts.Expression))
    return readHandedOn(parent, reference, frame, state);
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    return readUses(parent.name, frame, state);
  if (!isHarmless(reference)) state.found.isKnown = false;
}

/** `options.params = …`, `options.params.limit = 5`, `options[key] = …`; other members are read and left. */
function readMember(access: ts.Node, frame: Frame | undefined, state: State): void {
  if (!isAccess(access)) return;
  const name = accessName(access);
  const outer = wrapped(access);
  const isSet = isAssignment(outer.parent) && outer.parent.left === outer;
  if (isSet ? name === undefined : isWritten(outer)) state.found.isKnown = false;
  if (name === undefined) return;
  if (isSet) addMember(name, (outer.parent as ts.BinaryExpression).right, frame, state);
  else if (state.keys.includes(name) && !isCondition(outer)) state.found.isBuiltOn = true;
}

/** The same options for another request, or for a log, stay what they are. */
const PASSIVE = words(
  'console.* JSON.stringify Object.keys Object.values Object.entries Object.freeze structuredClone',
);

function readHandedOn(
  call: ts.CallExpression,
  reference: ts.Node,
  frame: Frame | undefined,
  state: State,
): void {
  const name = call.expression.getText();
  const index = call.arguments.indexOf(reference as ts.Expression);
  if (call === state.call || PASSIVE.has(name)) return;
  if (MERGES.has(name)) {
    for (const argument of index === 0 ? call.arguments.slice(1) : []) read(argument, frame, state);
    return;
  }
  const fn = calledFunction(call.expression, state);
  const parameter = fn && parametersOf(fn)[index];
  if (fn && parameter && ts.isIdentifier(parameter.name))
    return readUses(parameter.name, { fn, call, parent: frame }, state);
  // Clients do not change what they are given; of others, nobody knows.
  if (!isRequest(call)) state.found.isKnown = false;
}

/** What is done to the object under another name. */
function readUses(name: ts.Node, frame: Frame | undefined, state: State): void {
  if (state.seen.has(name)) return;
  state.seen.add(name);
  const symbol = symbolAt(state.workspace, name);
  for (const use of usesOf(state.workspace, symbol).sure) readUse(use, frame, state);
}

const isRequest = (call: ts.CallExpression): boolean =>
  /(?:^|\.)(?:get|request|fetch|ajax|axios|got|ky|rp|post|put|patch|delete|head)$/i.test(
    call.expression.getText(),
  );

/** A use by which nothing can be put into the object. */
function isHarmless(reference: ts.Node): boolean {
  const { parent } = reference;
  return (
    isExportReference(reference) ||
    isCondition(reference) ||
    ts.isSpreadAssignment(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isTypeQueryNode(parent) ||
    (ts.isBinaryExpression(parent) && !isAssignment(parent)) ||
    ts.isConditionalExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    isFunctionNode(parent)
  );
}
