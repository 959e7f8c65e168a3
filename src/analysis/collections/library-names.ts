import { ts } from 'ts-morph';
import { moduleSpecifierOf } from '../code/modules.ts';
import { accessName, isAccess, propertyName, unwrap } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';

/** Libraries of functions over collections. `either`: a global `_`, which may be lodash or Underscore. */
export type Library = 'lodash' | 'underscore' | 'either' | 'jquery' | 'angular';

export type LibraryFunction = { library: Library; name: string };

const PACKAGES: ReadonlyMap<string, Library> = new Map([
  ['lodash', 'lodash'],
  ['lodash-es', 'lodash'],
  ['underscore', 'underscore'],
  ['jquery', 'jquery'],
  ['angular', 'angular'],
]);

const GLOBALS: ReadonlyMap<string, Library> = new Map([
  ['_', 'either'],
  ['$', 'jquery'],
  ['jQuery', 'jquery'],
  ['angular', 'angular'],
]);

/** The function of a library that a callee names: `_.filter`, an imported `filter`, `_` itself (an empty name). */
export function libraryFunction(
  callee: ts.Expression,
  workspace: Pick<Workspace, 'checker'>,
): LibraryFunction | undefined {
  const inner = unwrap(callee);
  if (ts.isIdentifier(inner)) return namedBy(inner, workspace);
  if (!isAccess(inner) || !ts.isIdentifier(unwrap(inner.expression))) return undefined;
  const name = accessName(inner);
  const owner = namedBy(unwrap(inner.expression) as ts.Identifier, workspace);
  return name !== undefined && owner?.name === '' ? { library: owner.library, name } : undefined;
}

function namedBy(name: ts.Identifier, { checker }: Pick<Workspace, 'checker'>): LibraryFunction | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  const declaration = symbol?.declarations?.[0];
  if (!declaration) {
    const library = symbol ? undefined : GLOBALS.get(name.text);
    return library && { library, name: '' };
  }
  const specifier = isBinding(declaration) ? moduleSpecifierOf(declaration) : undefined;
  const source = specifier === undefined ? undefined : sourceOf(specifier);
  if (!source) return undefined;
  const member = memberOf(declaration);
  if (member === undefined) return source;
  return source.name === '' ? { library: source.library, name: member } : undefined;
}

/** A name that an import or a `require` binds, and nothing made of it. */
function isBinding(declaration: ts.Declaration): boolean {
  if (ts.isVariableDeclaration(declaration)) {
    const value = declaration.initializer && unwrap(declaration.initializer);
    return value !== undefined && ts.isCallExpression(value) && value.expression.getText() === 'require';
  }
  return (
    ts.isImportSpecifier(declaration) ||
    ts.isImportClause(declaration) ||
    ts.isNamespaceImport(declaration) ||
    ts.isImportEqualsDeclaration(declaration) ||
    (ts.isBindingElement(declaration) && ts.isVariableDeclaration(declaration.parent.parent))
  );
}

/** `lodash` → the library, `lodash/filter` and `lodash.filter` → one function of it. None has the name `fp`. */
function sourceOf(specifier: string): LibraryFunction | undefined {
  const whole = PACKAGES.get(specifier);
  if (whole) return { library: whole, name: '' };
  const one = /^lodash(?:-es)?[/](\w+)(?:\.js)?$/.exec(specifier)?.[1];
  if (one !== undefined) return { library: 'lodash', name: one };
  const alone = /^lodash\.(\w+)$/.exec(specifier)?.[1];
  return alone === undefined ? undefined : { library: 'lodash', name: SPELLINGS.get(alone) ?? alone };
}

/** Packages of one function are called in small letters. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  [
    'sortBy',
    'orderBy',
    'groupBy',
    'countBy',
    'keyBy',
    'uniqBy',
    'sumBy',
    'meanBy',
    'maxBy',
    'minBy',
    'flatMap',
    'forEach',
    'isEmpty',
    'cloneDeep',
    'mapValues',
    'findIndex',
    'toArray',
  ].map(name => [name.toLowerCase(), name]),
);

/** The exported name that a declaration binds; undefined for the module as a whole. */
function memberOf(declaration: ts.Declaration): string | undefined {
  if (ts.isImportSpecifier(declaration)) {
    const name = (declaration.propertyName ?? declaration.name).text;
    return name === 'default' ? undefined : name;
  }
  return ts.isBindingElement(declaration)
    ? propertyName(declaration.propertyName ?? declaration.name)
    : undefined;
}
