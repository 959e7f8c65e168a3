import { ts } from 'ts-morph';
import { symbolAt } from './bindings.ts';
import { calledFunction } from './fold-calls.ts';
import type { Workspace } from './project.ts';
import { type FunctionNode, isConst, unwrap } from './syntax.ts';

/** Whether a call is `promisify(fn)`: what it gives hands `fn` a callback behind all other arguments. */
export const isPromisify = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /(?:^|\.)promisify$/.test(node.expression.getText());

/** `const get = promisify(load)`: the function behind a callee that was made so. */
export function promisedFunction(callee: ts.Node, place: { workspace: Workspace }): FunctionNode | undefined {
  const made = ts.isIdentifier(callee) ? constantValue(callee, place) : callee;
  const [first] = made && isPromisify(made) ? made.arguments : [];
  return first && calledFunction(first, place);
}

function constantValue(
  name: ts.Identifier,
  { workspace }: { workspace: Workspace },
): ts.Expression | undefined {
  const declaration = symbolAt(workspace, name)?.valueDeclaration;
  const isFixed = declaration && ts.isVariableDeclaration(declaration) && isConst(declaration);
  return isFixed && declaration.initializer ? unwrap(declaration.initializer) : undefined;
}
