import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import { isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments } from 'yaml';
import type { Language } from './comment-forms.ts';

/** The structure of a JSON or YAML text. Offsets count the text; a scalar's `text` stands there letter for letter. */
export type TreeNode = Scalar | TreeList | TreeMap;
export type Scalar = { kind: 'scalar'; text: string; start: number; end: number; isFolded: boolean };
type TreeList = { kind: 'list'; items: TreeNode[] };
export type TreeMap = { kind: 'map'; entries: Entry[] };
type Entry = { key: Scalar; value: TreeNode | undefined };

/** Where a scalar stands: what it is in, from the inside out, and the keys that lead there. */
export type Place = {
  scalar: Scalar;
  /** The entry that it is the key or, at any depth of lists, the value of. */
  entry: Entry | undefined;
  isKey: boolean;
  around: (TreeList | TreeMap)[];
};

const READERS: Partial<Record<Language, (text: string) => TreeNode[]>> = { json: readJson, yaml: readYaml };

/** The structure of a text, where its language has one. What does not parse is left out. */
export const readTree = (text: string, language: Language): TreeNode[] => READERS[language]?.(text) ?? [];

function readJson(text: string): TreeNode[] {
  const root = parseTree(text, [], { allowTrailingComma: true, allowEmptyContent: true });
  return root ? [fromJson(root, text)] : [];
}

function fromJson(node: JsonNode, text: string): TreeNode {
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'list', items: children.map(child => fromJson(child, text)) };
  if (node.type !== 'object') return jsonScalar(node, text);
  const entries = children.flatMap(({ children: [key, value] = [] }) =>
    key ? [{ key: jsonScalar(key, text), value: value && fromJson(value, text) }] : [],
  );
  return { kind: 'map', entries };
}

function jsonScalar({ type, offset, length }: JsonNode, text: string): Scalar {
  const quote = type === 'string' || text.charAt(offset) === '"' ? 1 : 0;
  const start = offset + quote;
  const end = offset + length - quote;
  return { kind: 'scalar', text: text.slice(start, end), start, end, isFolded: true };
}

function readYaml(text: string): TreeNode[] {
  const documents = parseAllDocuments(text, { strict: false, uniqueKeys: false, logLevel: 'silent' });
  return [...documents].flatMap(({ contents }) => (contents ? [fromYaml(contents as ParsedNode, text)] : []));
}

function fromYaml(node: ParsedNode, text: string): TreeNode {
  if (isSeq(node)) return { kind: 'list', items: node.items.map(item => fromYaml(item as ParsedNode, text)) };
  if (!isMap(node)) return yamlScalar(node, text);
  const entries = node.items.map(({ key, value }) => ({
    key: yamlScalar(key as ParsedNode, text),
    value: value ? fromYaml(value as ParsedNode, text) : undefined,
  }));
  return { kind: 'map', entries };
}

/** An alias is taken for the scalar that its name is. */
function yamlScalar(node: ParsedNode, text: string): Scalar {
  const [start, end] = node.range;
  const isQuoted = isScalar(node) && /^QUOTE_/.test(node.type ?? '');
  const isFolded = !isScalar(node) || node.type !== 'BLOCK_LITERAL';
  const inner = { start: start + (isQuoted ? 1 : 0), end: end - (isQuoted ? 1 : 0) };
  return { kind: 'scalar', text: text.slice(inner.start, inner.end), ...inner, isFolded };
}

/** The scalar that an offset falls into. */
export function placeAt(roots: readonly TreeNode[], offset: number): Place | undefined {
  for (const root of roots) {
    const found = findPlace(root, offset, [], undefined);
    if (found) return found;
  }
  return undefined;
}

const holds = ({ start, end }: Scalar, offset: number): boolean => start <= offset && offset < end;

function findPlace(
  node: TreeNode,
  offset: number,
  around: Place['around'],
  entry: Entry | undefined,
): Place | undefined {
  if (node.kind === 'scalar')
    return holds(node, offset) ? { scalar: node, entry, isKey: false, around } : undefined;
  const inside = [node, ...around];
  if (node.kind === 'list') {
    for (const item of node.items) {
      const found = findPlace(item, offset, inside, entry);
      if (found) return found;
    }
    return undefined;
  }
  for (const own of node.entries) {
    if (holds(own.key, offset)) return { scalar: own.key, entry: own, isKey: true, around: inside };
    const found = own.value && findPlace(own.value, offset, inside, own);
    if (found) return found;
  }
  return undefined;
}

/** The value of the first of some keys; names are compared without case. */
export function memberOf(node: TreeNode | undefined, ...names: readonly string[]): TreeNode | undefined {
  if (node?.kind !== 'map') return undefined;
  return node.entries.find(({ key }) => names.includes(key.text.toLowerCase()))?.value;
}

/** The texts of a scalar, or of the scalars of a list. */
export function textsOf(node: TreeNode | undefined): string[] {
  if (node?.kind === 'scalar') return [node.text];
  return node?.kind === 'list' ? node.items.flatMap(item => (item.kind === 'scalar' ? [item.text] : [])) : [];
}

/** Every map below some nodes, the outer ones first. */
export function* allMaps(nodes: readonly TreeNode[]): Generator<TreeMap> {
  for (const node of nodes) {
    if (node.kind === 'map') yield node;
    if (node.kind === 'map') yield* allMaps(node.entries.flatMap(({ value }) => value ?? []));
    if (node.kind === 'list') yield* allMaps(node.items);
  }
}
