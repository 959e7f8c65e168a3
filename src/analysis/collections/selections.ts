import { ts } from 'ts-morph';
import { type Walked, walkPath } from '../answer/field-paths.ts';
import { escapeAt } from '../answer/track.ts';
import { excerpt, unwrap, wrapped } from '../code/syntax.ts';
import { block, quoted, replaceNode } from '../edits/draft.ts';
import { isModern, memberText } from '../edits/lambda.ts';
import type { ObjectUse } from './library-objects.ts';

/** The names that are given, in a list or one by one; undefined where one is not a literal without dots. */
function namesGiven({ rest, call, trace }: ObjectUse): string[] | undefined {
  const nodes = rest.flatMap(given => {
    const inner = unwrap(given);
    return ts.isArrayLiteralExpression(inner) ? [...inner.elements] : [inner];
  });
  const names = nodes.map(node => (ts.isStringLiteralLike(unwrap(node)) ? literalText(node) : undefined));
  const known = names.filter(name => name !== undefined);
  if (known.length === names.length && !known.some(name => /[.[]/.test(name))) return known;
  block(trace.draft, 'dynamic-key', call, { text: excerpt(call) });
  return undefined;
}

const literalText = (node: ts.Expression): string => (unwrap(node) as ts.StringLiteralLike).text;

/**
 * `_.pick(image, ['id', 'is_public'])` → `{ ..._.pick(image, ['id']), is_public: image.visibility === 'public' }`:
 * what is picked keeps its old form, so that nothing behind it has to change.
 */
export function pickFields(use: ObjectUse): void {
  const { shape, call, emit, trace } = use;
  const names = namesGiven(use);
  if (!names) return;
  const walked = names.map(name => walkPath([name], shape, call, trace));
  if (!walked.every(found => found !== undefined)) return;
  const isBag = walked.find(({ end }) => end.kind === 'shape' && end.shape.kind === 'bag');
  if (isBag) return block(trace.draft, 'bag-escape', call, { text: excerpt(call) });
  if (walked.some(({ end }) => end.kind === 'truth' || end.kind === 'constant'))
    writeParts(names, walked, use);
  const times = names.filter((_, index) => walked[index]?.end.kind === 'shape');
  const own = [...new Set([...names.filter(name => !times.includes(name)), ...ownOf(use)])].sort();
  if (times.length > 0) emit({ kind: 'record', own }, trace);
}

const ownOf = ({ shape }: ObjectUse): readonly string[] => (shape.kind === 'record' ? shape.own : []);

/** The object of the picked fields in their order: runs of unchanged ones by the library, the others one by one. */
function writeParts(names: readonly string[], walked: readonly Walked[], use: ObjectUse): void {
  const { call, node, trace } = use;
  if (!isModern(call.getSourceFile()) || !isListed(node, use)) return escapeAt(node, use.shape, trace, call);
  const parts: string[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    const list = run.map(name => quoted(call, name)).join(', ');
    if (run.length > 0) parts.push(`...${call.expression.getText()}(${node.getText()}, [${list}])`);
    run = [];
  };
  for (const [index, name] of names.entries()) {
    const text = partText(name, walked[index] as Walked, use);
    if (text === undefined) run.push(name);
    else {
      endRun();
      parts.push(text);
    }
  }
  endRun();
  const literal = `{ ${parts.join(', ')} }`;
  replaceNode(trace.draft, call, needsParentheses(call) ? `(${literal})` : literal);
}

function partText(name: string, { path, end }: Walked, { node }: ObjectUse): string | undefined {
  if (end.kind === 'constant') return `${name}: ${end.value}`;
  if (end.kind !== 'truth') return undefined;
  return `${name}: ${memberText(node, node.getText(), path[0] ?? '')} === ${quoted(node, end.value)}`;
}

const needsParentheses = (call: ts.Node): boolean => {
  const outer = wrapped(call);
  return outer === call && (ts.isArrowFunction(call.parent) || ts.isExpressionStatement(call.parent));
};

/** Whether a name is an element of a list for certain: one that is not there has no fields to pick. */
function isListed(node: ts.Expression, { trace }: ObjectUse): boolean {
  if (!ts.isIdentifier(node)) return false;
  const declaration = trace.tracker.workspace.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (!declaration) return false;
  if (ts.isVariableDeclaration(declaration)) return ts.isForOfStatement(declaration.parent.parent);
  const isPlain = ts.isParameter(declaration) && !declaration.initializer;
  return isPlain && ts.isCallExpression(wrapped(declaration.parent).parent);
}

/** `_.omit(image, 'properties')`: still an image, which what is left out can no longer be read from. */
export function omitFields(use: ObjectUse): void {
  const names = namesGiven(use);
  if (!names) return;
  use.emit({ kind: 'record', own: [...new Set([...ownOf(use), ...names])].sort() }, use.trace);
}
