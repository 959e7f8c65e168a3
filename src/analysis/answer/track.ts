import { ts } from 'ts-morph';
import {
  enclosingFunction,
  excerpt,
  isAssignment,
  isKeepingAssignment,
  propertyName,
  yieldsOf,
} from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { hooksOfFallback } from '../fold/cache-keys.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { isTaken } from '../fold/returns.ts';
import { foldCondition } from '../fold/truth.ts';
import { flowIntoAttribute, flowIntoSpread } from '../frameworks/jsx-flow.ts';
import { declareValue } from '../types/declared.ts';
import { passArgument } from './arguments.ts';
import { assignTo } from './assign.ts';
import { bindDefault, bindName, bindParameter } from './binding-flow.ts';
import { escapeByCompat } from './compat-plan.ts';
import { testKey } from './keys.ts';
import { readElement, readMember } from './members.ts';
import { giveResult } from './results.ts';
import { depthOf, isInstance, isTime, type Shape, shapeKey, shapeWord, timeReads } from './shape.ts';
import { elementOf, intoList, spreadIntoList, spreadIntoObject } from './spread-flow.ts';
import { compareTime } from './times.ts';
import { addTo, arrive, need, type Trace } from './tracker.ts';

/**
 * Follows a value of the answer from an expression to everything that is done with it. What is not understood
 * becomes a blocker where it happens; nothing is passed over in silence.
 */
export function flow(node: ts.Node, shape: Shape, trace: Trace): void {
  const { tracker, draft, frame } = trace;
  addTo(tracker.flowed, node, draft);
  const key = `${idOf(tracker, node)}:${shapeKey(shape)}:${frameKey(tracker, frame)}`;
  const next = arrive(key, trace);
  if (!next.isNew) return;
  if (depthOf(shape) > DEEPEST) return escapeAt(node, shape, next.trace, node);
  const step = STEPS[node.parent.kind];
  if (step) step(node, node.parent, shape, next.trace);
  else escapeAt(node, shape, next.trace, node.parent);
}

/** A value that is put into things over and over, as a recursive function may do, is not followed to its end. */
const DEEPEST = 9;

type Leave = () => boolean;

/**
 * The value goes where it cannot be followed. A timestamp may: it is put into its old form where it is read. `leave`:
 * how a draft that goes through the compat module lets it go, and whether it can.
 */
export function escapeAt(
  node: ts.Node,
  shape: Shape,
  trace: Trace,
  to: ts.Node,
  leave: Leave = () => ts.isExpression(node) && escapeByCompat(node, shape, trace.draft),
): void {
  if (isTime(shape)) {
    for (const read of timeReads(shape)) trace.tracker.sensitive.add(read);
    return;
  }
  if (isInstance(shape) && !readsWhole(to)) return;
  if (shape.kind === 'function' && isArgument(node)) {
    trace.tracker.handed.push({ at: node, isCall: false, fn: shape.at, trace });
    return;
  }
  if (leave()) return;
  block(trace.draft, shape.kind === 'bag' ? 'bag-escape' : 'escape', to, {
    shape: shapeWord(shape),
    text: excerpt(to),
  });
}

const isArgument = (node: ts.Node): boolean =>
  (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) && node.parent.expression !== node;

/** Calls that look at all that an object has. */
const WHOLE =
  /^(?:JSON\.stringify|Object\.(?:values|entries|assign|fromEntries)|structuredClone)$|\.(?:json|jsonp|send|end|write|emit|postMessage|setItem|writeFile|writeFileSync)$/;

/** An instance may be handed to anybody: it is its class that knows the members, unless somebody takes all of them. */
const readsWhole = (to: ts.Node): boolean => ts.isCallExpression(to) && WHOLE.test(to.expression.getText());

type Step = (node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace) => void;

const onward: Step = (_, parent, shape, trace) => flow(parent, shape, trace);
const discard: Step = () => undefined;

/** One row for each kind of parent: what it does with a value. */
const STEPS: Partial<Record<ts.SyntaxKind, Step>> = {
  [ts.SyntaxKind.ParenthesizedExpression]: onward,
  [ts.SyntaxKind.NonNullExpression]: onward,
  [ts.SyntaxKind.AwaitExpression]: onward,
  [ts.SyntaxKind.AsExpression]: cast,
  [ts.SyntaxKind.SatisfiesExpression]: cast,
  [ts.SyntaxKind.TypeAssertionExpression]: cast,
  [ts.SyntaxKind.ExpressionStatement]: discard,
  [ts.SyntaxKind.VoidExpression]: discard,
  [ts.SyntaxKind.TypeOfExpression]: discard,
  [ts.SyntaxKind.IfStatement]: discard,
  [ts.SyntaxKind.WhileStatement]: discard,
  [ts.SyntaxKind.DoStatement]: discard,
  [ts.SyntaxKind.ForStatement]: discard,
  [ts.SyntaxKind.TypeQuery]: discard,
  [ts.SyntaxKind.TypePredicate]: (_, parent, shape, trace) =>
    declareValue((parent as ts.TypePredicateNode).type, shape, trace),
  // Whether there is something, or a number that neither form of a timestamp is.
  [ts.SyntaxKind.PrefixUnaryExpression]: discard,
  [ts.SyntaxKind.PropertyAccessExpression]: (node, parent, shape, trace) => {
    const access = parent as ts.PropertyAccessExpression;
    if (access.expression === node) readMember(access, access.name.text, shape, trace);
  },
  [ts.SyntaxKind.ElementAccessExpression]: (node, parent, shape, trace) => {
    const access = parent as ts.ElementAccessExpression;
    if (access.expression === node) readElement(access, shape, trace);
    else escapeAt(node, shape, trace, parent);
  },
  [ts.SyntaxKind.CallExpression]: passArgument,
  [ts.SyntaxKind.NewExpression]: passArgument,
  [ts.SyntaxKind.VariableDeclaration]: declare,
  [ts.SyntaxKind.BindingElement]: (node, parent, shape, trace) => {
    const element = parent as ts.BindingElement;
    if (element.initializer === node) bindDefault(element, shape, trace);
    else escapeAt(node, shape, trace, element);
  },
  [ts.SyntaxKind.Parameter]: (_, parent, shape, trace) =>
    bindParameter(parent as ts.ParameterDeclaration, shape, trace),
  [ts.SyntaxKind.BinaryExpression]: operate,
  [ts.SyntaxKind.ConditionalExpression]: choose,
  [ts.SyntaxKind.ReturnStatement]: (node, _, shape, trace) => {
    const fn = enclosingFunction(node);
    if (!fn) return escapeAt(node, shape, trace, node);
    const { frame, tracker } = trace;
    if (!frame || isTaken(node, { workspace: tracker.workspace, frame, depth: 0 }))
      giveResult(fn, shape, trace);
  },
  [ts.SyntaxKind.ArrowFunction]: (_, parent, shape, trace) =>
    giveResult(parent as ts.ArrowFunction, shape, trace),
  [ts.SyntaxKind.YieldExpression]: yieldValue,
  [ts.SyntaxKind.PropertyAssignment]: (_, parent, shape, trace) =>
    intoObject(parent as ts.PropertyAssignment, shape, trace),
  [ts.SyntaxKind.ShorthandPropertyAssignment]: (_, parent, shape, trace) =>
    intoObject(parent as ts.ShorthandPropertyAssignment, shape, trace),
  [ts.SyntaxKind.SpreadAssignment]: spreadIntoObject,
  [ts.SyntaxKind.SpreadElement]: spreadIntoList,
  [ts.SyntaxKind.ArrayLiteralExpression]: intoList,
  [ts.SyntaxKind.ForOfStatement]: loop,
  [ts.SyntaxKind.ForInStatement]: (node, parent, shape, trace) => {
    // The keys of a list or a dictionary say nothing of what it holds.
    const isCollection = shape.kind === 'array' || shape.kind === 'tuple' || shape.kind === 'map';
    if (!isCollection) escapeAt(node, shape, trace, (parent as ts.ForInStatement).expression);
  },
  [ts.SyntaxKind.PropertyDeclaration]: (_, parent, shape, trace) => {
    const field = parent as ts.PropertyDeclaration;
    declareValue(field.type, shape, trace);
    bindName(field.name, shape, trace);
  },
  [ts.SyntaxKind.ExportAssignment]: (_, parent, shape, trace) => {
    if (!isTime(shape))
      block(trace.draft, 'unresolved-callers', parent, { name: 'the module', shape: shapeWord(shape) });
  },
  [ts.SyntaxKind.JsxExpression]: flowIntoAttribute,
  [ts.SyntaxKind.JsxSpreadAttribute]: flowIntoSpread,
  [ts.SyntaxKind.TemplateSpan]: (node, parent, shape, trace) => {
    if (shape.kind === 'text') flow(parent.parent, shape, trace);
    else escapeAt(node, shape, trace, parent.parent);
  },
};

function cast(_: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  declareValue((parent as ts.AsExpression).type, shape, trace);
  flow(parent, shape, trace);
}

function declare(_: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const declaration = parent as ts.VariableDeclaration;
  declareValue(declaration.type, shape, trace);
  bindName(declaration.name, shape, trace);
}

/** `a ? images : other`: both branches get to the readers behind, where the call that is looked into does not decide. */
function choose(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const conditional = parent as ts.ConditionalExpression;
  if (conditional.condition === node) return;
  const { frame, tracker } = trace;
  const { workspace } = tracker;
  const isTrue = frame && foldCondition(conditional.condition, { workspace, frame, depth: 0 });
  if (isTrue !== undefined) {
    if (isTrue === (node === conditional.whenTrue)) flow(conditional, shape, trace);
    return;
  }
  need(trace, conditional, [conditional.whenTrue, conditional.whenFalse], excerpt(conditional), shape);
  flow(conditional, shape, trace);
}

const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
]);

const ORDER = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/** Operators whose value is what stands on the right. */
const LAST_COUNTS = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.CommaToken]);

function operate(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const binary = parent as ts.BinaryExpression;
  const operator = binary.operatorToken.kind;
  if (isAssignment(binary)) return assignment(node, binary, shape, trace);
  if (LAST_COUNTS.has(operator)) return binary.right === node ? flow(binary, shape, trace) : undefined;
  if (operator === ts.SyntaxKind.BarBarToken || operator === ts.SyntaxKind.QuestionQuestionToken) {
    need(trace, binary, [binary.left, binary.right], excerpt(binary), shape);
    return flow(binary, shape, trace);
  }
  if (operator === ts.SyntaxKind.InKeyword) return testKey(binary.left, shape, binary, trace);
  if (shape.kind === 'time' && (ORDER.has(operator) || COMPARISONS.has(operator)))
    return compareTime(binary.left === node ? binary.right : binary.left, shape, trace);
  if (COMPARISONS.has(operator)) return;
  if (operator === ts.SyntaxKind.PlusToken && shape.kind === 'text') return flow(binary, shape, trace);
  escapeAt(node, shape, trace, binary);
}

function assignment(node: ts.Node, binary: ts.BinaryExpression, shape: Shape, trace: Trace): void {
  if (binary.left === node) return isKeepingAssignment(binary) ? flow(binary, shape, trace) : undefined;
  const isSum = binary.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  if (isSum && shape.kind !== 'text') return escapeAt(node, shape, trace, binary);
  assignTo(binary.left, shape, trace);
  if (!ts.isExpressionStatement(binary.parent)) flow(binary, shape, trace);
}

/** A generator gives all that it yields to the same readers. */
function yieldValue(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const fn = enclosingFunction(node);
  if (!fn) return escapeAt(node, shape, trace, parent);
  const list: Shape = isDelegate(parent) ? shape : { kind: 'array', of: shape };
  const element = 'of' in list ? list.of : list;
  for (const other of yieldsOf(fn)) {
    if (other.expression)
      need(trace, other, [other.expression], excerpt(parent), isDelegate(other) ? list : element);
  }
  giveResult(fn, list, trace);
}

const isDelegate = (node: ts.Node): boolean => (node as ts.YieldExpression).asteriskToken !== undefined;

function intoObject(
  property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  shape: Shape,
  trace: Trace,
): void {
  const name = propertyName(property.name);
  const literal = property.parent;
  if (isPattern(literal))
    return assignTo(ts.isPropertyAssignment(property) ? property.initializer : property.name, shape, trace);
  const hooks = ts.isPropertyAssignment(property)
    ? hooksOfFallback(property, trace.tracker.workspace)
    : undefined;
  for (const hook of hooks ?? []) {
    for (const type of hook.typeArguments ?? []) declareValue(type, shape, trace);
    flow(hook, { kind: 'member', name: 'data', of: shape }, { ...trace, frame: undefined });
  }
  if (hooks) return undefined;
  if (name === undefined) return flow(literal, { kind: 'map', of: shape }, trace);
  if (ts.isPropertyAssignment(property)) bindName(property.name, shape, trace);
  flow(literal, { kind: 'member', name, of: shape }, trace);
}

/** `({ a, b } = value)`: a literal that is assigned to. */
const isPattern = (literal: ts.Node): boolean =>
  ts.isBinaryExpression(literal.parent) && isAssignment(literal.parent) && literal.parent.left === literal;

function loop(node: ts.Node, parent: ts.Node, shape: Shape, trace: Trace): void {
  const statement = parent as ts.ForOfStatement;
  if (statement.expression !== node) return;
  const element = elementOf(shape, statement.expression, trace);
  // An answer that is walked through is a stream of bytes.
  if (!element) return escapeAt(node, shape, trace, statement.expression, () => false);
  const { initializer } = statement;
  if (ts.isVariableDeclarationList(initializer))
    for (const declaration of initializer.declarations) bindName(declaration.name, element, trace);
  else assignTo(initializer, element, trace);
}
