import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { moduleSpecifierOf, requiredModule } from '../code/modules.ts';
import { rowOf } from '../code/rows.ts';
import { type Access, isAccess, memberName, propertyName, unwrap } from '../code/syntax.ts';
import { type FoldContext, fold } from '../fold/fold.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { flatText, type Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { chainedCalls, REPLIES } from '../query/chain.ts';
import { BY_SHAPE } from '../request/clients.ts';
import type { Request } from '../request/request.ts';
import type { Hit } from './detect.ts';
import { MOCK_QUERIES, MOCK_URLS, MOCKS, type MockForm, type MockRow } from './mock-table.ts';

type Call = ts.CallExpression | ts.NewExpression;

/** A place in a test that stands for the service, or that says what is sent to it. */
export type Mock = {
  row: MockRow;
  form: MockForm;
  /** The URL and the query as those of a request, so that they are planned as such. */
  request: Request;
  /** It is compared with the path alone, whatever the row says. */
  isPathOnly: boolean;
  /** It takes every URL that begins so: after the rewrite that would be those of single images too. */
  isOpenEnded: boolean;
  /** A regular expression that the URL is compared with. */
  pattern?: ts.Expression;
  /** What gives the answers. */
  replies: readonly ts.Expression[];
};

/** A mock whose URL is the endpoint of the rule. */
export type MockHit = Hit & { mock: Mock };

/** Understands a call as one of a mocking library; undefined where it is none. */
export function findMock(call: Call, workspace: Workspace): Mock | undefined {
  const callee = unwrap(call.expression);
  if (!isAccess(callee) || !ts.isCallExpression(call)) return undefined;
  const member = memberName(callee);
  const row = MOCKS.find(
    one => Object.hasOwn(one.calls, member) && isOf(callee.expression, one, workspace, 0),
  );
  const form = row && rowOf(row.calls, member);
  return row && form && isMeant(call, row, form, workspace)
    ? readMock(call, row, form, workspace)
    : undefined;
}

/** Whether a call of that name is one that is of interest. */
function isMeant(call: ts.CallExpression, row: MockRow, form: MockForm, workspace: Workspace): boolean {
  const text = call.expression.getText();
  if (row.isServed) return isServing(call, workspace);
  if (form.compares && !READS_CALLS.test(text)) return false;
  return row.name !== 'expectation' || !SAYS.test(text);
}

const READS_CALLS = /\bmock\.(?:calls|lastCall)\b|\.history\b|\.(?:first|last)Call\b/;

function readMock(
  call: ts.CallExpression,
  row: MockRow,
  form: MockForm,
  workspace: Workspace,
): Mock | undefined {
  const context: FoldContext = { workspace, frame: undefined, depth: 0 };
  const shift = leadingVerb(call, form) ? 1 : 0;
  const first = call.arguments[form.url + shift];
  const literal = first && objectLiteralOf(first, context)?.literal;
  const url = literal ? memberValue(literal, MOCK_URLS) : first;
  if (!url) return undefined;
  const options = form.options < 0 ? undefined : call.arguments[form.options + shift];
  const queries = [literal, options && objectLiteralOf(options, context)?.literal].flatMap(object =>
    object ? (memberValue(object, MOCK_QUERIES) ?? []) : [],
  );
  const owner = (call.expression as Access).expression;
  const request: Request = {
    call,
    frame: undefined,
    client: { ...BY_SHAPE, name: row.name },
    name: call.expression.getText().replace(/\s+/g, '').slice(0, 40),
    method: methodOf(call, form, literal, context),
    url,
    templates: withBase(owner, row, fold(url, context), context),
    base: undefined,
    queries: queries.map(node => ({ node, frame: undefined })),
    doubtful: [],
    options: undefined,
    optionsAt: -1,
    callbacks: [],
    instance: [],
    settings: [],
  };
  const text = flatText(request.templates[0] ?? []);
  const isPathOnly =
    /^(?:path|express):/.test(text) || (literal !== undefined && memberValue(literal, ['pathname']) === url);
  const isOpenEnded = text.startsWith('begin:');
  return { row, form, request, isPathOnly, isOpenEnded, replies: repliesOf(request, form, shift, workspace) };
}

/** What is logged says nothing of what is sent. */
const SAYS = /\b(?:log\w*|console|warn|debug|info)\b/;

/** Whether a handler is given; `request('https://host').get(…)` calls a service that is not ours to change. */
function isServing(call: ts.CallExpression, workspace: Workspace): boolean {
  const last = call.arguments.at(-1);
  if (call.arguments.length > 1) return last !== undefined && !ts.isObjectLiteralExpression(unwrap(last));
  const base = nockBase((call.expression as Access).expression, workspace);
  return (
    base !== undefined && !ts.isStringLiteralLike(unwrap(base)) && !ts.isTemplateExpression(unwrap(base))
  );
}

/** `cy.intercept('GET', …)`: the method, where a form may begin with it. */
function leadingVerb(
  { arguments: [first] }: ts.CallExpression,
  { method }: MockForm,
): ts.Expression | undefined {
  const isVerb = first && ts.isStringLiteralLike(first) && /^[A-Za-z]+$/.test(first.text);
  return method === 'leading' && isVerb ? first : undefined;
}

/** The value of the first of some keys. */
export function memberValue(
  literal: ts.ObjectLiteralExpression,
  keys: readonly string[],
): ts.Expression | undefined {
  for (const property of literal.properties) {
    if (!keys.includes(propertyName(property.name) ?? '')) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

/** Whether what a member is called on comes from a library: by import, by a name that means it, through variables. */
function isOf(owner: ts.Expression, row: MockRow, workspace: Workspace, depth: number): boolean {
  const root = rootOf(owner);
  const required = ts.isCallExpression(root) ? requiredModule(root) : undefined;
  if (required !== undefined) return row.packages.includes(required);
  const declarations = ownDeclarations(root, workspace);
  const sources = declarations.flatMap(declaration => moduleSpecifierOf(declaration) ?? []);
  if (sources.some(source => row.packages.includes(source))) return true;
  const isNamed = row.names.includes(root.getText()) && !(sources.length > 0 && row.packages.length > 0);
  if (isNamed && (!row.needsImport || importsAny(root.getSourceFile(), row.packages))) return true;
  return (
    depth < 5 &&
    declarations.some(
      one =>
        ts.isVariableDeclaration(one) && one.initializer && isOf(one.initializer, row, workspace, depth + 1),
    )
  );
}

/** The name that a chain of members and calls begins with; `require('x')` is one. */
function rootOf(node: ts.Expression): ts.Expression {
  const inner = unwrap(node);
  if (ts.isAwaitExpression(inner)) return rootOf(inner.expression);
  if (ts.isCallExpression(inner) && requiredModule(inner) !== undefined) return inner;
  if (isAccess(inner) || ts.isCallExpression(inner) || ts.isNewExpression(inner))
    return rootOf(inner.expression);
  return inner;
}

const ownDeclarations = (node: ts.Expression, { checker }: Workspace): readonly ts.Declaration[] =>
  ts.isIdentifier(node) ? (checker.getSymbolAtLocation(node)?.declarations ?? []) : [];

const importsAny = (file: ts.SourceFile, packages: readonly string[]): boolean =>
  packages.some(name => new RegExp(`['"]${name}['"]`).test(file.text));

function methodOf(
  call: ts.CallExpression,
  form: MockForm,
  literal: ts.ObjectLiteralExpression | undefined,
  context: FoldContext,
): Request['method'] {
  const { method } = form;
  if (method === 'GET' || method === 'other') return method;
  const given =
    typeof method === 'number'
      ? call.arguments[method]
      : (leadingVerb(call, form) ?? configured(call, literal, context));
  const texts = given ? fold(given, context).map(flatText) : ['GET'];
  if (texts.every(text => /^(?:GET|\*|ALL)$/i.test(text))) return 'GET';
  return texts.every(text => /^[a-z]+$/i.test(text)) ? 'other' : 'unknown';
}

/** `{ method: 'POST' }`, in the object that matches or in the options behind the answer. */
function configured(
  call: ts.CallExpression,
  literal: ts.ObjectLiteralExpression | undefined,
  context: FoldContext,
): ts.Expression | undefined {
  const options = call.arguments[2] && objectLiteralOf(call.arguments[2], context)?.literal;
  return [literal, options].flatMap(object => (object ? (memberValue(object, ['method']) ?? []) : []))[0];
}

function repliesOf(
  request: Request,
  { reply }: MockForm,
  shift: number,
  workspace: Workspace,
): readonly ts.Expression[] {
  if (reply !== 'chain') return request.call.arguments?.slice(reply + shift, reply + shift + 1) ?? [];
  return chainedCalls(request, workspace).flatMap(({ call, member = '' }) => {
    const index = rowOf(REPLIES, member);
    if (index === undefined) return [];
    const [first] = call.arguments;
    return call.arguments[index] ?? (first && ts.isNumericLiteral(first) ? [] : (first ?? []));
  });
}

/** `nock('https://host/v1.1').get('/images/detail')`. */
function withBase(owner: ts.Expression, row: MockRow, urls: Template[], context: FoldContext): Template[] {
  const base = row.name === 'nock' ? nockBase(owner, context.workspace) : undefined;
  if (!base) return urls;
  const bases = fold(base, context);
  return urls.flatMap(url => bases.map(one => [...one, ...url]));
}

function nockBase(owner: ts.Expression, workspace: Workspace): ts.Expression | undefined {
  const inner = unwrap(owner);
  if (ts.isCallExpression(inner) && ts.isIdentifier(unwrap(inner.expression))) return inner.arguments[0];
  if (isAccess(inner) || ts.isCallExpression(inner)) return nockBase(inner.expression, workspace);
  const declaration = ts.isIdentifier(inner) ? symbolAt(workspace, inner)?.valueDeclaration : undefined;
  return declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
    ? nockBase(declaration.initializer, workspace)
    : undefined;
}
