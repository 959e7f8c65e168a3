import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { namesOf } from './names.ts';
import {
  accessName,
  callOf,
  isAccess,
  isFunctionNode,
  propertyName,
  referenceAt,
  returnedExpressions,
  unwrap,
  wrapped,
} from './syntax.ts';
import { words } from './word-lists.ts';

/** Functions of test libraries that put another function in the place of a method, by its name. */
const SPIES = ['spyOn', 'stub', 'method', 'replace'];
/** Those that put another module in the place of one. */
const MODULES = ['mock', 'doMock', 'unstable_mockModule', 'setMock', 'module'];
/** Words of which a file of tests that does one of these has one. */
const WORDS = ['spyOn', 'stub', 'sinon', 'mock', 'doMock', 'unstable_mockModule', 'setMock'];

/** Members by which a spy is told what to answer. */
const ANSWERS = words(
  'mockResolvedValue mockResolvedValueOnce mockReturnValue mockReturnValueOnce mockReturnThis mockImplementation ' +
    'mockImplementationOnce resolves returns callsFake',
);

/** Calls of test libraries that put something else in the place of a function, and make it answer. */
export function doublesOf(fn: ts.SignatureDeclaration, workspace: Workspace): ts.CallExpression[] {
  const name = nameOf(fn);
  if (name === undefined) return [];
  const holders = new Set(workspace.mentioning(name));
  const paths = new Set(WORDS.flatMap(word => [...workspace.mentioning(word)]));
  const users = workspace.dependents(workspace.pathOf(fn));
  return [...paths].flatMap(path => {
    const isNear = holders.has(path) && users.has(path);
    const file = isNear && workspace.want(path) ? workspace.files.get(path) : undefined;
    if (!file) return [];
    const spies = callsOf(SPIES, file).filter(call => isSpyOn(call, name, fn, workspace));
    return [...spies, ...callsOf(MODULES, file).filter(call => isModuleOf(call, name, fn, workspace))];
  });
}

/** The name under which a test can get hold of a function. */
function nameOf(fn: ts.SignatureDeclaration): string | undefined {
  const holder = wrapped(fn).parent as ts.NamedDeclaration;
  const name = (fn as ts.NamedDeclaration).name ?? holder.name;
  return name && propertyName(name as ts.PropertyName);
}

const callsOf = (words: readonly string[], file: ts.SourceFile): ts.CallExpression[] =>
  words.flatMap(word => (namesOf(file).get(word) ?? []).flatMap(node => callOf(referenceAt(node)) ?? []));

/** `vi.spyOn(service, 'list').mockResolvedValue([])`, `mock.method(service, 'list', async () => [])` */
function isSpyOn(
  call: ts.CallExpression,
  name: string,
  fn: ts.SignatureDeclaration,
  workspace: Workspace,
): boolean {
  const [owner, key] = call.arguments;
  if (!owner || !key || !ts.isStringLiteralLike(key) || key.text !== name) return false;
  const member = workspace.checker.getTypeAtLocation(owner).getProperty(name)?.declarations;
  const isOwn =
    member === undefined ||
    member.some(one => one === fn || (one as ts.PropertyAssignment).initializer === fn);
  return isOwn && (call.arguments.length > 2 || isAnswering(call, workspace));
}

/** Whether a spy is told what to answer, at once or by a name. */
function isAnswering(call: ts.CallExpression, workspace: Workspace): boolean {
  const { parent } = wrapped(call);
  if (isAccess(parent)) return ANSWERS.has(accessName(parent));
  const symbol = ts.isVariableDeclaration(parent) ? symbolAt(workspace, parent.name) : undefined;
  return usesOf(workspace, symbol).sure.some(
    use => isAccess(use.parent) && ANSWERS.has(accessName(use.parent)),
  );
}

/** `vi.mock('./service', () => ({ listImages: async () => [] }))`, `jest.setMock('./service', { listImages: … })` */
function isModuleOf(
  call: ts.CallExpression,
  name: string,
  fn: ts.SignatureDeclaration,
  workspace: Workspace,
): boolean {
  const [specifier, factory] = call.arguments;
  if (!specifier || !ts.isStringLiteralLike(specifier) || !factory) return false;
  if (workspace.resolve(specifier.text, workspace.pathOf(call)) !== workspace.pathOf(fn)) return false;
  const inner = unwrap(factory);
  const made = isFunctionNode(inner) ? returnedExpressions(inner) : [inner];
  return made.some(one => says(unwrap(one), name));
}

/** Whether an object has a member of the name, also one that stands deeper in it. */
const says = (node: ts.Node, name: string): boolean =>
  (ts.isObjectLiteralElementLike(node) && node.name !== undefined && propertyName(node.name) === name) ||
  (ts.forEachChild(node, child => says(child, name) || undefined) ?? false);
