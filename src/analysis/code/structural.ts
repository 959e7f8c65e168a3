import { ts } from 'ts-morph';
import type { Workspace } from '../project/project.ts';
import { isFunctionNode, propertyName } from './syntax.ts';

/**
 * Whether a member that an interface or type declares may be one of a family, though nothing says that their owners
 * implement it: TypeScript asks for the same members, not for a name.
 */
export function isSameByShape(found: ts.Symbol, family: ReadonlySet<ts.Node>, workspace: Workspace): boolean {
  const [signature] = found.declarations ?? [];
  const isSignature =
    signature !== undefined && (ts.isMethodSignature(signature) || ts.isPropertySignature(signature));
  if (!isSignature || signature.getSourceFile().isDeclarationFile) return false;
  const asked = signature.parent;
  if (!ts.isInterfaceDeclaration(asked) && !ts.isTypeLiteralNode(asked)) return false;
  return [...family].some(member => isFunctionMember(member) && fits(member.parent, asked, workspace));
}

/** A member that is called, or computed when it is read. What other members hold is followed with their owner. */
const isFunctionMember = (node: ts.Node): boolean =>
  ts.isMethodDeclaration(node) ||
  ts.isGetAccessor(node) ||
  ((ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node)) && isFunctionNode(node.initializer));

/** Whether a class or object literal may stand where a type is asked for. */
function fits(
  owner: ts.Node,
  asked: ts.InterfaceDeclaration | ts.TypeLiteralNode,
  { checker }: Workspace,
): boolean {
  const own = typeOfOwner(owner, checker);
  const hasAll = asked.members.every(member => {
    const name = propertyName(member.name as ts.PropertyName | undefined);
    return member.questionToken !== undefined || name === undefined || own?.getProperty(name) !== undefined;
  });
  if (!own || !hasAll) return false;
  // What a parameter of a type stands for is not known here.
  const isGeneric = ts.isInterfaceDeclaration(asked) && asked.typeParameters !== undefined;
  return (
    isGeneric || isUsedWithin(asked) || checker.isTypeAssignableTo(own, checker.getTypeAtLocation(asked))
  );
}

function typeOfOwner(owner: ts.Node, checker: ts.TypeChecker): ts.Type | undefined {
  // Where a literal is written it must have no other members; where it goes later, it may.
  if (ts.isObjectLiteralExpression(owner)) return checker.getWidenedType(checker.getTypeAtLocation(owner));
  if (!ts.isClassLike(owner)) return undefined;
  const symbol = (owner as ts.ClassLikeDeclaration & { symbol?: ts.Symbol }).symbol;
  return symbol && checker.getDeclaredTypeOfSymbol(symbol);
}

/** Whether a type is written in the declaration of a function or type with parameters. */
const isUsedWithin = (asked: ts.Node): boolean =>
  ts.findAncestor(
    asked,
    node => (ts.isFunctionLike(node) || ts.isTypeAliasDeclaration(node)) && node.typeParameters !== undefined,
  ) !== undefined;
