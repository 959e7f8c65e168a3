import { ts } from 'ts-morph';
import type { Host } from '../../finding.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { usesOfFunction } from '../code/callers.ts';
import { excerpt, isConst, returnedExpressions, unwrap } from '../code/syntax.ts';
import { besides } from '../components/kinds.ts';
import { block, type Draft } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { isJsonMentioned, jsonRoot } from './json.ts';
import { isHandedOn } from './uses.ts';

/** `calls`: all mocks of the endpoint. */
export type ReplyContext = { draft: Draft; host: Host; calls: ReadonlySet<ts.Node> };

export type Literal = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression;

/** What is planned for a literal, once it is found. */
export type PlanLiteral = (literal: Literal, context: ReplyContext) => void;

const isLiteral = (node: ts.Node): node is Literal =>
  ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);

/** A value of a mock's answer that cannot be given the new shape here. */
export function refuse({ draft }: ReplyContext, node: ts.Node): void {
  block(draft, 'mock-reply', node, { text: excerpt(node), shape: tellShape(draft) });
}

/** What is different in the new answer, in words of the rule. */
function tellShape({ rule }: Draft): string {
  const told = Object.entries(rule.response.fields).flatMap(([name, field]) => {
    if (field.action === 'equals') return [`${field.to}: '${field.value}' in place of ${name}: true`];
    if (field.action === 'flatten') return [`the members of ${name} beside the other fields`];
    return field.action === 'constant' ? [`no ${name}`] : [];
  });
  return told.join(', ');
}

/** Follows a value to the literal that it is; a blocker where it is none. */
export function planValue(node: ts.Expression, context: ReplyContext, plan: PlanLiteral): void {
  const inner = unwrap(node);
  if (isLiteral(inner)) return plan(inner, context);
  if (isPlain(inner, context)) return;
  if (ts.isIdentifier(inner)) return planNamed(inner, context, plan);
  if (!ts.isCallExpression(inner) && !ts.isNewExpression(inner)) return refuse(context, inner);
  const given = deliveredBy(inner);
  if (given) return planValue(given, context, plan);
  const path = requiredJson(inner, context);
  if (path !== undefined) return planJson(path, inner, context, plan);
  const only = returnedBy(inner, context);
  if (only) return planValue(only, context, plan);
  refuse(context, inner);
}

/** Text without the list, numbers and nothing at all have no fields. */
function isPlain(node: ts.Expression, { draft }: ReplyContext): boolean {
  if (ts.isStringLiteralLike(node)) return !node.text.includes(draft.rule.response.list);
  return (
    ts.isNumericLiteral(node) ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined')
  );
}

/** What a function of the project returns that takes nothing and is called for mocks of the endpoint alone. */
function returnedBy(
  call: ts.CallExpression | ts.NewExpression,
  context: ReplyContext,
): ts.Expression | undefined {
  const fn = call.arguments?.length === 0 ? calledFunction(call.expression, context.draft) : undefined;
  const uses = fn && usesOfFunction(fn, context.draft);
  const isOurs = uses && [...uses.sure, ...uses.unsure].every(use => isHandedOn(use, context));
  const returned = isOurs && fn.parameters.length === 0 ? returnedExpressions(fn) : [];
  return returned.length === 1 ? returned[0] : undefined;
}

/** A constant, or an imported JSON file: nobody else may read it, for its shape changes. */
function planNamed(name: ts.Identifier, context: ReplyContext, plan: PlanLiteral): void {
  const { workspace } = context.draft;
  const [declaration] = workspace.checker.getSymbolAtLocation(name)?.declarations ?? [];
  const path = declaration && requiredJson(declaration, context);
  const symbol = path === undefined ? symbolAt(workspace, name) : workspace.checker.getSymbolAtLocation(name);
  const value = symbol?.valueDeclaration;
  const isKnown = path !== undefined || (value && ts.isVariableDeclaration(value) && isConst(value));
  if (!symbol || !isKnown) return refuse(context, name);
  const { sure, unsure } = usesOf(workspace, symbol);
  const reader = [...sure, ...unsure].find(use => !isHandedOn(use, context));
  if (reader) return block(context.draft, 'mock-fixture', reader, { name: name.text });
  if (path !== undefined) return planJson(path, name, context, plan);
  const initializer = (value as ts.VariableDeclaration).initializer;
  if (initializer) planValue(initializer, context, plan);
  else refuse(context, name);
}

const JSON_FILE = /^\.{1,2}\/.*\.json$/;

/** The path of `import images from '../images.json'`, `require('./images.json')`. */
function requiredJson(node: ts.Node, { draft }: ReplyContext): string | undefined {
  const statement = ts.findAncestor(node, ts.isImportDeclaration);
  const call = ts.isVariableDeclaration(node) && node.initializer ? unwrap(node.initializer) : node;
  const isRequire = ts.isCallExpression(call) && call.expression.getText() === 'require';
  const specifier = statement?.moduleSpecifier ?? (isRequire ? call.arguments[0] : undefined);
  if (!specifier || !ts.isStringLiteral(specifier)) return undefined;
  return JSON_FILE.test(specifier.text) ? besides(draft.workspace.pathOf(node), specifier.text) : undefined;
}

/** Gives a JSON file the new shape that one test alone names. */
export function planJson(path: string, from: ts.Node, context: ReplyContext, plan: PlanLiteral): void {
  const { draft, host } = context;
  const root = jsonRoot(path, draft.workspace, host);
  if (!root) return refuse(context, from);
  if (isJsonMentioned(path, draft.workspace.pathOf(from), host))
    return block(draft, 'mock-fixture', from, { name: path });
  plan(root, context);
}

/** Calls that hand a body to whoever asked, and the argument that is it. */
const DELIVERS = /^(?:(?:Http)?Response(?:\.json)?|JSON\.stringify|Promise\.resolve|(?:\w+\.)?json)$/;

function deliveredBy(call: ts.CallExpression | ts.NewExpression): ts.Expression | undefined {
  const callee = unwrap(call.expression).getText();
  if (callee === 'res') return call.arguments?.find(one => /\bjson\(/.test(one.getText()));
  return DELIVERS.test(callee) ? call.arguments?.[0] : undefined;
}
