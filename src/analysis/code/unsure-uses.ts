import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { isMember } from './bindings.ts';
import { isComponentMember } from './component-options.ts';
import { isAccess } from './syntax.ts';

/**
 * Whether a name that nothing declares may mean a member of this family: read of a value of unknown type, or in a
 * template whose owner is not known.
 */
export function isUnsureUse(node: ts.Node, family: ReadonlySet<ts.Node>, workspace: Workspace): boolean {
  if (isPageName(node, family)) return true;
  if (![...family].some(isMember)) return false;
  const { parent } = node;
  const isRead = isAccess(parent) && (!ts.isPropertyAccessExpression(parent) || parent.name === node);
  return isRead ? !isBesideComponent(parent, family) : isTemplateName(node, family, workspace);
}

/** A name that a classic script of a page declares is seen by every script that the page loads. */
function isPageName(node: ts.Node, family: ReadonlySet<ts.Node>): boolean {
  const { parent } = node;
  const isFree =
    ts.isIdentifier(node) && !(isMember(parent) && (parent as ts.NamedDeclaration).name === node);
  return isFree && [...family].some(isOfPage);
}

/** Declared at the top of a page: what stands in a script of its own is in a block. */
function isOfPage(declaration: ts.Node): boolean {
  if (!/\.x?html?\.\w+$/i.test(declaration.getSourceFile().fileName)) return false;
  const statement = ts.findAncestor(declaration, ts.isStatement);
  return statement !== undefined && ts.isSourceFile(statement.parent);
}

/** From outside a component its members are read through the instance: `wrapper.vm.images`, `this.$refs.list.images`. */
const isBesideComponent = ({ expression }: { expression: ts.Node }, family: ReadonlySet<ts.Node>): boolean =>
  isOfComponent(family) &&
  !/^this$|\bvm$|\$(?:refs|parent|root|data|children)\b|[rR]ef\b/.test(expression.getText());

const isOfComponent = (family: ReadonlySet<ts.Node>): boolean => [...family].some(isComponentMember);

/** The template of a component file is next to its members; that of any other may be anywhere. */
function isTemplateName(node: ts.Node, family: ReadonlySet<ts.Node>, workspace: Workspace): boolean {
  const component = workspace.components.get(workspace.pathOf(node));
  if (!component || node.pos < component.length || !ts.isIdentifier(node)) return false;
  const isBeside = [...family].some(declaration => declaration.getSourceFile().fileName.includes('.vue.'));
  return !isBeside && !isOfClass(component.path, workspace);
}

/** The template of an Angular component is read with its class, where names are known. */
function isOfClass(path: string, { components, want }: Workspace): boolean {
  if (path.endsWith('.html')) want(path.replace(/\.html$/, '.ts'));
  return [...components.values()].some(
    other => other.path !== path && other.chunks.some(({ file }) => file === path),
  );
}
