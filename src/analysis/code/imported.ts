import type { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { moduleSpecifierOf } from './modules.ts';
import { accessName, isAccess, unwrap } from './syntax.ts';

/** The module that a callee comes from, and its name there or at its use; undefined for what the file has itself. */
export function importedFrom(
  callee: ts.Expression,
  { checker }: Pick<Workspace, 'checker'>,
): { module: string; name: string } | undefined {
  const inner = unwrap(callee);
  const owner = isAccess(inner) ? unwrap(inner.expression) : inner;
  const declaration = checker.getSymbolAtLocation(owner)?.declarations?.[0];
  const module = declaration && moduleSpecifierOf(declaration);
  const name = isAccess(inner) ? accessName(inner) : inner.getText();
  return module === undefined || name === undefined ? undefined : { module, name };
}
