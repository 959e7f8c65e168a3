import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { callAt, entriesOf } from '../code/callers.ts';
import { isCondition } from '../code/conditions.ts';
import { isExportReference } from '../code/exported.ts';
import { type FunctionNode, isFunctionNode, parametersOf, unwrap, wrapped } from '../code/syntax.ts';
import { calledFunction } from './calls.ts';
import type { FoldContext } from './fold.ts';
import { type Frame, framesOf } from './template.ts';

type Place = Pick<FoldContext, 'workspace'>;

/**
 * `withRoot(root => …)`, where `function withRoot(use) { return use(ROOT) }`: the one call by which a function of the
 * project calls what is written out for it, within the call that hands it over. Undefined where there are several, or
 * where it goes elsewhere.
 */
export function handedFrame(fn: ts.Node, context: Place & Pick<FoldContext, 'frame'>): Frame | undefined {
  const outer = wrapped(fn).parent;
  if (!isFunctionNode(fn) || !ts.isCallExpression(outer)) return undefined;
  const index = outer.arguments.indexOf(wrapped(fn) as ts.Expression);
  const owner = index < 0 ? undefined : calledFunction(outer.expression, context);
  const call = owner && onlyCallOf(parametersOf(owner)[index], context);
  // A function that hands itself over would be looked into without an end.
  if (!owner || !call || framesOf(context.frame).some(frame => frame.call === outer)) return undefined;
  return { fn, call, parent: { fn: owner, call: outer, parent: context.frame } };
}

function onlyCallOf(
  parameter: ts.ParameterDeclaration | undefined,
  { workspace }: Place,
): ts.CallExpression | undefined {
  if (!parameter || parameter.dotDotDotToken || !ts.isIdentifier(parameter.name)) return undefined;
  const { sure, unsure } = usesOf(workspace, symbolAt(workspace, parameter.name));
  const [call, ...others] = sure.filter(use => !isCondition(wrapped(use))).map(callAt);
  const isOnly = others.length === 0 && unsure.length === 0;
  return isOnly && call && ts.isCallExpression(call) ? call : undefined;
}

/** The function of the project that a call hands over for a parameter; undefined where that is not known. */
type Handed = { fn: FunctionNode | undefined; frame: Frame | undefined };

/** The same from within: what callers of the function around a call hand over for the parameter that it calls. */
export function handedTo(callee: ts.Expression, frame: Frame | undefined, place: Place): Handed[] {
  const parameter = symbolAt(place.workspace, unwrap(callee))?.valueDeclaration;
  if (!parameter || !ts.isParameter(parameter)) return [];
  const { parent: owner } = parameter;
  const index = parametersOf(owner).indexOf(parameter);
  const open = framesOf(frame).find(({ fn }) => fn === owner);
  const frames = open ? [open] : callsOf(owner, place);
  return frames.map(around => {
    const given = around?.call.arguments?.[index];
    return { fn: given && calledFunction(given, place), frame: around };
  });
}

/** The calls of a function by its name; undefined for where it is handed on itself. */
function callsOf(fn: ts.SignatureDeclaration, place: Place): (Frame | undefined)[] {
  // What a function is written out for is no call of it.
  if (ts.isCallExpression(wrapped(fn).parent)) return [];
  const entries = entriesOf(fn, place).filter(
    entry => ts.isCallExpression(entry) || !isExportReference(entry),
  );
  return entries.map(call => (ts.isCallExpression(call) ? { fn, call, parent: undefined } : undefined));
}

/** Whether a call of a parameter is one of functions that are all known. */
export function isHandedByAll(callee: ts.Expression, place: Place): boolean {
  const handed = handedTo(callee, undefined, place);
  return handed.length > 0 && handed.every(({ fn }) => fn !== undefined);
}
