import { ts } from 'ts-morph';

const byFile = new WeakMap<ts.SourceFile, Map<string, ts.Node[]>>();

/** All identifiers and string keys of a file by their text. */
export function namesOf(file: ts.SourceFile): ReadonlyMap<string, readonly ts.Node[]> {
  const known = byFile.get(file);
  if (known) return known;
  const index = new Map<string, ts.Node[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || isStringKey(node)) {
      const list = index.get(node.text);
      if (list) list.push(node);
      else index.set(node.text, [node]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  byFile.set(file, index);
  return index;
}

const isStringKey = (node: ts.Node): node is ts.StringLiteralLike =>
  ts.isStringLiteralLike(node) &&
  ts.isElementAccessExpression(node.parent) &&
  node.parent.argumentExpression === node;

type Files = ReadonlyMap<string, ts.SourceFile>;

const byFiles = new WeakMap<Files, Map<string, ts.SourceFile[]>>();

/** Every place in some files where a name is written, in the order of the files. */
export function occurrencesOf(name: string, files: Files): ts.Node[] {
  const index = byFiles.get(files) ?? indexFiles(files);
  byFiles.set(files, index);
  return (index.get(name) ?? []).flatMap(file => namesOf(file).get(name) ?? []);
}

function indexFiles(files: Files): Map<string, ts.SourceFile[]> {
  const index = new Map<string, ts.SourceFile[]>();
  for (const file of files.values()) {
    for (const name of namesOf(file).keys()) {
      const holders = index.get(name);
      if (holders) holders.push(file);
      else index.set(name, [file]);
    }
  }
  return index;
}
