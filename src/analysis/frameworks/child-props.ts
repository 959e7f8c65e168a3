import { ts } from 'ts-morph';
import { bindParameter, bindSymbol } from '../answer/binding-flow.ts';
import type { Given } from '../answer/built-in-calls.ts';
import type { Shape } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import { arrive, need, type Trace } from '../answer/tracker.ts';
import { functionOption, mixinsOf, optionsOf } from '../code/component-options.ts';
import { moduleSpecifierOf } from '../code/modules.ts';
import { namesOf } from '../code/names.ts';
import { excerpt, isFunctionNode, propertyName, returnedExpressions } from '../code/syntax.ts';
import { defaultsOf, propSymbol, propsCall, propType } from '../components/props.ts';
import { GLUE } from '../components/template-code.ts';
import type { Workspace } from '../project/project.ts';
import { declareValue } from '../types/declared.ts';

/** A component in a file of its own. */
type Child = { path: string; file: ts.SourceFile };

/**
 * `<ImageCard :image="image" />`: the child's readers of the property have the value. So has everything else that is
 * given for it, wherever the child is used. False where the child, or what it makes of the property, is not seen.
 * Limit: a child that a build tool imports by its name alone is not found.
 */
export function giveProp({ call, shape, trace }: Given): boolean {
  const [tag, key] = call.arguments ?? [];
  if (!tag || !key || !ts.isIdentifier(tag) || !ts.isStringLiteralLike(key)) return false;
  const child = childOf(tag, trace.tracker.workspace);
  const bind =
    child &&
    (child.path.endsWith('.vue')
      ? bindVue(child, key.text, trace.tracker.workspace.checker)
      : bindSvelte(child, key.text));
  if (!child || !bind || handsOnAll(child)) return false;
  const { trace: next } = arrive(`child ${child.path} ${key.text}`, { ...trace, frame: undefined });
  need(next, call, othersGiven(child, key.text, next), excerpt(tag), shape);
  for (const value of defaultsOf(child.file, key.text))
    need(next, value, isFunctionNode(value) ? returnedExpressions(value) : [value], key.text, shape);
  bind(shape, next);
  return true;
}

/** A component may hand on all that it is given. */
const handsOnAll = ({ file }: Child): boolean =>
  /\$props\b(?![(<])|\$attrs\b|\$\$restProps\b/.test(file.text);

/** The component that a tag names, by the import of its file. */
function childOf(tag: ts.Identifier, { checker, ...workspace }: Workspace): Child | undefined {
  const declaration = checker.getSymbolAtLocation(tag)?.declarations?.[0];
  if (!declaration || !ts.isImportClause(declaration)) return undefined;
  const path = workspace.resolve(moduleSpecifierOf(declaration) ?? '', workspace.pathOf(declaration));
  const isComponent = path?.endsWith('.vue') || path?.endsWith('.svelte');
  if (path === undefined || !isComponent || !workspace.want(path)) return undefined;
  const file = workspace.files.get(path);
  return file && { path, file };
}

type Bind = (shape: Shape, trace: Trace) => void;

/** Undefined where the component is not seen to declare the property: a class, a mixin or `defineModel` may. */
function bindVue({ file }: Child, name: string, checker: ts.TypeChecker): Bind | undefined {
  const call = propsCall(file);
  const symbol = propSymbol(file, name, checker);
  if (!symbol || optionsOf(file).some(options => mixinsOf(options).length > 0)) return undefined;
  return (shape, trace) => {
    const member: Shape = { kind: 'member', name, of: shape };
    bindSymbol(symbol, file, shape, trace);
    declareValue(propType(symbol), shape, trace);
    if (call) bindCall(call, member, trace);
    for (const options of optionsOf(file)) {
      const [props] = functionOption(options, 'setup')?.parameters ?? [];
      if (props) bindParameter(props, member, trace);
    }
  };
}

/** `const props = defineProps<{ image: Image }>()`, with or without `withDefaults` around it; `$props<…>()`. */
function bindCall(call: ts.CallExpression, member: Shape, trace: Trace): void {
  for (const type of call.typeArguments ?? []) declareValue(type, member, trace);
  flow(call, member, trace);
}

function bindSvelte({ file }: Child, name: string): Bind | undefined {
  const declaration = file.statements
    .filter(ts.isVariableStatement)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(one => ts.isIdentifier(one.name) && one.name.text === name);
  const call = propsCall(file);
  if (call) return (shape, trace) => bindCall(call, { kind: 'member', name, of: shape }, trace);
  if (!declaration) return undefined;
  return (shape, trace) => {
    const symbol = trace.tracker.workspace.checker.getSymbolAtLocation(declaration.name);
    if (symbol) bindSymbol(symbol, declaration, shape, trace);
  };
}

/** What else a component is given for a property; the name of the component where that is not seen. */
function othersGiven({ path }: Child, name: string, { tracker: { workspace } }: Trace): ts.Expression[] {
  workspace.wantMentions(stemOf(path), [path]);
  return [...workspace.files.values()].flatMap(file => givenIn(file, path, name, workspace));
}

/** The name of a file without its ending. */
const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));

function givenIn(
  file: ts.SourceFile,
  path: string,
  name: string,
  { resolve, pathOf }: Workspace,
): ts.Expression[] {
  const isOfChild = (node: ts.StringLiteralLike) => resolve(node.text, pathOf(file)) === path;
  const found: ts.Expression[] = [];
  const stem = stemOf(path);
  if (!file.text.includes(stem)) return found;
  // A component may use itself by the name of its file.
  if (pathOf(file) === path) return givenBy(file, undefined, stem, name);
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isOfChild(node) && !isTypeOnly(node.parent)) {
      const clause = ts.isImportDeclaration(node.parent) ? node.parent.importClause : undefined;
      if (clause?.name && !clause.namedBindings)
        found.push(...givenBy(file, clause.name, clause.name.text, name));
      // Loaded by other means, or handed on by another module.
      else found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

/** An import of types, or of nothing but what the module does: neither gives a component anything. */
const isTypeOnly = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) && (!node.importClause || node.importClause.isTypeOnly);

/** What the templates of one file give a component that it imports. */
function givenBy(
  file: ts.SourceFile,
  tag: ts.Identifier | undefined,
  tagName: string,
  name: string,
): ts.Expression[] {
  const uses = (namesOf(file).get(tagName) ?? []).filter(
    use => use !== tag && !isRegistration(use.parent, use),
  );
  return uses.flatMap(use => {
    const given = givenAt(use);
    if (!given) return tag ? [use as ts.Expression] : [];
    return given.name === name || given.name === '*' ? [given.value] : [];
  });
}

/** The property that a use of a component in a template is given. */
function givenAt(use: ts.Node): { name: string; value: ts.Expression } | undefined {
  const { parent } = use;
  const isGiven = ts.isCallExpression(parent) && parent.expression.getText() === GLUE.prop;
  const [, key, value] = isGiven ? parent.arguments : [];
  return key && value && ts.isStringLiteralLike(key) ? { name: key.text, value } : undefined;
}

/** `components: { ImageCard }`. */
function isRegistration(parent: ts.Node, use: ts.Node): boolean {
  const isMember =
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && propertyName(parent.name) === (use as ts.Identifier).text);
  const holder = isMember ? parent.parent.parent : undefined;
  return (
    holder !== undefined && ts.isPropertyAssignment(holder) && propertyName(holder.name) === 'components'
  );
}
