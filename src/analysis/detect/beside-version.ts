import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { isMember, symbolAt } from '../code/bindings.ts';
import { isDeclarationName, namesOf } from '../code/names.ts';
import {
  accessName,
  excerpt,
  isAccess,
  isFunctionNode,
  isWritten,
  keyOf,
  referenceAt,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import { fold } from '../fold/fold.ts';
import { escaped, isRestOfEndpoint, isTailOfEndpoint } from '../fold/match.ts';
import type { Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { findRequest, type Request } from '../request/request.ts';
import { dottedVersions, isInSome, textsAround, writesVersion } from './likely.ts';
import { findMock } from './mocks.ts';
import type { Needle } from './needles.ts';
import type { DetectContext } from './strays.ts';
import type { Trail } from './trail.ts';

type Sent = { call: Trail['calls'][number]['call']; request: Request | undefined };

/** The name that something which puts the version before the path may have, and how it is told. */
type Candidate = { name: string; text: string; is?: 'function' | 'token' };

/**
 * `api.get('/images/detail')`, `fetch(config.root + '/images/detail')`, `call(api.get, '/images/detail')`, where what
 * stands before the path is not known, and the project has something of that name beside the version: what it is called
 * here.
 */
export function baseBesideVersion(
  { expression }: Needle,
  templates: readonly Template[],
  trail: Trail,
  context: DetectContext,
): string | undefined {
  const sent = trail.calls.flatMap(call => sentAt(call, context));
  const isRest = templates.some(template => isRestOfEndpoint(template, context.rule));
  const functions = isRest ? sent.flatMap(({ call }) => functionsAt(call, context)) : [];
  const built = [expression, ...textsAround(expression)].flatMap(text => foldPlain(text, context));
  const bases = [...built, ...sent.flatMap(({ request }) => request?.templates ?? [])];
  const isSent = sent.length > 0 || trail.calls.length === 0;
  const candidates = [...functions, ...(isSent ? basesOf(bases, context) : [])];
  return candidates.find(candidate => isBesideVersion(candidate, context))?.text;
}

/** A call that may send what it is given, and the request that it is seen to be. */
function sentAt({ call, frame }: Trail['calls'][number], { workspace, table }: DetectContext): Sent[] {
  if (findMock(call, workspace)) return [];
  const request = findRequest(call, frame, workspace, table);
  return request?.method === 'other' ? [] : [{ call, request }];
}

/** What is called with the path and is not known, and what is handed over beside it. */
function functionsAt(call: Sent['call'], context: DetectContext): Candidate[] {
  const { expression: callee } = call;
  const isKnown = calledFunction(callee, context) !== undefined;
  const handed = (call.arguments ?? []).flatMap(handedAt);
  const candidate = (node: ts.Expression) => named(node, `the base of ${excerpt(node)}`, context);
  const others = handed.flatMap(candidate).map(one => ({ ...one, is: 'function' as const }));
  const byDefault = {
    name: DEFAULT_FETCHER,
    text: `the base of ${excerpt(callee)}`,
    is: 'function' as const,
  };
  return [
    ...(isKnown ? [] : candidate(callee)),
    ...others,
    ...(QUERY_HOOKS.test(callee.getText()) ? [byDefault] : []),
  ];
}

/** Hooks that send what they are given a key for with a function that is set elsewhere. */
const QUERY_HOOKS = /^use\w*Quer(?:y|ies)$/;
const DEFAULT_FETCHER = 'queryFn';

/** `fetcher`, `api.get`, `{ queryFn: fetcher }` */
function handedAt(node: ts.Expression): ts.Expression[] {
  if (ts.isIdentifier(node) || isAccess(node)) return [node];
  if (!ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap(member => {
    if (ts.isShorthandPropertyAssignment(member)) return [member.name];
    return ts.isPropertyAssignment(member) ? handedAt(member.initializer) : [];
  });
}

/** What the path is put behind, and the tokens by which that is injected. */
const basesOf = (templates: readonly Template[], context: DetectContext): Candidate[] =>
  templates
    .filter(template => isTailOfEndpoint(template, context.rule))
    .flatMap(template => template.flatMap(part => ('hole' in part ? part.hole : [])).slice(-1))
    .flatMap(node => [...named(node, excerpt(node), context), ...sourcesOf(node, context)]);

/** `const root = import.meta.env.API_ROOT`, `private root = inject(API_ROOT)`, `@Inject(API_ROOT) private root: string` */
function sourcesOf(node: ts.Expression, context: DetectContext): Candidate[] {
  const symbol = symbolAt(context.workspace, isAccess(node) ? keyOf(node) : node);
  const text = excerpt(node);
  return (symbol?.declarations ?? []).flatMap(declaration => {
    const value = (declaration as ts.PropertyDeclaration).initializer;
    const decorators = ts.canHaveDecorators(declaration) ? (ts.getDecorators(declaration) ?? []) : [];
    const calls = [...(value ? [value] : []), ...decorators.map(({ expression }) => expression)];
    return [...(value ? named(value, text, context) : []), ...calls.flatMap(call => tokenOf(call, text))];
  });
}

function tokenOf(call: ts.Expression, text: string): Candidate[] {
  const [token] = ts.isCallExpression(call) && INJECTS.has(call.expression.getText()) ? call.arguments : [];
  return token && ts.isIdentifier(token) ? [{ name: token.text, text, is: 'token' }] : [];
}

const INJECTS = words('inject Inject');

const foldPlain = (node: ts.Expression, { workspace }: DetectContext): Template[] =>
  fold(node, { workspace, frame: undefined, depth: 0 });

/** Whether the project has something by the name that the version comes from. */
function isBesideVersion(candidate: Candidate, { workspace, rule }: DetectContext): boolean {
  const { name, is } = candidate;
  const isSet = is !== 'function' && workspace.settings(name).some(text => setsVersion(text, name, rule));
  return isSet || isDeclaredBeside(candidate, workspace, rule);
}

/** Whether a file declares something by the name and writes the version at the end of a text. */
function isDeclaredBeside({ name, is }: Candidate, workspace: Workspace, rule: Rule): boolean {
  const { mentioning } = workspace;
  const holders = new Set(mentioning(name));
  const versioned = new Set(dottedVersions(rule).flatMap(version => [...mentioning(firstWord(version))]));
  const paths = [...versioned].filter(path => holders.has(path));
  const isNamed = (file: ts.SourceFile) => is === 'token' || declares(file, name, is === 'function');
  return isInSome(paths, workspace, file => writesVersion(file, rule) && isNamed(file));
}

/** `API_ROOT=https://image.example.com/v1.1`, `"root": "/v1.1"`: a name, and behind it the end of a base. */
function setsVersion(text: string, name: string, rule: Rule): boolean {
  const versions = dottedVersions(rule).map(escaped).join('|');
  const before = `(?<![\\w$])${escaped(name)}(?![\\w$])[^,;{}\\n]*?`;
  return new RegExp(`${before}[/"'=:\\s](?:${versions})/?(?:["'\\s,;}]|$)`).test(text);
}

function named(node: ts.Expression, text: string, { workspace }: DetectContext): Candidate[] {
  const name = nameOf(node, workspace.checker);
  return name === undefined ? [] : [{ name, text }];
}

/** The name of a member or variable, or the one under which it is taken out: `const { get: read } = http`. */
function nameOf(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  if (isAccess(node)) return accessName(node);
  if (ts.isCallExpression(node)) return nameGiven(node);
  if (!ts.isIdentifier(node)) return undefined;
  const [declaration] = checker.getSymbolAtLocation(node)?.declarations ?? [];
  const isTaken = declaration && (ts.isBindingElement(declaration) || ts.isImportSpecifier(declaration));
  return (isTaken && declaration.propertyName?.getText()) || node.text;
}

/** `config.get('glance.root')` */
function nameGiven({ arguments: [key] }: ts.CallExpression): string | undefined {
  return key && ts.isStringLiteralLike(key) ? key.text.split(/[.:/]/).at(-1) : undefined;
}

/** What stands before the dot: behind the whole version a `${path}` may follow, whose dollar is part of a word. */
const firstWord = (version: string): string => version.split('.', 1)[0] ?? version;

const declares = (file: ts.SourceFile, name: string, isFunction: boolean): boolean =>
  (namesOf(file).get(name) ?? []).some(node => {
    const { parent } = node;
    const isDeclared =
      isMember(parent) || ts.isVariableDeclaration(parent) || ts.isFunctionDeclaration(parent);
    const value = (parent as ts.PropertyAssignment).initializer ?? parent;
    if (isFunction && !isFunctionNode(value)) return false;
    return isDeclared && (isDeclarationName(node) || isWritten(referenceAt(node)));
  });
