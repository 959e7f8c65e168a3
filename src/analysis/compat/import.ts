import { ts } from 'ts-morph';
import type { Edit } from '../../finding.ts';
import { moduleSpecifierOf, wantModule } from '../code/modules.ts';
import { unwrap } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';
import { COMPAT_NAMES, type CompatForm, type CompatName, isCompatText } from './compat.ts';

/** The module that is written: what its package says of plain `.js` files decides what it is. */
export type CompatModule = { path: string; packageType: string | undefined };

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

/** What is imported into which files. */
export type CompatUse = { file: string; name: CompatName };

/** Whether a call is one of a function of a compat module: what it is given has been moved already. */
export function isCompatCall(call: ts.Node, workspace: Workspace): boolean {
  if (!ts.isCallExpression(call)) return false;
  const callee = unwrap(call.expression);
  if (!ts.isIdentifier(callee) || !COMPAT_NAMES.some(name => name === callee.text)) return false;
  const declarations = workspace.checker.getSymbolAtLocation(callee)?.declarations ?? [];
  const specifiers = declarations.flatMap(declaration => moduleSpecifierOf(declaration) ?? []);
  return specifiers.some(specifier => isCompatText(wantModule(specifier, call, workspace)?.text ?? ''));
}

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
  const [, system, language] = /\.([cm]?)([jt]s)$/.exec(path) ?? [];
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

const declares = (file: ts.SourceFile, name: string): boolean =>
  file.statements.some(statement => {
    if (ts.isImportDeclaration(statement))
      return new RegExp(`\\b${name}\\b`).test(statement.importClause?.getText() ?? '');
    return (
      ts.isVariableStatement(statement) &&
      new RegExp(`\\{[^}]*\\b${name}\\b[^}]*\\}\\s*=\\s*require\\b`).test(statement.getText())
    );
  });

const isImport = (statement: ts.Statement): boolean =>
  ts.isImportDeclaration(statement) ||
  ts.isImportEqualsDeclaration(statement) ||
  (ts.isVariableStatement(statement) && /=\s*require\s*\(/.test(statement.getText()));

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
  const own = [...file.text.matchAll(/(?:from|require\(|import)\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map(
    found => found[1] ?? '',
  );
  const [, stem = to, ending = ''] = /^(.*?)(\.[cm]?[jt]s)$/.exec(to) ?? [];
  const script = ending.replace('t', 'j');
  // Bundlers, which components always go through, find the file without its ending; what is an ES module by its name
  // is not only read by them.
  const isTypeScript = /\.c?tsx?$/.test(path) || isComponent(path);
  const shown = own.some(text => text.endsWith('.ts'))
    ? ending
    : own.some(text => /\.[cm]?js$/.test(text))
      ? script
      : own.length === 0 && !isTypeScript && !isCommonJs(file)
        ? script
        : /^\.[cm]/.test(ending)
          ? script
          : '';
  return relativePath(path, stem) + shown;
}

function relativePath(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  const down = to.split('/');
  while (up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return `${up.length === 0 ? './' : '../'.repeat(up.length)}${down.join('/')}`;
}
