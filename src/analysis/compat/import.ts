import { ts } from 'ts-morph';
import type { Edit } from '../../finding.ts';
import { moduleSpecifierOf, requiredModule, wantModule } from '../code/modules.ts';
import { unwrap } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import { COMPAT_NAMES, type CompatForm, type CompatName, isCompatText } from './compat.ts';

/** The module that is written: what its package says of plain `.js` files decides what it is. */
export type CompatModule = { path: string; packageType: unknown };

/**
 * Whether a name can be imported where a call stands: classic scripts have no modules, a page may have several, and
 * what takes its modules with `require` gets no ES module that way.
 */
export function canImport(
  call: ts.Node,
  { path, packageType }: CompatModule,
  { components, pathOf }: Workspace,
): boolean {
  const file = call.getSourceFile();
  if (!components.has(pathOf(call))) {
    const { system } = endingOf(path);
    const isEsModule = system === 'm' || (path.endsWith('.js') && packageType === 'module');
    return isCommonJs(file) ? !isEsModule : ts.isExternalModule(file);
  }
  const isOwn = ts.findAncestor(call, node => ts.isBlock(node) && ts.isSourceFile(node.parent)) !== undefined;
  return !isOwn && !/\.x?html?$/.test(pathOf(call));
}

/** Where a function of the module is called. */
export type CompatUse = { at: ts.Node; file: string; name: CompatName };

/** Whether a function can be called at a place: its module can be imported there, and nothing else has its name. */
export function canUse({ at, name }: CompatUse, module: CompatModule, workspace: Workspace): boolean {
  const other = workspace.checker.resolveName(name, at, ts.SymbolFlags.Value, false);
  // One that an earlier run was to write is not there to be looked into.
  const isSame = (specifier: string) => stemOf(specifier) === stemOf(module.path);
  const isOurs = (specifier: string) =>
    workspace.resolve(specifier, workspace.pathOf(at)) === undefined
      ? isSame(specifier)
      : isCompatModule(specifier, at, workspace);
  return canImport(at, module, workspace) && (!other || modulesOf(other).some(isOurs));
}

/** Whether a call is one of a function of a compat module: what it is given has been moved already. */
export function isCompatCall(call: ts.Node, workspace: Workspace): boolean {
  if (!ts.isCallExpression(call)) return false;
  const callee = workspace.checker.getSymbolAtLocation(unwrap(call.expression));
  return callee !== undefined && modulesOf(callee).some(name => isCompatModule(name, call, workspace));
}

const isCompatModule = (specifier: string, at: ts.Node, workspace: Workspace): boolean =>
  isCompatText(wantModule(specifier, at, workspace)?.text ?? '');

/** The modules that a name is imported from. */
const modulesOf = ({ declarations = [] }: ts.Symbol): string[] =>
  declarations.flatMap(declaration => moduleSpecifierOf(declaration) ?? []);

/** The name of a file without folders and endings. */
const stemOf = (path: string): string | undefined => path.split('/').at(-1)?.split('.')[0];

/** The language and the module system of the compat module, by its name and the files that will import it. */
export function chooseForm(
  { path, packageType }: CompatModule,
  users: readonly ts.SourceFile[],
): Omit<CompatForm, 'accept'> {
  const { language, system } = endingOf(path);
  if (language === 'ts' || system === 'm') return { language, module: 'esm' };
  if (system === 'c') return { language, module: 'cjs' };
  if (packageType === 'module') return { language, module: 'esm' };
  return { language, module: users.some(isCommonJs) ? 'cjs' : 'esm' };
}

/** What the name of a module says of it: `.mts` is TypeScript and an ES module. */
function endingOf(path: string): { language: 'ts' | 'js'; system: string | undefined } {
  const [, system, language] = /\.([cm]?)([jt]s)x?$/.exec(path) ?? [];
  return { language: language === 'ts' ? 'ts' : 'js', system };
}

/** Whether a file takes its modules with `require`. */
const isCommonJs = (file: ts.SourceFile): boolean =>
  file.fileName.endsWith('.cjs') ||
  (!file.statements.some(
    statement =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isExportAssignment(statement),
  ) &&
    /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(file.text));

/** The edit that brings the names into a file: into an import that is there, behind the last one, or at the top. */
export function importEdit(
  file: ts.SourceFile,
  path: string,
  names: readonly CompatName[],
  from: string,
): Edit | undefined {
  const missing = COMPAT_NAMES.filter(name => names.includes(name) && !declares(file, name));
  if (missing.length === 0) return undefined;
  const { at, before, after } = isComponent(path) ? placeInScript(file) : placeFor(file);
  const quote = /(?:from|require\()\s*"/.test(file.text) ? '"' : "'";
  const specifier = quote + specifierFor(file, path, from) + quote;
  const end = usesSemicolons(file) ? ';' : '';
  const list = `{ ${missing.join(', ')} }`;
  const text = isCommonJs(file)
    ? `const ${list} = require(${specifier})${end}`
    : `import ${list} from ${specifier}${end}`;
  return { file: path, start: at, end: at, text: before + text + after };
}

/** Whether a file imports a name, by a statement of its own. */
const declares = (file: ts.SourceFile, name: string): boolean =>
  file.statements
    .filter(isImport)
    .some(statement =>
      ts.isImportDeclaration(statement)
        ? namesIn(statement.importClause?.namedBindings).includes(name)
        : ts.isVariableStatement(statement) &&
          statement.declarationList.declarations.some(one => namesIn(one.name).includes(name)),
    );

const namesIn = (names: ts.NamedImportBindings | ts.BindingName | undefined): string[] =>
  names && (ts.isNamedImports(names) || ts.isObjectBindingPattern(names))
    ? names.elements.map(element => element.name.getText())
    : [];

const isImport = (statement: ts.Statement): boolean =>
  ts.isImportDeclaration(statement) ||
  ts.isImportEqualsDeclaration(statement) ||
  (ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some(
      ({ initializer }) => initializer !== undefined && requiredModule(initializer) !== undefined,
    ));

const isPrologue = (statement: ts.Statement): boolean =>
  ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);

const isComponent = (path: string): boolean => !/\.[cm]?[jt]sx?$/.test(path);

/** Behind the last import of the script, or before its first statement. */
function placeInScript(file: ts.SourceFile): { at: number; before: string; after: string } {
  const statements = file.statements.filter(statement => !ts.isEmptyStatement(statement));
  const last = statements.filter(isImport).at(-1);
  const at = (last ?? statements[0] ?? file).getStart();
  const space = /(?:\r?\n)?[ \t]*$/.exec(file.text.slice(0, at))?.[0] ?? '';
  return last ? { at: last.getEnd(), before: space, after: '' } : { at, before: '', after: space };
}

function placeFor(file: ts.SourceFile): { at: number; before: string; after: string } {
  const line = file.text.includes('\r\n') ? '\r\n' : '\n';
  const last = file.statements.filter(isImport).at(-1) ?? file.statements.filter(isPrologue).at(-1);
  if (last) return { at: last.getEnd(), before: line, after: '' };
  const shebang = ts.getShebang(file.text);
  return shebang === undefined
    ? { at: 0, before: '', after: line }
    : { at: shebang.length, before: line, after: '' };
}

const usesSemicolons = (file: ts.SourceFile): boolean => {
  const plain = file.statements.filter(
    statement =>
      isImport(statement) || ts.isVariableStatement(statement) || ts.isExpressionStatement(statement),
  );
  return plain.length === 0 || plain.some(statement => statement.getText().endsWith(';'));
};

/** The path from one file to the module, with an ending where the file's other imports have one. */
function specifierFor(file: ts.SourceFile, path: string, to: string): string {
  const own = [...file.text.matchAll(OWN_MODULE)].map(found => found[0]);
  const end = to.lastIndexOf('.');
  const script = to.slice(end).replace('t', 'j');
  // What is an ES module by its name is not only read by bundlers.
  const shown = endingOf(to).system || spellsEndings(file, path, own) ? script : '';
  return (
    relativePath(path, to.slice(0, end)) + (own.some(name => name.endsWith('.ts')) ? to.slice(end) : shown)
  );
}

/** Whether a file names scripts with their endings; bundlers, which components go through, find them without. */
function spellsEndings(file: ts.SourceFile, path: string, own: readonly string[]): boolean {
  if (own.length > 0) return own.some(name => /\.[cm]?js$/.test(name));
  const { language, system } = endingOf(path);
  return !isComponent(path) && !isCommonJs(file) && (language === 'js' || system === 'm');
}

/** What a file takes from modules beside it. */
const OWN_MODULE = /(?<=(?:from|require\(|import)\s*['"])\.{1,2}\/[^'"]+/g;

function relativePath(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  const down = to.split('/');
  while (up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return `${up.length === 0 ? './' : '../'.repeat(up.length)}${down.join('/')}`;
}
