import { ts } from 'ts-morph';
import { symbolAt } from './bindings.ts';
import type { Workspace } from './project.ts';
import { isConst, unwrap } from './syntax.ts';

/** What a name is given for good, where it is declared with `const`. */
export function constantValue(
  name: ts.Identifier,
  { workspace }: { workspace: Workspace },
): ts.Expression | undefined {
  const declaration = symbolAt(workspace, name)?.valueDeclaration;
  const isFixed = declaration && ts.isVariableDeclaration(declaration) && isConst(declaration);
  return isFixed && declaration.initializer ? unwrap(declaration.initializer) : undefined;
}
