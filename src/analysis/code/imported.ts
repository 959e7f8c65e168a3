import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { moduleSpecifierOf } from './modules.ts';
import { accessName, isAccess, unwrap } from './syntax.ts';

/** The module that a callee comes from, and its name there, or at its use if it is all that the module gives; undefined for what the file has itself. */
export function importedFrom(
  callee: ts.Expression,
  { checker }: Pick<Workspace, 'checker'>,
): { module: string; name: string } | undefined {
  const inner = unwrap(callee);
  const owner = isAccess(inner) ? unwrap(inner.expression) : inner;
  const declaration = checker.getSymbolAtLocation(owner)?.declarations?.[0];
  const module = declaration && moduleSpecifierOf(declaration);
  const name = isAccess(inner) ? accessName(inner) : (renamed(declaration) ?? inner).getText();
  return module === undefined || name === undefined ? undefined : { module, name };
}

/** `{ format as print }`, `{ format: print }`: what the module calls it. */
const renamed = (declaration: ts.Declaration | undefined): ts.Node | undefined =>
  declaration && (ts.isImportSpecifier(declaration) || ts.isBindingElement(declaration))
    ? declaration.propertyName
    : undefined;
