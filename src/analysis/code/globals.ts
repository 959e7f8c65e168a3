import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { symbolAt } from './bindings.ts';
import { moduleSpecifierOf } from './modules.ts';

/** What the surroundings of a script bring along: no file of the project declares it. */
const STANDARD = new Set(
  'window self globalThis global document location navigator console process module exports require define $ jQuery _ angular undefined'.split(
    ' ',
  ),
);

/**
 * Asks for the scripts that may declare what a script takes for a global: `BASE + '/images/detail'`, `App.base`.
 * A module takes in by name what it needs.
 */
export function wantGlobal(node: ts.Expression, workspace: Workspace): void {
  let root: ts.Expression = node;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  const file = node.getSourceFile() as ts.SourceFile & { commonJsModuleIndicator?: ts.Node };
  const isScript = !ts.isExternalModule(file) && file.commonJsModuleIndicator === undefined;
  if (!isScript || !ts.isIdentifier(root) || STANDARD.has(root.text)) return;
  if (!symbolAt(workspace, root)) workspace.wantMentions(root.text, [workspace.pathOf(file)]);
}

const OF_BROWSER = new Set(['location', 'document', 'navigator']);

/** Whether an object is one of the browser (`window.location`), or comes from a package: who reads it cannot be seen. */
export function isFromOutside(node: ts.Expression, workspace: Workspace): boolean {
  let root: ts.Expression = node;
  let member: ts.Node = node;
  while (ts.isPropertyAccessExpression(root)) {
    member = root.name;
    root = root.expression;
  }
  if (!ts.isIdentifier(root)) return false;
  const declared = symbolAt(workspace, root)?.declarations ?? [];
  if (declared.length > 0) return declared.every(one => moduleSpecifierOf(one) !== undefined);
  return OF_BROWSER.has(root.text) || (STANDARD.has(root.text) && OF_BROWSER.has(member.getText()));
}
