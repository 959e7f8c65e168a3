import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { moduleSpecifierOf, requiredModule } from '../code/modules.ts';
import { assignedIn } from '../code/origins.ts';
import { rowOf } from '../code/rows.ts';
import {
  accessName,
  dottedName,
  isAccess,
  isConst,
  propertyName,
  returnedExpressions,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { calledFunction } from '../fold/calls.ts';
import type { Workspace } from '../project/project.ts';
import { isSameName } from './client-defaults.ts';
import { type Instance, isOfSameObject, packageInstance } from './client-rows.ts';
import { BY_SHAPE, type Client, ENDPOINT, type Form, XHR } from './clients.ts';
import { baseQueryOptions, type Endpoint, endpointOf, queryResult } from './endpoints.ts';

/** A callee understood as a client: its row, and the options its instance was made with. */
export type ResolvedClient = {
  client: Client;
  form: Form;
  instance: ts.Expression[];
  name: string;
  /** What stands for the arguments of the call, where it is not they that say what is sent. */
  sent?: ts.Expression;
};

/**
 * Understands a callee as one of a client's calls: by import, by global name, by declared type, through
 * instances and aliases. Where nothing says what the object is, a member like `get` is taken by its shape.
 */
export function resolveClient(
  callee: ts.Expression,
  workspace: Workspace,
  table: readonly Client[],
): ResolvedClient | undefined {
  const inner = unwrap(callee);
  const name = dottedName(inner) ?? inner.getText().slice(0, 40);
  const endpoint = endpointOf(wrapped(inner).parent);
  if (endpoint) return resolveEndpoint(endpoint, name, workspace);
  const whole = instanceOf(inner, workspace, table, 0);
  const form = whole && rowOf(whole.client.calls, whole.member);
  if (whole && form) return { ...whole, form, name };
  if (!isAccess(inner)) return undefined;
  const member = accessName(inner);
  if (member === undefined) return undefined;
  const owner = instanceOf(inner.expression, workspace, table, 0);
  if (owner) return formOf(owner, member, name, table);
  // What `$('#list').load(url)` gets is put into the page as it is.
  if (member === 'load' && /^(?:\$|jQuery)\(/.test(inner.expression.getText())) return undefined;
  const byShape = rowOf(BY_SHAPE.calls, member);
  return byShape && { client: BY_SHAPE, form: byShape, instance: [], name };
}

function resolveEndpoint(endpoint: Endpoint, name: string, workspace: Workspace): ResolvedClient | undefined {
  const base = baseQueryOptions(endpoint, workspace);
  const sent = queryResult(endpoint);
  const form = ENDPOINT.calls.query;
  if (!base || !sent || !form) return undefined;
  return { client: ENDPOINT, form, instance: base.options ? [base.options] : [], name, sent };
}

function formOf(
  owner: Instance,
  member: string,
  name: string,
  table: readonly Client[],
): ResolvedClient | undefined {
  if (owner.member !== '') return undefined;
  const client = [owner.client, ...table.filter(row => isOfSameObject(row, owner.client))].find(row =>
    Object.hasOwn(row.calls, member),
  );
  const form = client && rowOf(client.calls, member);
  return form && { ...owner, client, form, name };
}

/** Whether an expression is the very client that a callee belongs to: the same instance, or the package itself. */
export function isSameClient(
  owner: ts.Expression,
  callee: ts.Expression,
  workspace: Workspace,
  table: readonly Client[],
): boolean {
  const inner = unwrap(callee);
  const [one, other] = [owner, isAccess(inner) ? unwrap(inner.expression) : inner];
  if (isSameName(one, other, workspace)) return true;
  const [first, second] = [one, other].map(node => instanceOf(node, workspace, table, 0));
  const isWhole = first?.instance.length === 0 && second?.instance.length === 0;
  return (
    isWhole && first.client === second.client && isPackage(one, workspace) && isPackage(other, workspace)
  );
}

/** A name that a package is imported by, or that means it without an import. */
const isPackage = (node: ts.Expression, workspace: Workspace): boolean =>
  declarationOf(node, workspace).every(isImported);

/** Which client an expression is; `member` is set where it is one of a package's functions. */
function instanceOf(
  node: ts.Expression,
  workspace: Workspace,
  table: readonly Client[],
  depth: number,
): Instance | undefined {
  const inner = unwrap(node);
  if (depth > 8) return undefined;
  if (ts.isAwaitExpression(inner)) return instanceOf(inner.expression, workspace, table, depth + 1);
  if (ts.isCallExpression(inner) || ts.isNewExpression(inner))
    return madeInstance(inner, workspace, table, depth);
  const declared = declarationOf(inner, workspace)
    .map(node => declaredInstance(node, workspace, table, depth))
    .find(Boolean);
  return (
    declared ?? memberOfPackage(inner, workspace, table, depth) ?? globalInstance(inner, workspace, table)
  );
}

function declarationOf(node: ts.Expression, workspace: Workspace): readonly ts.Declaration[] {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  const own = workspace.checker.getSymbolAtLocation(name);
  const resolved = symbolAt(workspace, name);
  return [...(own?.declarations ?? []), ...(resolved === own ? [] : (resolved?.declarations ?? []))];
}

/** Functions that give what they are given back, called in another way. */
const PASSING_ON = new Set(['promisify', 'wrapper', 'inject']);

/** `axios.create({…})`, `got.extend({…})`, `require('axios')`, `promisify(request)`, `createFetch({…})`. */
function madeInstance(
  node: ts.CallExpression | ts.NewExpression,
  workspace: Workspace,
  table: readonly Client[],
  depth: number,
): Instance | undefined {
  const required = requiredModule(node);
  if (required !== undefined) return packageInstance(required, 'default', table);
  const callee = unwrap(node.expression);
  if (
    ts.isNewExpression(node) &&
    /^(?:(?:window|self|globalThis)\.)?XMLHttpRequest$/.test(callee.getText())
  ) {
    const client = table.find(row => row.name === XHR);
    return client && { client, instance: [], member: '' };
  }
  const args = [...(node.arguments ?? [])];
  if (ts.isIdentifier(callee) && PASSING_ON.has(callee.text) && args[0])
    return instanceOf(args[0], workspace, table, depth + 1);
  if (ts.isPropertyAccessExpression(callee)) {
    const owner = instanceOf(callee.expression, workspace, table, depth + 1);
    if (owner?.client.factories.includes(callee.name.text))
      return { ...owner, instance: [...args, ...owner.instance] };
  }
  return returnedInstance(callee, workspace, table, depth);
}

/** A function of the project that makes an instance: `createHttp(token)`. */
function returnedInstance(
  callee: ts.Expression,
  workspace: Workspace,
  table: readonly Client[],
  depth: number,
): Instance | undefined {
  const fn = calledFunction(callee, { workspace });
  if (!fn) return undefined;
  const returned = returnedExpressions(fn);
  const instances = returned.map(value => instanceOf(value, workspace, table, depth + 1));
  const isSame = instances.every(instance => instance?.client === instances[0]?.client);
  return isSame ? instances[0] : undefined;
}

function declaredInstance(
  declaration: ts.Declaration,
  workspace: Workspace,
  table: readonly Client[],
  depth: number,
): Instance | undefined {
  const specifier = isImported(declaration) ? moduleSpecifierOf(declaration) : undefined;
  if (specifier !== undefined && workspace.resolve(specifier, workspace.pathOf(declaration)) === undefined) {
    return packageInstance(specifier, importedName(declaration), table);
  }
  const assigned = fieldInstance(declaration, workspace, table, depth);
  if (assigned) return assigned;
  const type = (declaration as ts.ParameterDeclaration).type;
  const typed = type && instanceByType(type, workspace, table);
  if (typed) return typed;
  const value = givenValue(declaration);
  return value && instanceOf(value, workspace, table, depth + 1);
}

/** `this.http = axios.create({…})`: what the one assignment in its class gives a field. */
function fieldInstance(
  declaration: ts.Declaration,
  workspace: Workspace,
  table: readonly Client[],
  depth: number,
): Instance | undefined {
  if (!ts.isPropertyDeclaration(declaration) || declaration.initializer) return undefined;
  const [only, ...others] = assignedIn(declaration.parent, propertyName(declaration.name));
  return only && others.length === 0 ? instanceOf(only, workspace, table, depth + 1) : undefined;
}

const isImported = (declaration: ts.Declaration): boolean =>
  ts.isImportSpecifier(declaration) ||
  ts.isImportClause(declaration) ||
  ts.isNamespaceImport(declaration) ||
  ts.isImportEqualsDeclaration(declaration) ||
  (ts.isBindingElement(declaration) && moduleSpecifierOf(declaration) !== undefined);

/** The name that a package exports what is imported under. */
function importedName(declaration: ts.Declaration): string {
  if (ts.isImportSpecifier(declaration) || ts.isBindingElement(declaration)) {
    return (declaration.propertyName ?? declaration.name).getText();
  }
  return 'default';
}

/** `undici.request`, `https.get` on a namespace are found by their member in the caller. */
function memberOfPackage(
  node: ts.Expression,
  workspace: Workspace,
  table: readonly Client[],
  depth: number,
): Instance | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'default') return undefined;
  return instanceOf(node.expression, workspace, table, depth + 1);
}

/** A client by the name of its type, which a class of the project may have too: that one is looked into. */
function instanceByType(
  type: ts.TypeNode,
  workspace: Workspace,
  table: readonly Client[],
): Instance | undefined {
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const { typeName } = type;
  const name = ts.isIdentifier(typeName) ? typeName : typeName.right;
  const client = table.find(row => row.types.includes(name.text));
  const isOwn = symbolAt(workspace, name)?.declarations?.some(ts.isClassLike);
  return client && !isOwn ? { client, instance: [], member: '' } : undefined;
}

/** What a declaration gives its name. A variable that is assigned later may be something else by then. */
function givenValue(declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration))
    return isConst(declaration) || declaration.initializer ? declaration.initializer : undefined;
  if (ts.isPropertyDeclaration(declaration) || ts.isPropertyAssignment(declaration))
    return declaration.initializer;
  if (ts.isParameter(declaration)) return declaration.initializer;
  if (ts.isExportAssignment(declaration)) return declaration.expression;
  return ts.isBinaryExpression(declaration) ? declaration.right : undefined;
}

/** A name that nothing in the project declares, or a member that always means the client (`this.$http`). */
function globalInstance(
  node: ts.Expression,
  workspace: Workspace,
  table: readonly Client[],
): Instance | undefined {
  const dotted = dottedName(node);
  if (dotted === undefined) return undefined;
  const isDeclared =
    ts.isIdentifier(node) &&
    declarationOf(node, workspace).some(d => !isAmbient(d) && !isGiven(d, workspace));
  const last = dotted.split('.').at(-1) ?? '';
  const client = table.find(
    row =>
      row.globals.includes(dotted) || (last.startsWith('$') && last.length > 1 && row.globals.includes(last)),
  );
  return client && !isDeclared ? { client, instance: [], member: '' } : undefined;
}

/** A parameter of that name, or a member of one: `load({ fetch })`, `const { fetch } = event`. */
function isGiven(declaration: ts.Declaration, workspace: Workspace): boolean {
  if (!ts.isBindingElement(declaration)) return ts.isParameter(declaration);
  if (declaration.propertyName !== undefined || declaration.dotDotDotToken !== undefined) return false;
  const root = ts.walkUpBindingElementsAndPatterns(declaration);
  if (ts.isParameter(root)) return true;
  const from = root.initializer && unwrap(root.initializer);
  return from !== undefined && ts.isIdentifier(from) && declarationOf(from, workspace).some(ts.isParameter);
}

const isAmbient = (declaration: ts.Declaration): boolean =>
  declaration.getSourceFile().isDeclarationFile ||
  (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0;
