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

const byFiles = new WeakMap<Files, (name: string) => readonly ts.Node[]>();

/**
 * Every place in some files where a name is written and may stand for what is declared elsewhere, in the order of the
 * files. Names of members and variables at their declaration are left out: a file of data has thousands of them.
 */
export function referencesTo(name: string, files: Files): readonly ts.Node[] {
  const lookUp = byFiles.get(files) ?? indexFiles(files);
  byFiles.set(files, lookUp);
  return lookUp(name);
}

function indexFiles(files: Files): (name: string) => readonly ts.Node[] {
  const holders = new Map<string, ts.SourceFile[]>();
  for (const file of files.values()) {
    for (const name of namesOf(file).keys()) {
      const others = holders.get(name);
      if (others) others.push(file);
      else holders.set(name, [file]);
    }
  }
  const found = new Map<string, readonly ts.Node[]>();
  return name => {
    const known = found.get(name);
    if (known) return known;
    const nodes = (holders.get(name) ?? []).flatMap(file => namesOf(file).get(name) ?? []);
    const references = nodes.filter(node => !isDeclarationName(node) || isLink(node.parent));
    found.set(name, references);
    return references;
  };
}

/** A declaration that takes its value from what has the same name elsewhere. */
const isLink = (parent: ts.Node): boolean =>
  ts.isBindingElement(parent) ||
  ts.isImportSpecifier(parent) ||
  ts.isExportSpecifier(parent) ||
  ts.isImportClause(parent);

/** Whether a name stands where it is declared. */
export function isDeclarationName(node: ts.Node): boolean {
  const parent = node.parent as ts.NamedDeclaration;
  if (parent.name !== node) return false;
  return (
    !ts.isPropertyAccessExpression(parent) &&
    !ts.isShorthandPropertyAssignment(parent) &&
    !ts.isMetaProperty(parent) &&
    !ts.isJsxAttribute(parent)
  );
}
