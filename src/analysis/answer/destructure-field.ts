import { ts } from 'ts-morph';
import type { Field } from '../../rule.ts';
import { isNameTaken, usesOf } from '../code/bindings.ts';
import { excerpt, isBareName, isWritten } from '../code/syntax.ts';
import { block, editAt, insertAfter, replaceNode } from '../edits/draft.ts';
import { replaceByConstant } from './fields.ts';
import type { Trace } from './tracker.ts';
import { readTruth } from './truth.ts';

/** `{ is_public }` → `{ visibility }`, with every use of the name turned into the comparison. */
export function renameField(
  element: ts.BindingElement,
  name: string,
  field: Extract<Field, { action: 'equals' }>,
  trace: Trace,
): void {
  const { draft } = trace;
  const uses = readsOf(element, name, trace);
  if (!uses) return;
  if (element.initializer) editAt(draft, element, element.name.getEnd(), element.initializer.getEnd(), '');
  if (element.propertyName) {
    replaceNode(
      draft,
      element.propertyName,
      ts.isStringLiteral(element.propertyName) ? `'${field.to}'` : field.to,
    );
    for (const use of uses) readUse(use, use.getText(), name, field.value, trace);
    return;
  }
  const local = freeName(field.to, element);
  replaceNode(draft, element.name, local === field.to ? local : `${field.to}: ${local}`);
  for (const use of uses) readUse(use, local, name, field.value, trace);
}

/** A use of the local name: the name is replaced and the comparison put behind it. */
function readUse(use: ts.Expression, local: string, name: string, value: string, trace: Trace): void {
  const { draft } = trace;
  const parent = use.parent;
  if (ts.isShorthandPropertyAssignment(parent)) return insertAfter(draft, use, `: ${local} === '${value}'`);
  if (local !== use.getText()) replaceNode(draft, use, local);
  readTruth(use, { value, isOptional: false, name }, trace);
}

/** `{ deleted }`: the name goes, its uses become the constant. */
export function replaceConstantName(
  element: ts.BindingElement,
  name: string,
  value: boolean | null,
  trace: Trace,
): void {
  const { draft } = trace;
  const uses = readsOf(element, name, trace);
  if (!uses) return;
  draft.lists.push({
    file: draft.workspace.pathOf(element),
    owner: element.parent,
    elements: element.parent.elements,
    remove: element,
  });
  for (const use of uses) {
    if (ts.isShorthandPropertyAssignment(use.parent)) insertAfter(draft, use, `: ${value}`);
    else replaceByConstant(use, name, value, trace);
  }
}

/** All reads of a destructured name; a blocker where it is written, exported or taken apart further. */
function readsOf(
  element: ts.BindingElement,
  name: string,
  { draft, tracker }: Trace,
): ts.Expression[] | undefined {
  const symbol = ts.isIdentifier(element.name)
    ? tracker.workspace.checker.getSymbolAtLocation(element.name)
    : undefined;
  const uses = symbol && usesOf(tracker.workspace, symbol).sure;
  const isPlain = uses?.every(use => !isWritten(use) && use.getSourceFile() === element.getSourceFile());
  if (uses && isPlain) return uses as ts.Expression[];
  block(draft, 'unsupported-read', element, { name, text: excerpt(element) });
  return undefined;
}

/** A name that nothing in the file is called, and that the language allows: the wanted one, or one that ends in it. */
export function freeName(wanted: string, at: ts.Node): string {
  const isTaken = (name: string): boolean => isNameTaken(at.getSourceFile(), name);
  if (isVariableName(wanted) && !isTaken(wanted)) return wanted;
  const longer = `image${wanted.slice(0, 1).toUpperCase()}${wanted.slice(1)}`;
  let candidate = longer;
  for (let count = 2; isTaken(candidate); count++) candidate = `${longer}${count}`;
  return candidate;
}

/** `3d` and `class` are keys, and no names. */
const isVariableName = (name: string): boolean =>
  isBareName(name) && ts.identifierToKeywordKind(ts.factory.createIdentifier(name)) === undefined;
