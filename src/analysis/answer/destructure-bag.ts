import { ts } from 'ts-morph';
import { usesOf } from '../code/bindings.ts';
import {
  type Access,
  accessName,
  excerpt,
  isAccess,
  isWritten,
  propertyName,
  wrapped,
} from '../code/syntax.ts';
import { block, editAt, keyText, replaceNode } from '../edits/draft.ts';
import { freeName } from './destructure-field.ts';
import { isReservedProperty } from './fields.ts';
import { addTo, type Trace } from './tracker.ts';

/** `const { os_type } = image.properties`: in v2 the same names are taken from the image itself. */
export function destructureBag(pattern: ts.ObjectBindingPattern, trace: Trace): void {
  for (const element of pattern.elements) {
    const name = propertyName(element.propertyName ?? element.name);
    if (element.dotDotDotToken) block(trace.draft, 'bag-escape', element, { text: excerpt(element) });
    else if (name === undefined) block(trace.draft, 'dynamic-key', element, { text: excerpt(element) });
    else if (isReservedProperty(name, trace.draft))
      block(trace.draft, 'reserved-property', element, { name });
    else addTo(trace.tracker.bagKeys, trace.draft, name);
  }
}

/** `{ properties: { os_type } }` → `{ os_type }`, `{ properties }` → the keys that are read from it. */
export function readDestructuredBag(element: ts.BindingElement, trace: Trace): void {
  const { draft } = trace;
  if (ts.isObjectBindingPattern(element.name)) {
    destructureBag(element.name, trace);
    const inner = element.name.elements.map(child => child.getText());
    if (inner.length === 0) return removeElement(element, trace);
    return replaceNode(draft, element, inner.join(', '));
  }
  const reads = bagReads(element, trace);
  if (reads) hoist(element, reads, trace);
}

function removeElement(element: ts.BindingElement, { draft }: Trace): void {
  draft.lists.push({
    file: draft.workspace.pathOf(element),
    owner: element.parent,
    elements: element.parent.elements,
    remove: element,
  });
}

type BagRead = { access: Access; key: string };

/** All uses of the object under its local name, where each of them reads a static key. */
function bagReads(element: ts.BindingElement, { draft, tracker }: Trace): BagRead[] | undefined {
  const symbol = ts.isIdentifier(element.name)
    ? tracker.workspace.checker.getSymbolAtLocation(element.name)
    : undefined;
  if (!symbol) {
    block(draft, 'bag-escape', element, { text: excerpt(element) });
    return undefined;
  }
  const reads: BagRead[] = [];
  for (const use of usesOf(tracker.workspace, symbol).sure) {
    const outer = wrapped(use);
    const access = outer.parent;
    const key = isAccess(access) && access.expression === outer ? accessName(access) : undefined;
    if (!isAccess(access) || key === undefined || isWritten(access)) {
      block(draft, 'bag-escape', use, { text: excerpt(use.parent) });
      return undefined;
    }
    if (isReservedProperty(key, draft)) block(draft, 'reserved-property', access, { name: key });
    addTo(tracker.bagKeys, draft, key);
    reads.push({ access, key });
  }
  return reads;
}

/** Takes the keys themselves apart, and reads them by names of their own. */
function hoist(element: ts.BindingElement, reads: readonly BagRead[], trace: Trace): void {
  const { draft } = trace;
  const names = new Map<string, string>();
  for (const { key } of reads) if (!names.has(key)) names.set(key, freeName(localName(key), element));
  if (names.size === 0) return removeElement(element, trace);
  const parts = [...names].map(([key, local]) =>
    key === local ? key : `${keyText(element, key)}: ${local}`,
  );
  editAt(draft, element, element.getStart(), element.getEnd(), parts.join(', '));
  for (const { access, key } of reads) replaceNode(draft, access, names.get(key) ?? key);
}

/** `hw:boot_menu` → `hwBoot_menu`; an identifier stays. */
const localName = (key: string): string =>
  key.replace(/[^\w$]+(\w)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
