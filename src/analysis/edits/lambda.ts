import { ts } from 'ts-morph';
import { isBareName } from '../code/syntax.ts';
import { isTemplate } from '../components/names.ts';
import { quoted } from './draft.ts';

/** `image => image.visibility === 'public'`, in the words of the file: a file of old knows no arrows. */
export function lambda(
  at: ts.Node,
  body: (parameter: string) => string,
  outside: readonly string[] = [],
): string {
  const words = new Set(outside.flatMap(text => text.match(/[\w$]+/g) ?? []));
  const parameter = words.has('image') ? 'listed' : 'image';
  const text = body(parameter);
  const given = new RegExp(`\\b${parameter}\\b`).test(text) ? parameter : '';
  return isModern(at.getSourceFile())
    ? `${given === '' ? '()' : given} => ${text}`
    : `function (${given}) { return ${text}; }`;
}

/** What a file of old has not. */
const NEW: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.AsyncKeyword,
]);

const isNew = (node: ts.Node): boolean =>
  NEW.has(node.kind) || (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) !== 0);

const isOld = (node: ts.Node): boolean =>
  ts.isVariableDeclarationList(node) || ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node);

/** Whether a node, or one inside of it, is so; what is made of a template says nothing about its scripts. */
const holds = (node: ts.Node, test: (node: ts.Node) => boolean): boolean =>
  !isTemplate(node) &&
  (test(node) || ts.forEachChild(node, child => holds(child, test) || undefined) === true);

const known = new WeakMap<ts.SourceFile, boolean>();

/** Whether a file is written in the language of 2015 or later; one that does not tell is. */
export function isModern(file: ts.SourceFile): boolean {
  const isSo = known.get(file) ?? (holds(file, isNew) || !holds(file, isOld));
  known.set(file, isSo);
  return isSo;
}

/** A member of a name: `image.visibility`, `image['hw:model']`. */
export const memberText = (at: ts.Node, owner: string, name: string): string =>
  isBareName(name) ? `${owner}.${name}` : `${owner}[${quoted(at, name)}]`;
