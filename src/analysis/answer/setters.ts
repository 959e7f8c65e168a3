import { ts } from 'ts-morph';
import { computedSetter } from '../code/component-options.ts';
import { withBases } from '../code/constructed.ts';
import { namesOf } from '../code/names.ts';
import { calleeName, excerpt, isFunctionNode, propertyName } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { bindParameter } from './binding-flow.ts';
import { type Shape, shapeWord } from './shape.ts';
import type { Trace } from './tracker.ts';

/** A member with a setter is given a value: the setter has it, and what is read is what the getter gives. */
export function giveToSetters(symbol: ts.Symbol, shape: Shape, trace: Trace): boolean {
  const setters = (symbol.declarations ?? []).flatMap(setterIn);
  for (const setter of setters) giveToSetter(setter, shape, trace);
  return setters.length > 0;
}

const setterIn = (declaration: ts.Declaration): ts.SignatureDeclaration[] => {
  if (ts.isSetAccessor(declaration)) return [declaration];
  const setter = computedSetter(declaration);
  return setter ? [setter] : [];
};

function giveToSetter(setter: ts.SignatureDeclaration, shape: Shape, trace: Trace): void {
  const [parameter] = setter.parameters;
  if (parameter) bindParameter(parameter, shape, { ...trace, frame: undefined });
}

/**
 * Setters that run when a member is written to, and which its type does not tell of: those of classes that extend its
 * own or that it extends, and where the type of the object is not known, all of that name.
 */
export function giveToHiddenSetters(
  name: string,
  symbol: ts.Symbol | undefined,
  shape: Shape,
  trace: Trace,
): void {
  for (const place of placesOf(name, trace)) {
    const setter = ts.isSetAccessor(place) ? place : undefined;
    if (setter && symbol?.declarations?.includes(setter)) continue;
    if (setter && symbol && isRelated(setter.parent, symbol, trace)) giveToSetter(setter, shape, trace);
    else if (!setter || !symbol || symbol.declarations?.some(ts.isPropertySignature))
      block(trace.draft, 'escape', place, { shape: shapeWord(shape), text: excerpt(place) });
  }
}

/** Setters of a name in the files that are loaded, and calls that define one. */
function placesOf(name: string, { tracker }: Trace): ts.Node[] {
  return [...tracker.workspace.files.values()].flatMap(file => [
    ...(namesOf(file).get(name) ?? []).flatMap(node => {
      const { parent } = node;
      return ts.isSetAccessor(parent) || isDefinition(parent) ? [parent] : [];
    }),
    ...definitionsIn(file, name),
  ]);
}

const TAKE_DESCRIPTORS: ReadonlySet<string> = new Set(['Object.defineProperties', 'Object.create']);

/** `Object.defineProperties(view, { list: { set(value) { … } } })`. */
function isDefinition(member: ts.Node): boolean {
  if (!ts.isPropertyAssignment(member) || !hasSetter(member.initializer)) return false;
  const call = member.parent.parent;
  return ts.isCallExpression(call) && TAKE_DESCRIPTORS.has(call.expression.getText());
}

const DEFINERS = ['defineProperty', '__defineSetter__'];

/** `Object.defineProperty(view, 'list', { set(value) { … } })`, `view.__defineSetter__('list', value => { … })`. */
function definitionsIn(file: ts.SourceFile, name: string): ts.Node[] {
  // Compiled modules define many members, and hardly one of them with a setter.
  const isNamed = ["'", '"', '`'].some(quote => file.text.includes(quote + name + quote));
  if (!isNamed || !DEFINERS.some(definer => file.text.includes(definer))) return [];
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && DEFINERS.includes(calleeName(node))) {
      const key = node.arguments.find(given => ts.isStringLiteralLike(given) && given.text === name);
      if (key && node.arguments.some(given => isFunctionNode(given) || hasSetter(given))) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

const hasSetter = (node: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(node) && node.properties.some(({ name }) => propertyName(name) === 'set');

/** Whether the class of a setter and that of a member are one, or one of them extends the other. */
function isRelated(owner: ts.Node, symbol: ts.Symbol, trace: Trace): boolean {
  const home = symbol.declarations?.map(one => ts.findAncestor(one, ts.isClassLike)).find(Boolean);
  if (!home) return false;
  const { workspace } = trace.tracker;
  if (withBases(owner, workspace).has(home)) return true;
  return ts.isClassLike(owner) && withBases(home, workspace).has(owner);
}
