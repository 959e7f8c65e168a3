import { ts } from 'ts-morph';
import { variableNamed } from '../code/modules.ts';
import { isTextPiece, propertyName, unwrap } from '../code/syntax.ts';
import type { Build } from './component.ts';
import { besides, inTemplate } from './kinds.ts';
import { writeAngular } from './template-angular.ts';
import { opaque, type Source } from './template-code.ts';

/** Expressions of Angular have no regular expressions, so no edit may bring a slash. */
const FORBIDDEN = '/';

/** A script with Angular components: the templates in it or beside it become code behind it. */
export function readAngular(build: Build): void {
  const file = ts.createSourceFile('x.ts', build.text, ts.ScriptTarget.ESNext, true);
  build.isScript = true;
  build.ending = '';
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name) readClass(node, node.name.text, build);
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function readClass(node: ts.ClassDeclaration, name: string, build: Build): void {
  const properties = (ts.getDecorators(node) ?? []).flatMap(optionsOf);
  for (const property of properties) {
    const key = propertyName(property.name);
    const value = valueIn(property);
    if (value && key === 'template') addTemplate(value, name, build);
    if (value && key === 'templateUrl') addTemplate(value, name, build, addFile);
  }
}

const valueIn = (property: ts.ObjectLiteralElementLike): ts.Expression | undefined => {
  if (ts.isShorthandPropertyAssignment(property)) return property.name;
  return ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
};

/** What `@Component({ … })` is given. */
function optionsOf({ expression: call }: ts.Decorator): readonly ts.ObjectLiteralElementLike[] {
  if (!ts.isCallExpression(call) || call.expression.getText() !== 'Component') return [];
  const [options] = call.arguments;
  return options && ts.isObjectLiteralExpression(options) ? options.properties : [];
}

/** A template, or where it is; it may be a constant of the file, or be imported. One put together is searched for names. */
function addTemplate(
  value: ts.Expression,
  owner: string,
  build: Build,
  addText: typeof addFile | undefined = undefined,
): void {
  const meant = ts.isIdentifier(value) ? (constantOf(value) ?? value) : value;
  const imported = importedBy(meant);
  if (imported !== undefined) addFile(imported.replace(/^.*!|\?.*$/g, ''), owner, build);
  else if (!ts.isStringLiteralLike(meant)) addPieces(meant, owner, build);
  else if (addText) addText(meant.text, owner, build);
  else addInline(meant, owner, build);
}

function constantOf(name: ts.Identifier): ts.Expression | undefined {
  const initializer = variableNamed(name)?.initializer;
  return initializer && unwrap(initializer);
}

/** `require('./a.html')`, and what `import template from './a.html'` names. */
function importedBy(value: ts.Expression): string | undefined {
  if (ts.isCallExpression(value) && value.expression.getText() === 'require') {
    const [path] = value.arguments;
    return path && ts.isStringLiteralLike(path) ? path.text : undefined;
  }
  const named = value
    .getSourceFile()
    .statements.filter(ts.isImportDeclaration)
    .find(({ importClause }) => importClause?.name?.text === value.getText());
  return named && ts.isStringLiteral(named.moduleSpecifier) ? named.moduleSpecifier.text : undefined;
}

/** The texts in a template that is put together when the program runs. */
function addPieces(value: ts.Expression, owner: string, { writer }: Build): void {
  const visit = (node: ts.Node): void => {
    if (isTextPiece(node)) {
      const range = { start: node.getStart(), end: node.getEnd() };
      inTemplate(writer, () => opaque(writer, range), owner);
    }
    ts.forEachChild(node, visit);
  };
  visit(value);
}

function addInline(value: ts.StringLiteralLike, owner: string, { writer }: Build): void {
  const quote = value.getText().charAt(0);
  const source: Source = { ...writer.source, forbidden: FORBIDDEN + quote, isQuoted: true };
  write(source, { start: value.getStart() + 1, end: value.getEnd() - 1 }, owner, writer);
}

function addFile(url: string, owner: string, { path, read, writer }: Build): void {
  const file = besides(path, url);
  const text = read(file);
  if (text === undefined) return;
  write({ file, text, forbidden: FORBIDDEN, isQuoted: false }, { start: 0, end: text.length }, owner, writer);
}

function write(
  source: Source,
  range: { start: number; end: number },
  owner: string,
  writer: Build['writer'],
): void {
  const own = writer.source;
  writer.source = source;
  inTemplate(writer, () => writeAngular(writer, range), owner);
  writer.source = own;
}
