import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import {
  excerpt,
  type FunctionNode,
  isAccess,
  isFunctionNode,
  memberName,
  propertyName,
  returnedExpressions,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block } from '../edits/draft.ts';
import { planBody } from './body.ts';
import { findJson } from './json.ts';
import { REPLIES } from './uses.ts';
import { type Literal, planJson, planValue, type ReplyContext, refuse } from './value.ts';

/** Plans the new shape of whatever a mock answers with. */
export function planReply(node: ts.Expression, context: ReplyContext): void {
  const inner = unwrap(node);
  if (isFunctionNode(inner)) planHandler(inner, context);
  else planValue(inner, context, planStatic);
}

const BODY_KEYS = ['body', 'json', 'response', 'data', 'text'];
const FILE_KEYS = ['fixture', 'path'];
/** Keys of an answer that is described, not given. */
const DESCRIBES = words(
  'status statusCode headers delay throttleKbps forceNetworkError contentType ok throws times method ' +
    'statusText config request redirected',
);

/** `{ statusCode: 200, body: {…} }`, `{ fixture: 'images.json' }`, or the body itself. */
function planStatic(literal: Literal, context: ReplyContext): void {
  if (ts.isArrayLiteralExpression(literal)) return refuse(context, literal);
  const isDescribed = literal.properties.every(({ name }) => {
    const key = name?.getText() ?? '';
    return DESCRIBES.has(key) || BODY_KEYS.includes(key) || FILE_KEYS.includes(key);
  });
  if (!isDescribed) return planBody(literal, context);
  for (const property of literal.properties) planMember(property, context);
}

/** Each of them, as an answer may be read in several ways: `{ json: async () => body, text() { … } }`. */
function planMember(property: ts.ObjectLiteralElementLike, context: ReplyContext): void {
  const name = propertyName(property.name) ?? '';
  const isFile = FILE_KEYS.includes(name);
  if (!isFile && !BODY_KEYS.includes(name)) return;
  if (ts.isMethodDeclaration(property)) return planHandler(property, context);
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  if (!value || !ts.isExpression(value) || ts.isAccessor(property)) refuse(context, property);
  else if (isFile) planFile(unwrap(value), context);
  else planReply(value, context);
}

function planFile(name: ts.Expression, context: ReplyContext): void {
  const { draft, host } = context;
  const path = ts.isStringLiteralLike(name)
    ? findJson(name.text, draft.workspace.pathOf(name), host)
    : undefined;
  if (path === undefined) refuse(context, name);
  else planJson(path, name, context, planBody);
}

/** Members of what a handler is given that answer; everything else is a read of the request. */
const ANSWERS = words('fulfill reply continue fallback abort json status delay text');

/** A function that answers. What it reads of the request may depend on the old path or query. */
function planHandler(fn: FunctionNode, context: ReplyContext): void {
  for (const parameter of fn.parameters) {
    const reader = readerOf(parameter, context);
    if (reader) block(context.draft, 'mock-reads-request', reader, { text: excerpt(reader.parent) });
  }
  const answers = answeringCalls(fn);
  for (const {
    arguments: [given],
  } of answers)
    if (given) planReply(given, context);
  if (answers.length === 0) for (const returned of returnedExpressions(fn)) planReply(returned, context);
}

/** `route.fulfill(…)`, `req.reply(…)`. */
function answeringCalls(fn: FunctionNode): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    const callee = ts.isCallExpression(node) ? unwrap(node.expression) : undefined;
    if (callee && isAccess(callee) && REPLIES.has(memberName(callee))) found.push(node as ts.CallExpression);
    ts.forEachChild(node, visit);
  };
  if (fn.body) visit(fn.body);
  return found;
}

function readerOf(parameter: ts.ParameterDeclaration, { draft }: ReplyContext): ts.Node | undefined {
  if (!ts.isIdentifier(parameter.name))
    return parameter.name.elements.length > 0 ? parameter.name : undefined;
  const symbol = symbolAt(draft.workspace, parameter.name);
  const uses = usesOf(draft.workspace, symbol).sure;
  return uses.find(use => use !== parameter.name && !isAnswer(use));
}

function isAnswer(use: ts.Node): boolean {
  const { parent } = use;
  if (isAccess(parent) && parent.expression === use) return ANSWERS.has(memberName(parent));
  return ts.isCallExpression(parent) && parent.expression === use;
}
