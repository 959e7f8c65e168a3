import { ts } from 'ts-morph';
import { constantValue } from '../code/constants.ts';
import type { FunctionNode } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import { calledFunction } from './calls.ts';

/** Whether a call is `promisify(fn)`: what it gives hands `fn` a callback behind all other arguments. */
export const isPromisify = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /(?:^|\.)promisify$/.test(node.expression.getText());

/** `const get = promisify(load)`: the function behind a callee that was made so. */
export function promisedFunction(callee: ts.Node, place: { workspace: Workspace }): FunctionNode | undefined {
  const made = ts.isIdentifier(callee) ? constantValue(callee, place) : callee;
  const [first] = made && isPromisify(made) ? made.arguments : [];
  return first && calledFunction(first, place);
}
