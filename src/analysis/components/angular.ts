import { ts } from 'ts-morph';
import { propertyName, unwrap } from '../code/syntax.ts';
import type { Build } from './component.ts';
import { besides, inTemplate } from './kinds.ts';
import { writeAngular } from './template-angular.ts';
import type { Source } from './template-code.ts';

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
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    if (!value || !ts.isStringLiteralLike(value)) continue;
    if (key === 'template') addInline(value, name, build);
    if (key === 'templateUrl') addFile(value.text, name, build);
  }
}

/** What `@Component({ … })` is given. */
function optionsOf({ expression: call }: ts.Decorator): readonly ts.ObjectLiteralElementLike[] {
  if (!ts.isCallExpression(call) || call.expression.getText() !== 'Component') return [];
  const [options] = call.arguments;
  return options && ts.isObjectLiteralExpression(options) ? options.properties : [];
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
