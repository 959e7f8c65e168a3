import { ts } from 'ts-morph';
import { fieldOf } from '../answer/fields.ts';
import { LIST, type Shape } from '../answer/shape.ts';
import { addTo, type Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { excerpt, propertyName } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block } from '../edits/draft.ts';
import { LIB_NAME } from '../project/project.ts';
import { changeMember } from './members.ts';
import { followType } from './uses.ts';

/** Generic types that hold their first argument in the place of the value; keys of a selection change with its uses. */
const SAME = words(
  'Promise PromiseLike Awaited Observable Readonly Partial Required NonNullable DeepReadonly Ref ' +
    'ShallowRef Signal WritableSignal Accessor BehaviorSubject Subject ReplaySubject Writable Readable ' +
    'Maybe Nullable UnwrapRef Subscribable MutableRefObject RefObject FC PropsWithChildren Dispatch ' +
    'SetStateAction Pick Omit',
);
/** Generic types that hold many of their first argument. */
const MANY = words(
  'Array ReadonlyArray Set ReadonlySet Iterable IterableIterator Iterator Generator AsyncGenerator ' +
    'AsyncIterable AsyncIterableIterator',
);
const KEYED = words('Record Map ReadonlyMap WeakMap Dictionary');

/**
 * The code declares a type for a value of the answer: the members that describe changed fields are changed with
 * their readers, and everything else that has the type is followed too.
 */
export function declareValue(type: ts.TypeNode | undefined, shape: Shape, trace: Trace): void {
  // Behind the compat module the types stay true.
  if (type && !trace.draft.compat) TYPES[type.kind]?.(type as never, shape, trace);
}

/** `[] as Image[]`: what is said of a value that gets to the same readers. */
export function declareAsserted(value: ts.Expression, shape: Shape, trace: Trace): void {
  if (ts.isParenthesizedExpression(value)) return declareAsserted(value.expression, shape, trace);
  if (!ts.isAssertionExpression(value) && !ts.isSatisfiesExpression(value)) return;
  declareValue(value.type, shape, trace);
  declareAsserted(value.expression, shape, trace);
}

type Declare<T extends ts.TypeNode> = (type: T, shape: Shape, trace: Trace) => void;

const declareInside: Declare<ts.ParenthesizedTypeNode | ts.TypeOperatorNode> = ({ type }, shape, trace) =>
  declareValue(type, shape, trace);
const declareEach: Declare<ts.UnionTypeNode | ts.IntersectionTypeNode> = ({ types }, shape, trace) => {
  for (const member of types) declareValue(member, shape, trace);
};

/** What a type declares of a value, by the kind of the type; all others are of values that stay as they are. */
const TYPES: Partial<Record<ts.SyntaxKind, Declare<never>>> = {
  [ts.SyntaxKind.ParenthesizedType]: declareInside,
  [ts.SyntaxKind.TypeOperator]: declareInside,
  [ts.SyntaxKind.UnionType]: declareEach,
  [ts.SyntaxKind.IntersectionType]: declareEach,
  [ts.SyntaxKind.ArrayType]: ({ elementType }: ts.ArrayTypeNode, shape, trace) =>
    declareValue(elementType, elementShape(shape), trace),
  [ts.SyntaxKind.TupleType]: declareTuple,
  [ts.SyntaxKind.TypeLiteral]: (type: ts.TypeLiteralNode, shape, trace) =>
    declareMembers(type, type.members, shape, trace),
  [ts.SyntaxKind.TypeReference]: declareReference,
  [ts.SyntaxKind.ImportType]: declareImported,
  [ts.SyntaxKind.IndexedAccessType]: declareDerived,
  [ts.SyntaxKind.TypeQuery]: declareDerived,
  [ts.SyntaxKind.FunctionType]: ({ type }: ts.FunctionTypeNode, shape, trace) => {
    if (shape.kind === 'thunk') declareValue(type, shape.of, trace);
  },
};

/** `import('../image').Image` */
function declareImported(type: ts.ImportTypeNode, shape: Shape, trace: Trace): void {
  const { qualifier } = type;
  const name = qualifier && ts.isQualifiedName(qualifier) ? qualifier.right : qualifier;
  const symbol = name && symbolAt(trace.tracker.workspace, name);
  declareNamed(type, symbol?.declarations ?? [], shape, trace);
}

/** `Body['images']`, `z.infer<typeof Image>`: made of something else, which would have to change. */
function declareDerived(type: ts.TypeNode, shape: Shape, trace: Trace): void {
  if (holdsImages(shape)) block(trace.draft, 'unsupported-type', type, { name: excerpt(type) });
}

const holdsImages = (shape: Shape): boolean =>
  'of' in shape ? holdsImages(shape.of) : shape.kind === 'record' || shape.kind === 'answer';

/** Generic types that take a function or class, whose own types are known. */
const OF_CODE = words('ReturnType Awaited Parameters InstanceType ConstructorParameters');

/** A list of what is already taken for one thing (the answer of a client) stays that thing; a map gives pairs. */
const elementShape = (shape: Shape): Shape => {
  if (shape.kind === 'map') return { kind: 'tuple', index: 1, of: shape.of };
  return shape.kind === 'array' || shape.kind === 'tuple' ? shape.of : shape;
};

function declareTuple(type: ts.TupleTypeNode, shape: Shape, trace: Trace): void {
  const element = shape.kind === 'tuple' ? type.elements[shape.index] : undefined;
  if (element && shape.kind === 'tuple')
    declareValue(ts.isNamedTupleMember(element) ? element.type : element, shape.of, trace);
}

function declareReference(type: ts.TypeReferenceNode, shape: Shape, trace: Trace): void {
  const symbol = symbolAt(
    trace.tracker.workspace,
    ts.isQualifiedName(type.typeName) ? type.typeName.right : type.typeName,
  );
  const declarations = (symbol?.declarations ?? []).filter(
    declaration => !declaration.getSourceFile().fileName.endsWith(LIB_NAME),
  );
  declareConstraints(declarations, shape, trace);
  const parameter = declarations.find(ts.isTypeParameterDeclaration);
  const given = parameter && (trace.types?.get(parameter) ?? givenToClass(parameter, trace));
  if (given) declareValue(given, shape, trace);
  else if (declarations.some(isTypeDeclaration)) declareNamed(type, declarations, shape, trace);
  else declareGeneric(type, type.typeName.getText(), shape, trace);
}

/** `class Images extends Repository<Image>`: what a parameter of a class stands for wherever the class is named. */
function givenToClass(
  parameter: ts.TypeParameterDeclaration,
  { tracker: { workspace } }: Trace,
): ts.TypeNode | undefined {
  const { parent: owner } = parameter;
  const symbol = ts.isClassLike(owner) && owner.name ? symbolAt(workspace, owner.name) : undefined;
  if (!symbol || !ts.isClassLike(owner)) return undefined;
  const index = owner.typeParameters?.indexOf(parameter) ?? -1;
  const given = usesOf(workspace, symbol).sure.flatMap(({ parent }) => {
    const { typeArguments } = parent as ts.NodeWithTypeArguments;
    return typeArguments?.[index] ?? [];
  });
  return new Set(given.map(type => type.getText())).size === 1 ? given[0] : undefined;
}

/** A type of the language or of a package. */
function declareGeneric(type: ts.TypeReferenceNode, name: string, shape: Shape, trace: Trace): void {
  const [first, second] = type.typeArguments ?? [];
  if (SAME.has(name)) return declareValue(first, shape, trace);
  if (MANY.has(name)) return declareValue(first, elementShape(shape), trace);
  if (KEYED.has(name))
    return shape.kind === 'map' ? declareValue(second ?? first, shape.of, trace) : undefined;
  if (OF_CODE.has(name)) return;
  for (const argument of type.typeArguments ?? []) declareValue(argument, shape, trace);
}

/** `<T extends { is_public: boolean }>`: what is said of all that may be given is said of this value. */
function declareConstraints(declarations: readonly ts.Declaration[], shape: Shape, trace: Trace): void {
  for (const declaration of declarations)
    if (ts.isTypeParameterDeclaration(declaration)) declareValue(declaration.constraint, shape, trace);
}

const isTypeDeclaration = (node: ts.Node): boolean =>
  ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassLike(node);

function declareNamed(
  type: ts.TypeReferenceNode | ts.ImportTypeNode,
  declarations: readonly ts.Declaration[],
  shape: Shape,
  trace: Trace,
): void {
  for (const declaration of declarations) {
    const inside = { ...trace, types: withArguments(type, declaration, trace) };
    if (ts.isTypeAliasDeclaration(declaration)) declareValue(declaration.type, shape, inside);
    else if (ts.isInterfaceDeclaration(declaration)) {
      declareMembers(declaration, declaration.members, shape, inside);
      declareBases(declaration, shape, inside);
    } else if (ts.isClassLike(declaration)) declareClass(type, declaration, shape, trace);
  }
  // `ApiResponse<ImageList>`: the argument stands for a member of the declared type.
  for (const argument of type.typeArguments ?? []) declareValue(argument, shape, trace);
}

/** `Page<Image>`, `load<Image>(url)`: what the parameters of a generic type, or function, stand for. */
export function withArguments(
  { typeArguments }: { typeArguments?: readonly ts.TypeNode[] | undefined },
  declaration: ts.Declaration,
  { types }: Trace,
): Trace['types'] {
  const { typeParameters } = declaration as ts.DeclarationWithTypeParameterChildren;
  if (!typeParameters || !typeArguments) return types;
  const known = new Map(types);
  for (const [index, parameter] of typeParameters.entries()) {
    const given = typeArguments[index];
    if (given) known.set(parameter, given);
  }
  return known;
}

function declareBases(declaration: ts.InterfaceDeclaration, shape: Shape, trace: Trace): void {
  const bases = (declaration.heritageClauses ?? []).flatMap(clause => [...clause.types]);
  const symbols = bases.map(base => symbolAt(trace.tracker.workspace, base.expression));
  for (const inherited of symbols.flatMap(symbol => symbol?.declarations ?? [])) {
    if (ts.isInterfaceDeclaration(inherited)) declareMembers(inherited, inherited.members, shape, trace);
    if (ts.isTypeAliasDeclaration(inherited)) declareValue(inherited.type, shape, trace);
  }
}

/** A class makes its own instances: values of the answer only look like them. */
function declareClass(type: ts.Node, declaration: ts.ClassLikeDeclaration, shape: Shape, trace: Trace): void {
  if (shape.kind !== 'record') return;
  const changed = declaration.members.some(member =>
    isChangedField(propertyName(member.name as ts.PropertyName | undefined), trace),
  );
  if (changed) block(trace.draft, 'unsupported-type', type, { name: excerpt(type) });
}

export function isChangedField(name: string | undefined, trace: Trace): boolean {
  const field = name === undefined ? undefined : fieldOf(trace.draft, name);
  return field !== undefined && field.action !== 'same' && field.action !== 'timestamp';
}

const TOWARDS = new Set(['data', 'body', 'result', 'response', 'payload', 'value']);

function declareMembers(
  owner: ts.InterfaceDeclaration | ts.TypeLiteralNode,
  members: ts.NodeArray<ts.TypeElement>,
  shape: Shape,
  trace: Trace,
): void {
  for (const member of members) {
    const name = propertyName(member.name as ts.PropertyName | undefined);
    if (name === undefined || !ts.isPropertySignature(member)) continue;
    if (shape.kind === 'answer') declareStep(member, name, trace);
    else if (shape.kind === 'member' && shape.name === name) declareValue(member.type, shape.of, trace);
    else if (shape.kind === 'record' && isChangedField(name, trace) && !shape.own.includes(name))
      changeField(owner, member, name, shape, trace);
  }
}

function declareStep(member: ts.PropertySignature, name: string, trace: Trace): void {
  if (name === trace.draft.rule.response.list) declareValue(member.type, LIST, trace);
  else if (TOWARDS.has(name)) declareValue(member.type, { kind: 'answer', steps: 1 }, trace);
}

/** One member of a declared image; the first one makes everything of that type part of the flow. */
function changeField(
  owner: ts.InterfaceDeclaration | ts.TypeLiteralNode,
  member: ts.PropertySignature,
  name: string,
  shape: Shape,
  trace: Trace,
): void {
  const isNew = !trace.tracker.types.get(owner)?.has(trace.draft);
  changeMember(member, name, trace);
  addTo(trace.tracker.types, owner, trace.draft);
  if (isNew) followType(owner, shape, trace);
}
