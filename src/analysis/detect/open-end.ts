import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathHeads } from '../../rule.ts';
import { symbolAt } from '../code/bindings.ts';
import { givenByCallers } from '../code/callers.ts';
import {
  excerpt,
  isAccess,
  isAssignment,
  isFunctionNode,
  isTextPiece,
  keyOf,
  memberName,
  stringExpression,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { calledFunction } from '../fold/calls.ts';
import { fold } from '../fold/fold.ts';
import { flatText, isText, type Template } from '../fold/template.ts';
import type { Workspace } from '../project/project.ts';
import { textsAround } from './likely.ts';
import type { Needle } from './needles.ts';

type Context = { workspace: Workspace; rule: Rule };

/** What a value is kept in, and the event that it is sent with, where that is how it gets on. */
type Holders = { names: Set<ts.Declaration>; event?: string | undefined };

/**
 * The last segment of a path that is written up to there in the same file, where it comes from what the needle was put
 * into: `queue.push('detail')` and `` `/v1.1/images/${queue.shift()}` ``. How it gets from one to the other is not
 * followed, so it is a likely call and no more. Undefined where there is none.
 */
export function findOpenEnd({ literal, isAlone }: Needle, context: Context): string | undefined {
  const file = literal.getSourceFile();
  const heads = pathHeads(context.rule).map(head => `${head}/`);
  if (!isAlone || !heads.some(head => file.text.includes(head))) return undefined;
  const kept = holdersOf(literal, context);
  if (kept.names.size === 0) return undefined;
  const gaps = heads.flatMap(head => gapsBehind(head, file, context));
  const gap = gaps.find(one => {
    const fed = feedersOf(one, context);
    const isSent = fed.event === undefined || fed.event === kept.event;
    return isSent && [...fed.names].some(name => kept.names.has(name));
  });
  return gap && excerpt(gap);
}

/** What comes behind a piece of text that ends with the segments before the last. */
function gapsBehind(head: string, file: ts.SourceFile, { workspace }: Context): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isTextPiece(node) && `/${node.text}`.endsWith(`/${head}`)) {
      const text = stringExpression(node);
      for (const whole of [text, ...textsAround(text)])
        for (const template of fold(whole, { workspace, frame: undefined, depth: 0 }))
          found.push(...lastHole(template, node));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The part behind a piece of text, where nothing but a query is behind that. */
function lastHole(template: Template, piece: ts.Node): ts.Expression[] {
  const at = template.findIndex(part => isText(part) && part.node === piece);
  const next = at < 0 ? undefined : template[at + 1];
  const isEnd = /^(?:$|[?#])/.test(flatText(template.slice(at + 2)));
  return next && !isText(next) && isEnd ? [next.hole] : [];
}

/** What a text is kept in: a variable, a member, a list to which it is added, a function that gives or takes it. */
function holdersOf(literal: ts.Node, { workspace }: Context): Holders {
  const holders: Holders = { names: new Set() };
  let node: ts.Node = literal;
  while (!ts.isStatement(node)) {
    const { parent } = node;
    const holder = holderIn(parent, node);
    if (holder) addNames(holder, holders, workspace);
    else if (!isPassing(parent, node)) break;
    if (ts.isCallExpression(parent) && holder) holders.event = eventOf(parent, node);
    node = parent;
  }
  return holders;
}

/** What a node names as that which keeps one of its parts. */
function holderIn(node: ts.Node, part: ts.Node): ts.Node | undefined {
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node))
    return node.name;
  if (isAssignment(node)) return node.right === part ? node.left : undefined;
  if (ts.isCallExpression(node) && node.expression !== part) return node.expression;
  return ts.isYieldExpression(node) ? ts.findAncestor(node, ts.isFunctionLike)?.name : undefined;
}

/** What has a text as its value, or as a part of it. */
const isPassing = (node: ts.Node, part: ts.Node): boolean =>
  ts.isArrayLiteralExpression(node) ||
  ts.isObjectLiteralExpression(node) ||
  ts.isNewExpression(node) ||
  ts.isConditionalExpression(node) ||
  ts.isSpreadElement(node) ||
  // `['members', 'detail'].sort()`
  (isAccess(node) && node.expression === part) ||
  ts.isCallExpression(node) ||
  unwrap(node as ts.Expression) !== node;

/** `'load'` of `bus.emit('load', kind)` */
function eventOf({ arguments: [first] }: ts.CallExpression, given: ts.Node): string | undefined {
  return first && first !== given && ts.isStringLiteralLike(first) ? first.text : undefined;
}

/** Adds what an expression names: `queue` of `queue.push`, `kind` of `kind.value`, the member of `state.kind`. */
function addNames(node: ts.Node, holders: Holders, workspace: Workspace): void {
  if (ts.isArrayBindingPattern(node)) for (const one of elementsOf(node)) holders.names.add(one);
  const name = isAccess(node) ? keyOf(node) : node;
  const isName = ts.isIdentifier(name) || ts.isPrivateIdentifier(name);
  const symbol = isName ? symbolAt(workspace, name) : undefined;
  const declarations = (symbol?.declarations ?? []).filter(one => workspace.files.has(workspace.pathOf(one)));
  for (const one of declarations.flatMap(takenTogether)) holders.names.add(one);
  if (declarations.length === 0 && isAccess(node)) addNames(node.expression, holders, workspace);
}

/** `setKind` of `const [kind, setKind] = useState()` */
const takenTogether = (declaration: ts.Declaration): readonly ts.Declaration[] =>
  ts.isBindingElement(declaration) ? elementsOf(declaration.parent) : [declaration];

const elementsOf = ({ elements }: ts.BindingPattern): ts.BindingElement[] =>
  (elements as readonly ts.ArrayBindingElement[]).filter(ts.isBindingElement);

/** What a part of a path may come from, by way of variables, parameters, setters and callbacks. */
function feedersOf(gap: ts.Expression, { workspace }: Context): Holders {
  const holders: Holders = { names: new Set() };
  addFed(gap, holders, workspace);
  // What is added is visited as well.
  for (const declaration of holders.names) {
    if (holders.names.size > MOST) break;
    addSources(declaration, holders, workspace);
  }
  return holders;
}

const MOST = 50;

/** Adds what the value of an expression is taken out of: of a call what it is called on, and what it is given. */
function addFed(node: ts.Node, holders: Holders, workspace: Workspace): void {
  if (ts.isCallExpression(node)) {
    const { expression: callee } = node;
    if (isAccess(callee)) {
      addFed(callee.expression, holders, workspace);
      holders.event ??= eventOf(node, callee);
    } else if (calledFunction(callee, { workspace })?.asteriskToken) addNames(callee, holders, workspace);
    for (const argument of node.arguments) addFed(argument, holders, workspace);
  } else if (isAccess(node) && !HOLDS.has(memberName(node)) && ts.isPropertyAccessExpression(node)) {
    // Another member of the same object is another value.
    if (symbolAt(workspace, node.name)) addNames(node, holders, workspace);
  } else if (isAccess(node) || ts.isIdentifier(node)) addNames(node, holders, workspace);
  else if (!isFunctionNode(node)) ts.forEachChild(node, child => addFed(child, holders, workspace));
}

/** Members of what holds one value: refs of Vue and of React. */
const HOLDS = words('value current');

function addSources(declaration: ts.Node, holders: Holders, workspace: Workspace): void {
  const add = (node: ts.Node | undefined) => node && addFed(node, holders, workspace);
  if (ts.isVariableDeclaration(declaration)) {
    const walk = declaration.parent.parent;
    add(ts.isForOfStatement(walk) ? walk.expression : declaration.initializer);
  } else if (ts.isBindingElement(declaration))
    add(ts.findAncestor(declaration, ts.isVariableDeclaration)?.initializer);
  else if (ts.isParameter(declaration)) addCallers(declaration, holders, workspace);
}

/** What callers give, or what calls a callback. */
function addCallers(parameter: ts.ParameterDeclaration, holders: Holders, workspace: Workspace): void {
  const { parent: fn } = parameter;
  const call = fn.parent;
  if (ts.isSetAccessorDeclaration(fn)) addNames(fn.name, holders, workspace);
  if (ts.isCallExpression(call) && isAccess(call.expression)) {
    addFed(call.expression.expression, holders, workspace);
    holders.event ??= eventOf(call, fn);
  }
  for (const given of givenByCallers(parameter, workspace)) if (given) addFed(given, holders, workspace);
}
