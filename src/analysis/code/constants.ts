import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt, usesOf } from './bindings.ts';
import { isConst, unwrap } from './syntax.ts';

/** What a name is given for good, where it is declared with `const`. */
export function constantValue(
  name: ts.Expression,
  { workspace }: { workspace: Workspace },
): ts.Expression | undefined {
  const declaration = symbolAt(workspace, name)?.valueDeclaration;
  const isFixed = declaration && ts.isVariableDeclaration(declaration) && isConst(declaration);
  return isFixed && declaration.initializer ? unwrap(declaration.initializer) : undefined;
}

/** The same, where all uses of the name leave what it holds as it is. */
export function keptValue(
  name: ts.Expression,
  place: { workspace: Workspace },
  isRead: (use: ts.Node) => boolean,
): ts.Expression | undefined {
  const value = constantValue(name, place);
  const symbol = value && symbolAt(place.workspace, name);
  return symbol && usesOf(place.workspace, symbol).sure.every(isRead) ? value : undefined;
}
