import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { type Draft, editAt, quoted, replaceNode } from '../edits/draft.ts';
import { type Match, versionTexts } from '../fold/match.ts';
import { type Frame, flatText, isText, slice, type Template } from '../fold/template.ts';
import { type Speech, spell } from './spell.ts';

/** An expression that brings a part of the URL, and what it brings. */
export type Operand = {
  node: ts.Expression;
  frame: Frame | undefined;
  template: Template;
  /** Where it begins in the flat text of the URL. */
  start: number;
  inserts: { at: number; text: string }[];
};

type Change = { start: number; end: number; text: string };

/** What a rule changes in the text of a URL: the version, and the segments that go. */
function changesOf({ template, version, tail }: Match, rule: Rule): Change[] {
  let at = version.start;
  const versions = versionTexts(slice(template, version.start, version.end), pathShape(rule).version);
  const changes = versions.map(({ part, text }) => {
    const start = at;
    at += part.text.length;
    return { start, end: at, text };
  });
  const text = pathShape(rule)
    .added.map(segment => `/${segment}`)
    .join('');
  return [...changes, { ...tail, text }];
}

/** The changes that fall on an operand; undefined where none does. */
export function operandChange(operand: Operand, match: Match, rule: Rule): Change[] | undefined {
  const end = operand.start + flatText(operand.template).length;
  const found = changesOf(match, rule).flatMap(change => cutTo(change, operand.start, end) ?? []);
  return found.length === 0 ? undefined : found;
}

/** What an operand becomes: pieces of text, and of code for what is only known at run time. */
export type Words = ({ text: string } | { code: string })[];

/** The new words of an operand, written for where it stands. Undefined where a part cannot be named there. */
export function wordsOf(
  operand: Operand,
  match: Match,
  draft: Draft,
  at: ts.Node,
): { words: Words; speech: Speech } | undefined {
  const speech: Speech = { workspace: draft.workspace, at, imports: new Map() };
  const changes = operandChange(operand, match, draft.rule) ?? [];
  const words: Words = [];
  let offset = operand.start;
  for (const part of operand.template) {
    if (isText(part)) words.push({ text: changed(part.text, offset, changes, operand.inserts) });
    else {
      const code = spell(part.hole, part.frame, speech);
      if (code === undefined) return undefined;
      words.push({ code });
    }
    offset += isText(part) ? part.text.length : 1;
  }
  return { words, speech };
}

function changed(
  text: string,
  offset: number,
  changes: readonly Change[],
  inserts: Operand['inserts'],
): string {
  const end = offset + text.length;
  const cuts = changes.flatMap(change => cutTo(change, offset, end) ?? []);
  const added = inserts.filter(({ at }) => offset < at && at <= end);
  return [...cuts, ...added.map(({ at, text: more }) => ({ start: at, end: at, text: more }))]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((rest, cut) => rest.slice(0, cut.start - offset) + cut.text + rest.slice(cut.end - offset), text);
}

/** The part of a change within a stretch; the new text stands at its beginning. */
function cutTo(change: Change, from: number, to: number): Change | undefined {
  const start = Math.max(change.start, from);
  const end = Math.min(change.end, to);
  return start < end ? { start, end, text: change.start < from ? '' : change.text } : undefined;
}

/** Writes an operand anew where it stands, if `wordsOf` finds words for it there. */
export function writeOperand(operand: Operand, match: Match, draft: Draft): void {
  const found = wordsOf(operand, match, draft, operand.node);
  if (!found) return;
  const { words, speech } = found;
  const { node } = operand;
  const { parent } = node;
  if (ts.isTemplateSpan(parent)) {
    const end = parent.literal.getStart() + 1;
    editAt(draft, node, parent.expression.getFullStart() - 2, end, rawText(words));
  } else if (isEmpty(words) && ts.isBinaryExpression(parent) && parent.right === node) {
    editAt(draft, node, parent.left.getEnd(), node.getEnd(), '');
  } else replaceNode(draft, node, asExpression(words, node));
  changeImports(node, speech, draft);
}

const isEmpty = (words: Words): boolean => words.every(word => 'text' in word && word.text === '');

const rawText = (words: Words): string =>
  words
    .map(word => ('code' in word ? `\${${word.code}}` : word.text.replace(/[\\`]|\$(?=\{)/g, '\\$&')))
    .join('');

/** A literal where all of it is text, else a template. */
export function asExpression(words: Words, at: ts.Node): string {
  const texts = words.flatMap(word => ('text' in word ? [word.text] : []));
  return texts.length === words.length ? quoted(at, texts.join('')) : `\`${rawText(words)}\``;
}

/** Brings in what the new text names, and takes out an import that nothing names any more. */
export function changeImports(node: ts.Node, { imports }: Speech, draft: Draft): void {
  const file = draft.workspace.pathOf(node);
  for (const [owner, names] of imports)
    for (const add of names) draft.lists.push({ file, owner, elements: owner.elements, add });
  if (!ts.isIdentifier(node)) return;
  const specifier = importOf(node);
  if (!specifier || !isOnlyUse(node, specifier)) return;
  const { elements } = specifier.parent;
  if (elements.length === 1 && !imports.has(specifier.parent)) removeImport(specifier, draft);
  else
    draft.lists.push({
      file,
      owner: specifier.parent,
      elements: specifier.parent.elements,
      remove: specifier,
    });
}

/** The only name of an import goes: the statement with its line, unless it brings a default too. */
function removeImport(specifier: ts.ImportSpecifier, draft: Draft): void {
  const clause = specifier.parent.parent;
  const statement = clause.parent;
  const { text } = statement.getSourceFile();
  const rest = /^\r?\n/.exec(text.slice(statement.getEnd()))?.[0] ?? '';
  if (clause.name) editAt(draft, specifier, clause.name.getEnd(), specifier.parent.getEnd(), '');
  else editAt(draft, specifier, statement.getStart(), statement.getEnd() + rest.length, '');
}

function importOf(node: ts.Identifier): ts.ImportSpecifier | undefined {
  for (const statement of node.getSourceFile().statements) {
    const named = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    const found =
      named && ts.isNamedImports(named) && named.elements.find(({ name }) => name.text === node.text);
    if (found) return found;
  }
  return undefined;
}

function isOnlyUse(node: ts.Identifier, specifier: ts.ImportSpecifier): boolean {
  let others = 0;
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child) && child.text === node.text && child !== node && child.parent !== specifier)
      others += 1;
    ts.forEachChild(child, visit);
  };
  visit(node.getSourceFile());
  return others === 0;
}
