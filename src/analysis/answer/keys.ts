import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { listBehind } from '../code/listed.ts';
import { excerpt, isRepeatable, isWritten, unwrap } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { textOf } from '../fold/truth.ts';
import type { Workspace } from '../project/project.ts';
import type { Given } from './built-in-calls.ts';
import { INHERITED, isReservedProperty } from './fields.ts';
import type { Shape } from './shape.ts';
import { escapeAt } from './track.ts';
import { addTo, type Trace } from './tracker.ts';

/** Reads of a key that is known at run time only: fine where all that it can be stays as it is. */
export function readDynamic(access: ts.ElementAccessExpression, shape: Shape, trace: Trace): void {
  const names = keysOf(access.argumentExpression, trace);
  const isPlain = names?.every(name => isUnchanged(name, shape, trace));
  // The type of an image has the properties one by one, and no index.
  const isLoose = shape.kind === 'bag' && isTyped(access) && !namesByType(access.argumentExpression, trace);
  if (!names || !isPlain || isLoose || isWritten(access))
    return block(trace.draft, 'dynamic-key', access, { text: excerpt(access) });
  if (shape.kind === 'bag') for (const name of names) addTo(trace.tracker.bagKeys, trace.draft, name);
}

function isUnchanged(name: string, shape: Shape, { draft }: Trace): boolean {
  if (shape.kind === 'bag') return !INHERITED.has(name) && !isReservedProperty(name, draft);
  return draft.rule.response.fields[name]?.action === 'same';
}

const isTyped = (node: ts.Node): boolean => /\.[cm]?tsx?$/.test(node.getSourceFile().fileName);

/** All that a key can be: by its type, or by the list that it is taken from. */
function keysOf(key: ts.Expression, trace: Trace): string[] | undefined {
  const values = listBehind(unwrap(key), trace.tracker.workspace)?.elements.map(element => unwrap(element));
  const listed = values?.every(ts.isStringLiteralLike) ? values.map(value => value.text) : undefined;
  return namesByType(key, trace) ?? listed;
}

/** `image[KEY]` for `const KEY = 'is_public'`: the one name that the key can be. */
export function constantKey(key: ts.Expression, trace: Trace): string | undefined {
  const names = isRepeatable(unwrap(key)) ? namesByType(key, trace) : undefined;
  return names?.length === 1 ? names[0] : undefined;
}

/** `body[key]` of a wrapper: what the call that is looked into names, or all calls do. */
export const givenKey = (key: ts.Expression, { tracker: { workspace }, frame }: Trace): string | undefined =>
  textOf(key, { workspace, frame, depth: 0 });

function namesByType(key: ts.Expression, { tracker }: Trace): string[] | undefined {
  const type = tracker.workspace.checker.getTypeAtLocation(withoutClaims(key, tracker.workspace));
  const members = type.isUnion() ? type.types : [type];
  return members.every(member => member.isStringLiteral())
    ? members.map(member => (member as ts.StringLiteralType).value)
    : undefined;
}

/** What `key as 'name'` is made of: an assertion says what its writer wants, not what the key is. */
function withoutClaims(key: ts.Expression, workspace: Workspace): ts.Expression {
  if (ts.isParenthesizedExpression(key) || isClaim(key)) return withoutClaims(key.expression, workspace);
  const declaration = ts.isIdentifier(key) ? symbolAt(workspace, key)?.valueDeclaration : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && !declaration.type && declaration.initializer;
  return value && isClaim(value) ? withoutClaims(value, workspace) : key;
}

const isClaim = (node: ts.Expression): node is ts.AsExpression | ts.TypeAssertion =>
  (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && !ts.isConstTypeReference(node.type);

/** `'os_type' in image.properties`, `Object.hasOwn(image.properties, 'os_type')`: v2 has the key where v1 had it. */
export function testKey(key: ts.Expression | undefined, shape: Shape, at: ts.Node, trace: Trace): void {
  // An object of the code's own has the keys that it was given.
  if (shape.kind === 'map' || shape.kind === 'member') return;
  testFieldName(key, shape, at, trace);
}

function testFieldName(key: ts.Expression | undefined, shape: Shape, at: ts.Node, trace: Trace): void {
  const { draft, tracker } = trace;
  const { fields, added } = draft.rule.response;
  const inner = key && unwrap(key);
  const name = inner && ts.isStringLiteralLike(inner) ? inner.text : undefined;
  if (name !== undefined && isUnchanged(name, shape, trace)) {
    if (shape.kind === 'bag') addTo(tracker.bagKeys, draft, name);
    return;
  }
  const isTest = shape.kind !== 'bag' && name !== undefined && (name in fields || added.includes(name));
  const isReserved = shape.kind === 'bag' && name !== undefined;
  const code = isTest ? 'feature-test' : isReserved ? 'reserved-property' : 'dynamic-key';
  block(draft, code, at, { name: name ?? '', text: excerpt(at) });
}

/** A test for a key by a function, of an image or its properties. */
export function testOwnKey({ call, node, index, shape, trace }: Given, key: ts.Expression | undefined): void {
  const isKnown = shape.kind === 'record' || shape.kind === 'bag' || shape.kind === 'map';
  if (index === 0 && isKnown) testKey(key, shape, call, trace);
  else escapeAt(node, shape, trace, call);
}
