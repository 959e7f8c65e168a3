import { ts } from 'ts-morph';
import { isAccess, isAssignment, unwrap } from '../code/syntax.ts';
import type { Build } from './component.ts';
import { type Range, type Token, tokenise } from './markup.ts';
import { writeAstro } from './template-astro.ts';
import { glue, type Writer } from './template-code.ts';
import { isScriptTag, writePage } from './template-page.ts';
import { writeSvelte } from './template-svelte.ts';

/** A template as the body of a function of its own; `owner` is the class whose members it names. */
export function inTemplate(writer: Writer, write: () => void, owner = ''): void {
  glue(writer, `;(function __gs_template${owner === '' ? '' : `_of_${owner}`}() {\n`);
  write();
  glue(writer, '\n});\n');
}

/** The path of a file that another one names relative to itself. */
export function besides(path: string, relative: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const whole = (text: string): Range => ({ start: 0, end: text.length });

/** A page: scripts of modules have names of their own. */
export function readPage({ text, scripts, writer }: Build): void {
  inTemplate(writer, () => scripts.push(...writePage(writer, whole(text))));
}

/** A Svelte component; what `$:` assigns is declared by it. */
export function readSvelte({ text, scripts, writer }: Build): void {
  const tokens = tokenise(text, whole(text), 'braces');
  for (const { start, end } of scriptsOf(tokens)) {
    scripts.push({ start, end, isOwn: false });
    for (const name of reactiveNames(text.slice(start, end))) glue(writer, `let ${name}: any;\n`);
  }
  inTemplate(writer, () => writeSvelte(writer, tokens));
}

const scriptsOf = (tokens: readonly Token[]) =>
  tokens.filter(token => token.kind === 'raw').filter(({ name }) => name === 'script');

/** `$: total = …`, `$: ({ data: { images = [] } } = $query)`, `$: [first] = images`: what nothing else declares. */
function reactiveNames(script: string): string[] {
  const { statements } = ts.createSourceFile('x.ts', script, ts.ScriptTarget.ESNext, true);
  const declared = new Set(statements.flatMap(declaredBy));
  const names = statements
    .filter(ts.isLabeledStatement)
    .filter(({ label }) => label.text === '$')
    .flatMap(({ statement }) =>
      ts.isExpressionStatement(statement) ? assignedBy(statement.expression) : [],
    );
  return [...new Set(names)].filter(name => !declared.has(name));
}

/** The names that a statement, or a part of it, declares for the whole script. */
function declaredBy(node: ts.Node): string[] {
  if (ts.isExpression(node) || ts.isLabeledStatement(node)) return ts.isIdentifier(node) ? [node.text] : [];
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return node.name ? declaredBy(node.name) : [];
  if (ts.isBindingElement(node) || ts.isVariableDeclaration(node)) return declaredBy(node.name);
  const inner: string[] = [];
  ts.forEachChild(node, child => {
    inner.push(...declaredBy(child));
  });
  return inner;
}

function assignedBy(expression: ts.Expression): string[] {
  const inner = unwrap(expression);
  return isAssignment(inner) ? targetsIn(inner.left) : [];
}

/** The names in what is assigned to. */
function targetsIn(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isShorthandPropertyAssignment(node)) return [node.name.text];
  if (ts.isPropertyAssignment(node)) return targetsIn(node.initializer);
  if (ts.isBinaryExpression(node)) return targetsIn(node.left);
  if (isAccess(node)) return [];
  const names: string[] = [];
  ts.forEachChild(node, child => {
    names.push(...targetsIn(child));
  });
  return names;
}

/** An Astro component: the code between the fences, the scripts for the browser, and the template. */
export function readAstro({ text, scripts, writer }: Build): void {
  const fence = /^\s*---(?=[ \t]*\r?\n)/.exec(text)?.[0].length ?? 0;
  const close = fence === 0 ? -1 : text.indexOf('\n---', fence);
  const start = close < 0 ? 0 : close + 4;
  if (close >= 0) scripts.push({ start: fence, end: close + 1, isOwn: false });
  const tokens = tokenise(text, { start, end: text.length }, 'jsx');
  for (const token of scriptsOf(tokens))
    if (isScriptTag(token, writer)) scripts.push({ start: token.start, end: token.end, isOwn: true });
  writeAstro(writer, tokens);
}
