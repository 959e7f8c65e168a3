import { ts } from 'ts-morph';
import { isAssignment, wrapped } from './syntax.ts';

const EXPORTS = /^(?:module\.)?exports\b/;

/** Whether an expression is what a module gives out: `module.exports = x`, `exports.list = x`, `export default x`. */
function isExportedValue(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isExportAssignment(parent)) return true;
  return isAssignment(parent) && parent.right === node && EXPORTS.test(parent.left.getText());
}

/** The member of an exported object that stands for a name: `list` of `module.exports = { list }`. */
export function exportedMember(
  use: ts.Node,
): ts.ShorthandPropertyAssignment | ts.PropertyAssignment | undefined {
  const member = wrapped(use).parent;
  if (!ts.isShorthandPropertyAssignment(member) && !ts.isPropertyAssignment(member)) return undefined;
  if (ts.isPropertyAssignment(member) && member.initializer !== wrapped(use)) return undefined;
  return isExportedValue(wrapped(member.parent)) ? member : undefined;
}

/**
 * Whether a use only makes a name known to other modules, or takes it from one: who uses it there is found by the
 * name.
 */
export const isExportReference = (use: ts.Node): boolean =>
  isExportedValue(wrapped(use)) || exportedMember(use) !== undefined || ts.isBindingElement(use.parent);
