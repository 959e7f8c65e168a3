import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { defaultExport, entriesOf } from '../code/callers.ts';
import { givesMembers } from '../code/component-options.ts';
import { constructorOf } from '../code/constructed.ts';
import { isFromOutside } from '../code/globals.ts';
import { elementName, namedWalkers } from '../code/listed.ts';
import {
  BUILDS,
  enclosingFunction,
  isAccess,
  isAssignment,
  keyOf,
  parametersOf,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { isCompatCall } from '../compat/import.ts';
import { callOfUrl, hookOfKey, isKeyCall } from '../fold/cache-keys.ts';
import { isRaw } from '../fold/fold.ts';
import { frameKey, idOf } from '../fold/frame-keys.ts';
import { isTaken } from '../fold/returns.ts';
import { type Frame, framesOf } from '../fold/template.ts';
import { foldCondition } from '../fold/truth.ts';
import type { Workspace } from '../project/project.ts';
import { isSetting } from '../request/client-defaults.ts';
import { endpointOfQuery } from '../request/endpoints.ts';
import { type Entered, enteredFunctions, framesOfKey, framesOfReturn, parameterOf } from './trail-frames.ts';
import { enterMember, isIgnored, isOtherMember, type Members, membersWithText } from './trail-members.ts';

type Call = ts.CallExpression | ts.NewExpression;

/** Everywhere that a piece of text may get to. */
export type Trail = {
  /** Calls that take it as an argument, with the call chain that leads into their function. */
  calls: { call: Call; frame: Frame | undefined }[];
  /** Other places where it ends: comparisons, logs, values handed to code that is not in the project. */
  ends: ts.Node[];
  /** Whether it goes through the compat module somewhere: there it has been moved already. */
  isMoved: boolean;
};

type State = {
  workspace: Workspace;
  trail: Trail;
  seen: Set<string>;
  /** Names that were followed, each once in a call chain. */
  names: Set<string>;
  /** Where the value is and has not been followed from yet; a list, because trails are longer than a call stack. */
  pending: { node: ts.Node; frame: Frame | undefined }[];
  ids: Map<ts.Node, number>;
  members: Members;
  isStop: Stop;
  /** Members of the value that lead to nothing that matters. */
  ignored: ReadonlySet<ts.Node>;
};

/** Whether what a call gives back is not to be followed: it is no text any more. */
export type Stop = (call: Call) => boolean;

/** Limit: a text that goes to more places than this, as what a program tells its users, is followed no further. */
const MOST_STEPS = 2_000;

/** How many calls deep a value is followed into wrappers. */
const DEEPEST = 8;

/**
 * Follows a value forward through operators, names, objects, fields, parameters and returns, across files.
 * It is meant to find too much rather than too little: what a call really receives is folded afterwards. What
 * calls give back for which `isStop` holds is not followed.
 */
export function followText(
  node: ts.Expression,
  workspace: Workspace,
  isStop: Stop,
  ignored: ReadonlySet<ts.Node> = new Set(),
): Trail {
  const state: State = {
    workspace,
    trail: { calls: [], ends: [], isMoved: false },
    seen: new Set(),
    pending: [],
    names: new Set(),
    ids: new Map(),
    members: new Map(),
    isStop,
    ignored,
  };
  follow(node, undefined, state);
  for (let next = state.pending.pop(); next && state.seen.size < MOST_STEPS; next = state.pending.pop())
    takeStep(next.node, next.frame, state);
  return state.trail;
}

function follow(node: ts.Node, frame: Frame | undefined, state: State): void {
  const outer = wrapped(node);
  const key = `${idOf(state, outer)}:${frameKey(state, frame)}`;
  if (state.seen.has(key)) return;
  state.seen.add(key);
  state.pending.push({ node: outer, frame });
}

function takeStep(outer: ts.Node, frame: Frame | undefined, state: State): void {
  const element = elementName(outer);
  if (element) bind(element, frame, state);
  const step = STEPS[outer.parent.kind];
  if (step) step(outer, outer.parent, frame, state);
  else state.trail.ends.push(outer);
}

type Step = (node: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State) => void;

const onward: Step = (_, parent, frame, state) => follow(parent, frame, state);

/** One row for each kind of parent that lets the value through. */
const STEPS: Partial<Record<ts.SyntaxKind, Step>> = {
  [ts.SyntaxKind.TemplateSpan]: (_, parent, frame, state) => follow(parent.parent, frame, state),
  [ts.SyntaxKind.TaggedTemplateExpression]: (node, parent, frame, state) => {
    if (isRaw((parent as ts.TaggedTemplateExpression).tag)) follow(parent, frame, state);
    else state.trail.ends.push(node);
  },
  [ts.SyntaxKind.BinaryExpression]: binary,
  [ts.SyntaxKind.ConditionalExpression]: branch,
  [ts.SyntaxKind.AwaitExpression]: onward,
  [ts.SyntaxKind.SpreadElement]: onward,
  [ts.SyntaxKind.SpreadAssignment]: (_, parent, frame, state) => follow(parent.parent, frame, state),
  [ts.SyntaxKind.ArrayLiteralExpression]: onward,
  [ts.SyntaxKind.PropertyAssignment]: property,
  [ts.SyntaxKind.ShorthandPropertyAssignment]: property,
  [ts.SyntaxKind.PropertyAccessExpression]: member,
  [ts.SyntaxKind.ElementAccessExpression]: member,
  [ts.SyntaxKind.CallExpression]: argument,
  [ts.SyntaxKind.NewExpression]: argument,
  [ts.SyntaxKind.VariableDeclaration]: named,
  [ts.SyntaxKind.Parameter]: named,
  [ts.SyntaxKind.BindingElement]: named,
  [ts.SyntaxKind.PropertyDeclaration]: field,
  [ts.SyntaxKind.EnumMember]: field,
  [ts.SyntaxKind.ReturnStatement]: returned,
  [ts.SyntaxKind.ArrowFunction]: returned,
  [ts.SyntaxKind.YieldExpression]: returned,
  [ts.SyntaxKind.ExportAssignment]: (_, parent, _frame, state) =>
    followDefault(parent.getSourceFile(), state),
};

function named(_: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  bind((parent as ts.VariableDeclaration).name, frame, state);
}

function field(_: ts.Node, parent: ts.Node, _frame: Frame | undefined, state: State): void {
  followName((parent as ts.PropertyDeclaration).name, undefined, state);
}

function binary(node: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  const expression = parent as ts.BinaryExpression;
  if (isAssignment(expression))
    return expression.right === node ? assign(expression.left, frame, state) : undefined;
  if (BUILDS.has(expression.operatorToken.kind)) follow(expression, frame, state);
  else state.trail.ends.push(expression);
}

/** A branch that the call which is looked into does not take leads nowhere. */
function branch(node: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  const { condition, whenFalse } = parent as ts.ConditionalExpression;
  const isTrue = frame && foldCondition(condition, { workspace: state.workspace, frame, depth: 0 });
  if (node === condition || isTrue !== (node === whenFalse)) follow(parent, frame, state);
}

function assign(target: ts.Expression, frame: Frame | undefined, state: State): void {
  const inner = unwrap(target);
  if (isAccess(inner)) {
    followName(keyOf(inner), undefined, state);
    const owner = unwrap(inner.expression);
    if (ts.isIdentifier(owner)) followName(owner, frame, state);
    if (/^(?:module\.)?exports\b/.test(inner.getText())) followDefault(inner.getSourceFile(), state);
    // Whoever reads a setting of a package, or a member of the browser, cannot be seen.
    else if (isSetting(inner) || isFromOutside(owner, state.workspace)) state.trail.ends.push(inner);
    return;
  }
  followName(inner, frame, state);
}

/** A member of an object literal goes where the object goes, and where its name is read. */
function property(_: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  const assignment = parent as ts.PropertyAssignment;
  state.pending.push(...enterMember(assignment, state.members));
  if (ts.isObjectLiteralExpression(assignment.parent)) follow(assignment.parent, frame, state);
  const symbol = state.workspace.checker.getSymbolAtLocation(assignment.name);
  if (symbol) followSymbol(symbol, frame, state);
}

/** As the object: a member is read or called. As the key of an element access: it ends here. */
function member(node: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  const access = parent as ts.ElementAccessExpression;
  if (access.expression !== node || isOtherMember(access, { node, frame }, state)) return;
  const call = wrapped(access).parent;
  const isCalled = ts.isCallExpression(call) && call.expression === wrapped(access);
  if (isCalled && state.isStop(call)) return;
  if (isCalled) state.trail.ends.push(...namedWalkers(call));
  const homes = membersWithText(state.members);
  for (const outer of framesOfKey(access, frame, state, homes))
    follow(isCalled ? call : access, outer, state);
}

function argument(node: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  const call = parent as Call;
  // A function that was handed in gives the path.
  if (call.expression === node) return parameterOf(node, state) ? follow(call, frame, state) : undefined;
  if (isCompatCall(call, state.workspace)) {
    state.trail.isMoved = true;
    return;
  }
  state.trail.calls.push({ call, frame });
  if (state.isStop(call)) return;
  const made = constructorOf(call, state.workspace);
  const entered = made ? [{ fn: made, frame }] : enteredFunctions(call, frame, state);
  if (entered.length === 0 && isKeyCall(call)) return;
  for (const one of entered) bindArgument(one, call, node, state);
  // What a constructor keeps is followed by the names of its fields.
  if (made) return;
  if (entered.length === 0 || entered.some(({ fn }) => !fn || givesNothing(fn))) follow(call, frame, state);
}

const givesNothing = (fn: ts.SignatureDeclaration): boolean =>
  returnedExpressions(fn as ts.FunctionExpression).length === 0;

function bindArgument({ fn, frame }: Entered, call: Call, node: ts.Node, state: State): void {
  if (!fn || framesOf(frame).length >= DEEPEST) return;
  const index = [...(call.arguments ?? [])].indexOf(node as ts.Expression);
  const parameter = parametersOf(fn)[index] ?? fn.parameters.find(({ dotDotDotToken }) => dotDotDotToken);
  if (parameter) bind(parameter.name, { fn, call, parent: frame }, state);
}

function bind(name: ts.BindingName, frame: Frame | undefined, state: State): void {
  if (ts.isIdentifier(name)) {
    followName(name, frame, state);
    const parameter = name.parent;
    if (ts.isParameter(parameter) && ts.isParameterPropertyDeclaration(parameter, parameter.parent)) {
      const property = state.workspace.checker.getSymbolsOfParameterPropertyDeclaration(parameter, name.text);
      for (const symbol of property) followSymbol(symbol, undefined, state);
    }
    return;
  }
  for (const element of name.elements)
    if (ts.isBindingElement(element) && !isIgnored(element, state)) bind(element.name, frame, state);
}

function followName(name: ts.Node, frame: Frame | undefined, state: State): void {
  const symbol = symbolAt(state.workspace, name);
  if (symbol) followSymbol(symbol, frame, state);
}

function followSymbol(symbol: ts.Symbol, frame: Frame | undefined, state: State): void {
  const [declaration] = symbol.declarations ?? [];
  const key = declaration && `${idOf(state, declaration)}:${frameKey(state, frame)}`;
  if (key === undefined || state.names.has(key)) return;
  state.names.add(key);
  for (const use of usesOf(state.workspace, symbol).sure)
    followUse(use, frame, state, symbol.declarations ?? []);
}

/** `PATHS[kind]`: which member it is may depend on who calls the function around it. `homes`: where it is declared. */
function followUse(use: ts.Node, frame: Frame | undefined, state: State, homes: readonly ts.Node[]): void {
  const parent = use.parent;
  if (ts.isBindingElement(parent)) {
    for (const outer of framesOfKey(parent.name, frame, state, homes)) bind(parent.name, outer, state);
  } else if (isAccess(parent) && (ts.isElementAccessExpression(parent) || parent.name === use)) {
    const owners = ts.isElementAccessExpression(parent) ? membersWithText(state.members) : homes;
    for (const outer of framesOfKey(parent, frame, state, owners)) follow(parent, outer, state);
  } else follow(use, frame, state);
}

function returned(node: ts.Node, parent: ts.Node, frame: Frame | undefined, state: State): void {
  const fn = ts.isArrowFunction(parent) ? parent : enclosingFunction(node);
  if (!fn) return;
  if (frame?.fn === fn) {
    if (isTaken(node, { workspace: state.workspace, frame, depth: 0 }))
      follow(frame.call, frame.parent, state);
    return;
  }
  const endpoint = endpointOfQuery(fn);
  if (endpoint) return void state.trail.calls.push({ call: endpoint.call, frame: undefined });
  const hook = hookOfKey(fn) ?? callOfUrl(fn);
  if (hook) return argument(wrapped(fn), hook, frame, state);
  const callers = entriesOf(fn, state);
  for (const call of callers)
    for (const outer of framesOfReturn(node, fn, call, state)) follow(call, outer, state);
  // Whoever calls it cannot be seen.
  if (callers.length === 0 && !givesMembers(fn)) state.trail.ends.push(node);
}

function followDefault(file: ts.SourceFile, state: State): void {
  const symbol = defaultExport(file, state.workspace.checker);
  if (symbol) followSymbol(symbol, undefined, state);
}
