import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { borrowersOf } from '../code/borrowed.ts';
import { callAt, functionSymbol, usesOfFunction } from '../code/callers.ts';
import { isPropDeclaration } from '../code/component-options.ts';
import { elementAt } from '../code/elements.ts';
import { isExportReference } from '../code/exported.ts';
import { heirMembers } from '../code/heirs.ts';
import { lifeOf } from '../code/lives.ts';
import { takenOut } from '../code/module-members.ts';
import {
  isAccess,
  isFunctionNode,
  isWritten,
  positionOf,
  propertyName,
  referenceAt,
  referenceOf,
  returnedExpressions,
  unwrap,
  valuesWritten,
} from '../code/syntax.ts';
import { frameAround, frameKey, idOf } from '../fold/frame-keys.ts';
import { declareBox } from '../frameworks/boxes.ts';
import { unboxed } from '../frameworks/template-flow.ts';
import { followWatchers } from '../frameworks/watchers.ts';
import { declareAsserted, declareValue } from '../types/declared.ts';
import { needArgument, needByMethod } from './bound-uses.ts';
import { destructure, destructureList } from './destructure.ts';
import { argumentsOf, isKept } from './held-functions.ts';
import { giveToSetters } from './setters.ts';
import { holdsFunction, type Shape, shapeKey } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import { addTo, arrive, need, needCallee, type Trace, type Tracker } from './tracker.ts';
import { writtenValues } from './written-values.ts';

/** A name or pattern receives the value. */
export function bindName(name: ts.BindingName | ts.PropertyName, shape: Shape, trace: Trace): void {
  if (ts.isObjectBindingPattern(name)) return destructure(name, shape, trace);
  if (ts.isArrayBindingPattern(name)) return destructureList(name, shape, trace);
  const { checker } = trace.tracker.workspace;
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol) bindSymbol(symbol, name, shape, trace);
  else escapeAt(name, shape, trace, name);
}

/** Goes on to every use of a symbol. All else that is written to it gets to the same readers. */
export function bindSymbol(symbol: ts.Symbol, at: ts.Node, shape: Shape, given: Trace): void {
  const { tracker } = given;
  const declaration = symbol.declarations?.[0] ?? at;
  // What is kept outside of a function, other calls of it find there.
  const trace = { ...given, frame: frameAround(homeOf(declaration, at, tracker), given.frame) };
  const life = lifeOf(symbol, at, tracker.workspace);
  const place = `${idOf(tracker, declaration)} ${symbol.name} ${life?.start ?? ''}`;
  const next = arrive(`name ${place}:${shapeKey(shape)}:${frameKey(tracker, trace.frame)}`, trace);
  if (!next.isNew || giveToSetters(symbol, shape, next.trace)) return;
  const { sure, unsure } = usesOf(tracker.workspace, symbol);
  const uses = life?.uses ?? sure;
  declareSymbol(symbol, shape, next.trace);
  const values = life?.values ?? [...initialValues(symbol), ...heirValues(symbol, next.trace)];
  need(next.trace, at, values, symbol.name, shape);
  for (const value of values) declareAsserted(value, shape, next.trace);
  for (const written of uses.flatMap(use => writtenValues(use, shape))) {
    need(next.trace, at, [written.value], symbol.name, written.shape);
    declareAsserted(written.value, written.shape ?? shape, next.trace);
  }
  declareBox(symbol, shape, next.trace);
  followWatchers(symbol, shape, next.trace);
  for (const use of uses) followUse(use, shape, next.trace);
  for (const use of unsure) tracker.unsure.push({ use, home: declaration, draft: trace.draft, shape });
}

/** Where a value is kept: with its name, or, where a type declares that, with the variable it is a member of. */
function homeOf(declaration: ts.Node, at: ts.Node, { workspace }: Tracker): ts.Node {
  if (!ts.isTypeElement(declaration)) return declaration;
  let root = at;
  while (isAccess(root)) root = unwrap(root.expression);
  const symbol = ts.isIdentifier(root) ? symbolAt(workspace, root) : undefined;
  return symbol?.declarations?.[0] ?? at;
}

/** `let images: Image[] = []`, which the answer is put into later. */
function declareSymbol(symbol: ts.Symbol, shape: Shape, trace: Trace): void {
  for (const declaration of symbol.declarations ?? []) {
    const isTyped =
      ts.isVariableDeclaration(declaration) ||
      ts.isPropertyDeclaration(declaration) ||
      ts.isPropertySignature(declaration);
    if (isTyped) declareValue(declaration.type, shape, trace);
  }
}

/** A member that is read because its type says what it is. */
function noteOwner({ parent }: ts.Node, { tracker, draft }: Trace): void {
  const holder = ts.isBindingElement(parent) ? ts.walkUpBindingElementsAndPatterns(parent) : parent;
  const owner = isAccess(holder) ? holder.expression : (holder as ts.VariableDeclaration).initializer;
  if (owner && (isAccess(parent) || ts.isBindingElement(parent))) addTo(tracker.declaredOwners, owner, draft);
}

function followUse(use: ts.Node, shape: Shape, trace: Trace): void {
  const parent = use.parent;
  if (trace.isDeclared) noteOwner(use, trace);
  if (ts.isBindingElement(parent) && parent.initializer !== use) return bindName(parent.name, shape, trace);
  const isMemberName = ts.isPropertyAccessExpression(parent)
    ? parent.name === use
    : ts.isElementAccessExpression(parent) && parent.argumentExpression === use;
  const node = isMemberName ? parent : use;
  if (isAccess(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword)
    need(trace, node, borrowersOf(node, trace.tracker.workspace), node.getText());
  flow(node, unboxed(use, shape, trace), trace);
}

function initialValues(symbol: ts.Symbol): ts.Expression[] {
  return (symbol.declarations ?? []).flatMap(declaration => {
    const isValue =
      ts.isVariableDeclaration(declaration) ||
      ts.isPropertyDeclaration(declaration) ||
      (ts.isPropertyAssignment(declaration) && !isPropDeclaration(declaration));
    const isLoop = ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent);
    return isValue && !isLoop && declaration.initializer ? [declaration.initializer] : [];
  });
}

/** What a field holds, or a getter gives, that a class below has in the place of this one. */
function heirValues({ declarations = [], name }: ts.Symbol, { tracker }: Trace): ts.Expression[] {
  const homes = declarations.filter(ts.isPropertyDeclaration).map(({ parent }) => parent);
  return homes
    .flatMap(home => heirMembers(home, name, tracker.workspace))
    .flatMap(member => {
      if (isFunctionNode(member)) return returnedExpressions(member);
      return ts.isPropertyDeclaration(member) && member.initializer ? [member.initializer] : [];
    });
}

/** A parameter receives the value; so do the values that its function's other callers pass. */
export function bindParameter(parameter: ts.ParameterDeclaration, shape: Shape, trace: Trace): void {
  const { tracker } = trace;
  const next = arrive(
    `parameter ${idOf(tracker, parameter)}:${shapeKey(shape)}:${frameKey(tracker, trace.frame)}`,
    trace,
  );
  if (!next.isNew) return;
  const fn = parameter.parent as ts.SignatureDeclaration;
  needCallers(fn, parameter, shape, next.trace);
  declareValue(parameter.type, shape, next.trace);
  bindName(parameter.name, shape, next.trace);
}

/** `const { rows = images } = page`: what the page holds there gets to the same readers. */
export function bindDefault(element: ts.BindingElement, shape: Shape, trace: Trace): void {
  const holder = ts.walkUpBindingElementsAndPatterns(element);
  const whole = shapeAround(element, shape);
  const loop = holder.parent.parent;
  if (ts.isParameter(holder)) needCallers(holder.parent, holder, whole, trace);
  else if (holder.initializer) need(trace, element, [holder.initializer], element.name.getText(), whole);
  else if (ts.isForOfStatement(loop))
    need(trace, element, [loop.expression], element.name.getText(), { kind: 'array', of: whole });
  bindName(element.name, shape, trace);
}

/** What a pattern takes apart, where one of its elements is of a shape. */
function shapeAround({ parent: pattern, propertyName: key, name }: ts.BindingElement, of: Shape): Shape {
  const member = propertyName(key ?? name);
  const isList = ts.isArrayBindingPattern(pattern);
  const whole: Shape =
    isList || member === undefined
      ? { kind: isList ? 'array' : 'map', of }
      : { kind: 'member', name: member, of };
  return ts.isBindingElement(pattern.parent) ? shapeAround(pattern.parent, whole) : whole;
}

function needCallers(
  fn: ts.SignatureDeclaration,
  parameter: ts.ParameterDeclaration,
  shape: Shape,
  trace: Trace,
): void {
  const index = positionOf(parameter);
  const name = parameter.name.getText();
  if (ts.isSetAccessor(fn)) return needSet(fn, name, shape, trace);
  const others: Trace = { ...trace, inside: fn };
  for (const use of usesOfFunction(fn, trace.tracker)?.sure.flatMap(use => namesAt(use, trace)) ?? []) {
    const call = callAt(use);
    if (call) needArgument({ node: call, given: call.arguments ?? [] }, { index, name, shape }, others);
    else if (!needByMethod(referenceAt(use), { index, name, shape }, others))
      needReference(referenceOf(use), name, shape, others);
  }
  const isSought = isKept(fn) && !holdsFunction(shape);
  for (const given of isSought ? argumentsOf(fn, index, trace) : []) need(trace, given, [given], name, shape);
  if (parameter.initializer) need(trace, parameter, [parameter.initializer], name, shape);
}

/** What is written to a member with a setter, by a pattern as well; who reads it gets what the getter gives. */
function needSet(setter: ts.SetAccessorDeclaration, name: string, shape: Shape, trace: Trace): void {
  const symbol = functionSymbol(setter, trace.tracker);
  const uses = usesOf(trace.tracker.workspace, symbol).sure;
  for (const reference of uses.map(referenceAt).filter(isWritten))
    for (const { value, isPart } of valuesWritten(reference))
      need(trace, reference, [value], name, isPart ? undefined : shape);
}

/** A use of a function, or those of the variable that takes it: `const { label } = await import('./labels')`. */
function namesAt(use: ts.Node, { tracker: { workspace } }: Trace): readonly ts.Node[] {
  const local = takenOut(use, workspace);
  if (local) return usesOf(workspace, local).sure;
  return isExportReference(use) ? [] : [use];
}

/** A function that is handed on gets its arguments from whoever received it. */
function needReference(reference: ts.Node, name: string, shape: Shape, trace: Trace): void {
  const { parent } = reference;
  const element = elementAt(reference);
  if (element) return needProps(element, name, shape, trace);
  const isOwner = isAccess(parent) && parent.expression === reference;
  const isTest =
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  if (isTypePosition(reference) || isOwner || isTest) return;
  if (holdsFunction(shape)) need(trace, reference, [reference as ts.Expression], name);
  else needCallee(trace, reference as ts.Expression, name);
}

/** `createElement(List, { images })`: a component is given its props, and children behind them. */
function needProps(element: ts.CallExpression, name: string, shape: Shape, trace: Trace): void {
  const end = shape.kind === 'member' && shape.name === 'children' ? undefined : 2;
  need(trace, element, element.arguments.slice(1, end), name, shape);
}

export const isTypePosition = (node: ts.Node): boolean =>
  ts.isTypeQueryNode(node.parent) ||
  ts.isExpressionWithTypeArguments(node.parent) ||
  ts.isTypeReferenceNode(node.parent) ||
  ts.isJsxOpeningLikeElement(node.parent) ||
  ts.isJsxClosingElement(node.parent);
