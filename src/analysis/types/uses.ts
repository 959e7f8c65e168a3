import { ts } from 'ts-morph';
import { bindName, bindParameter, bindSymbol } from '../answer/binding-flow.ts';
import { giveResult } from '../answer/results.ts';
import type { Shape } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import { addTo, arrive, markEdited, need, type Trace } from '../answer/tracker.ts';
import { usesOf } from '../code/bindings.ts';
import { excerpt, isFunctionNode, wrapped } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block } from '../edits/draft.ts';
import { idOf } from '../fold/frame-keys.ts';
import { BOX } from '../frameworks/boxes.ts';
import { bindState, STATES } from '../frameworks/state-flow.ts';
import { changeKeys } from './keys.ts';

/** Follows everything that is declared with a type whose members change. */
export function followType(
  owner: ts.InterfaceDeclaration | ts.TypeLiteralNode,
  shape: Shape,
  trace: Trace,
): void {
  const own = { ...trace, frame: undefined, within: [], isDeclared: true };
  const next = arrive(`type ${idOf(trace.tracker, owner)}`, own).trace;
  markEdited(next);
  if (ts.isInterfaceDeclaration(owner)) return followName(owner.name, shape, next);
  followHolder(owner, shape, next);
}

function followName(name: ts.Identifier, shape: Shape, trace: Trace): void {
  const symbol = trace.tracker.workspace.checker.getSymbolAtLocation(name);
  if (!symbol) return;
  for (const use of usesOf(trace.tracker.workspace, symbol).sure) followReference(use, shape, trace);
}

function followReference(use: ts.Node, shape: Shape, trace: Trace): void {
  let node = use.parent;
  if (ts.isQualifiedName(node)) node = node.parent;
  if (ts.isExpressionWithTypeArguments(node)) return followHeir(node, shape, trace);
  if (ts.isTypeReferenceNode(node) || ts.isImportTypeNode(node)) return followHolder(node, shape, trace);
  // Who takes the type from the module is found by the name there.
  if (!ts.isExportSpecifier(node) && !ts.isImportSpecifier(node) && !ts.isExportAssignment(node))
    block(trace.draft, 'unsupported-type', use, { name: excerpt(node) });
}

/** What extends the type may describe something else as well: its readers are found by value. */
function followHeir(node: ts.ExpressionWithTypeArguments, _: Shape, trace: Trace): void {
  if (!ts.isInterfaceDeclaration(node.parent.parent))
    block(trace.draft, 'unsupported-type', node, { name: excerpt(node) });
}

const WRAPPERS = words(
  'Promise PromiseLike Readonly Partial Required NonNullable Observable Ref ShallowRef Signal ' +
    'WritableSignal Pick Omit BehaviorSubject Subject',
);
const LISTS = words(
  'Array ReadonlyArray Set ReadonlySet Iterable IterableIterator Generator AsyncGenerator AsyncIterable',
);
const KEYED = words('Record Map ReadonlyMap');

/** Climbs from a type to what is declared with it. */
function followHolder(type: ts.TypeNode, shape: Shape, trace: Trace): void {
  const parent = type.parent;
  if (ts.isArrayTypeNode(parent)) return followHolder(parent, { kind: 'array', of: shape }, trace);
  if (
    ts.isUnionTypeNode(parent) ||
    ts.isIntersectionTypeNode(parent) ||
    ts.isParenthesizedTypeNode(parent) ||
    ts.isNamedTupleMember(parent)
  )
    return followHolder(parent, shape, trace);
  if (ts.isTypeOperatorNode(parent)) {
    if (parent.operator === ts.SyntaxKind.KeyOfKeyword)
      return block(trace.draft, 'unsupported-type', parent, { name: excerpt(parent) });
    return followHolder(parent, shape, trace);
  }
  if (ts.isTupleTypeNode(parent))
    return followHolder(parent, { kind: 'tuple', index: parent.elements.indexOf(type), of: shape }, trace);
  if (ts.isTypeReferenceNode(parent)) return followArgument(parent, type, shape, trace);
  const holder = HOLDERS[parent.kind];
  if (holder) return holder(parent, shape, trace, type);
  block(trace.draft, 'unsupported-type', parent, { name: excerpt(parent) });
}

function followArgument(parent: ts.TypeReferenceNode, type: ts.TypeNode, shape: Shape, trace: Trace): void {
  const name = parent.typeName.getText();
  if (name === 'Pick' || name === 'Omit') changeKeys(parent, trace);
  if (WRAPPERS.has(name)) return followHolder(parent, shape, trace);
  if (LISTS.has(name)) return followHolder(parent, { kind: 'array', of: shape }, trace);
  if (KEYED.has(name)) return followHolder(parent, { kind: 'map', of: shape }, trace);
  // A generic type of the project or of a package: what it makes of its argument is found by value.
  void type;
}

/** How calls are named that ask a service for something. */
const REQUESTS = /(?:^|[.#])(?:get|post|put|patch|request|fetch|\$fetch|ofetch)$/i;

/** `useState([] as Image[])`, `ref([] as Image[])`: what is kept later comes by other ways. */
function isKeptFirst(node: ts.Node): boolean {
  const { parent: call } = wrapped(node);
  return ts.isCallExpression(call) && isKeeper(call);
}

/** `const [images, setImages] = useState<Image[]>([])`: what is set has to be of the type, whoever sets it. */
function keepByType(call: ts.Node, shape: Shape, trace: Trace): void {
  const { parent } = wrapped(call);
  const pattern = ts.isVariableDeclaration(parent) ? parent.name : undefined;
  const [, setter] = pattern && ts.isArrayBindingPattern(pattern) ? pattern.elements : [];
  const name = setter && ts.isBindingElement(setter) ? setter.name : undefined;
  if (name && ts.isIdentifier(name)) bindState(name, name, shape, trace);
}

const isKeeper = ({ expression }: ts.CallExpression): boolean =>
  STATES.has(expression.getText()) || BOX.has(expression.getText());

type Holder = (parent: ts.Node, shape: Shape, trace: Trace, type: ts.TypeNode) => void;

/** What can be declared with a type. */
const HOLDERS: Partial<Record<ts.SyntaxKind, Holder>> = {
  [ts.SyntaxKind.VariableDeclaration]: (parent, shape, trace) =>
    bindDeclared(parent as ts.VariableDeclaration, shape, trace),
  [ts.SyntaxKind.Parameter]: (parent, shape, trace) => {
    if (isFunctionNode(parent.parent)) bindParameter(parent as ts.ParameterDeclaration, shape, trace);
  },
  [ts.SyntaxKind.PropertyDeclaration]: (parent, shape, trace) =>
    bindDeclared(parent as ts.PropertyDeclaration, shape, trace),
  [ts.SyntaxKind.PropertySignature]: (parent, shape, trace) => {
    const symbol = trace.tracker.workspace.checker.getSymbolAtLocation((parent as ts.PropertySignature).name);
    if (symbol) bindSymbol(symbol, parent, shape, trace);
  },
  [ts.SyntaxKind.FunctionDeclaration]: returns,
  [ts.SyntaxKind.FunctionExpression]: returns,
  [ts.SyntaxKind.ArrowFunction]: returns,
  [ts.SyntaxKind.MethodDeclaration]: returns,
  [ts.SyntaxKind.GetAccessor]: returns,
  [ts.SyntaxKind.MethodSignature]: () => undefined,
  [ts.SyntaxKind.FunctionType]: () => undefined,
  [ts.SyntaxKind.TypeAliasDeclaration]: (parent, shape, trace) =>
    followName((parent as ts.TypeAliasDeclaration).name, shape, trace),
  // What has the parameter for its type has these members; a default only stands in for it.
  [ts.SyntaxKind.TypeParameter]: (parent, shape, trace, type) => {
    const { name, constraint } = parent as ts.TypeParameterDeclaration;
    if (constraint === type) followName(name, shape, trace);
  },
  [ts.SyntaxKind.AsExpression]: (parent, shape, trace) => {
    if (isKeptFirst(parent)) return keepByType(wrapped(parent).parent, shape, trace);
    trace.from.needs.push({
      node: parent,
      value: (parent as ts.AsExpression).expression,
      name: excerpt(parent),
    });
    flow(parent, shape, trace);
  },
  [ts.SyntaxKind.TypeAssertionExpression]: (parent, shape, trace) => {
    if (isKeptFirst(parent)) keepByType(wrapped(parent).parent, shape, trace);
    else flow(parent, shape, trace);
  },
  [ts.SyntaxKind.SatisfiesExpression]: (parent, shape, trace) => flow(parent, shape, trace),
  // `axios.get<…>()`: what the call gives is found by value, unless it asks another service.
  [ts.SyntaxKind.CallExpression]: (parent, shape, trace) => {
    const { tracker, draft } = trace;
    keepByType(parent as ts.CallExpression, shape, trace);
    if (REQUESTS.test((parent as ts.CallExpression).expression.getText()))
      addTo(tracker.asked, parent, draft);
  },
  [ts.SyntaxKind.NewExpression]: () => undefined,
  [ts.SyntaxKind.ExpressionWithTypeArguments]: () => undefined,
  [ts.SyntaxKind.TypePredicate]: () => undefined,
  [ts.SyntaxKind.JsxOpeningElement]: () => undefined,
};

/** What is declared with the type has to be of it, whether somebody reads it or not. */
function bindDeclared(
  { name, initializer }: ts.VariableDeclaration | ts.PropertyDeclaration,
  shape: Shape,
  trace: Trace,
): void {
  if (initializer) need(trace, initializer, [initializer], name.getText(), shape);
  bindName(name, shape, trace);
}

function returns(parent: ts.Node, shape: Shape, trace: Trace): void {
  if (isFunctionNode(parent)) giveResult(parent, shape, trace);
}
