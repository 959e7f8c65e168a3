import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { requiredModule, wantModule, wantStars } from './modules.ts';
import { propertyName, unwrap } from './syntax.ts';

/** `const { label } = await import('../labels')`: what the module gives out, where the checker sees no type. */
export function moduleExport(workspace: Workspace, element: ts.BindingElement): ts.Symbol | undefined {
  const holder = element.parent.parent;
  const name = propertyName(element.propertyName ?? element.name);
  if (name === undefined || !ts.isVariableDeclaration(holder) || !holder.initializer) return undefined;
  return exportOf(workspace, holder.initializer, name);
}

/** `(await import('../labels')).label`, `labels.label`: the same for members, through a name or not. */
export function memberOfModule(workspace: Workspace, node: ts.Node): ts.Symbol | undefined {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name !== node) return undefined;
  const owner = unwrap(access.expression);
  // An import that is not loaded yet is asked for.
  const declaration = ts.isIdentifier(owner) ? symbolAt(workspace, owner)?.valueDeclaration : undefined;
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? declaration.initializer
      : owner;
  return exportOf(workspace, value, access.name.text);
}

function exportOf(workspace: Workspace, value: ts.Expression, name: string): ts.Symbol | undefined {
  const specifier = requiredModule(unwrap(value));
  const file = specifier === undefined ? undefined : wantModule(specifier, value, workspace);
  const symbol = file && workspace.checker.getSymbolAtLocation(file);
  const exported = symbol && workspace.checker.tryGetMemberInModuleExports(name, symbol);
  if (file && !exported) wantStars(file, name, workspace);
  if (!exported || !(exported.flags & ts.SymbolFlags.Alias)) return exported;
  return workspace.checker.getAliasedSymbol(exported);
}

/** `const { list } = api`: the variable that takes it. One that the checker takes for an import is found by its name. */
export function takenOut({ parent: element }: ts.Node, workspace: Workspace): ts.Symbol | undefined {
  const local = ts.isBindingElement(element) ? symbolAt(workspace, element.name) : undefined;
  return local?.valueDeclaration === element ? local : undefined;
}
