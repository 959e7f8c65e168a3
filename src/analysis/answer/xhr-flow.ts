import { ts } from 'ts-morph';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { rowOf } from '../code/rows.ts';
import {
  type Access,
  excerpt,
  type FunctionNode,
  isAccess,
  isAssignment,
  isFunctionNode,
  memberName,
  unwrap,
  wrapped,
} from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import type { Request } from '../request/request.ts';
import type { Shape } from './shape.ts';
import { flow } from './track.ts';
import type { Trace } from './tracker.ts';

/** Members of an `XMLHttpRequest` that hold the answer. */
const READS: Readonly<Record<string, Shape>> = {
  responseText: { kind: 'text' },
  response: { kind: 'answer', steps: 0 },
};

const EVENTS = new Set(['onload', 'onloadend', 'onreadystatechange', 'onprogress']);

/** Follows the answer of `xhr.open(…)`: what is read of the object, and of `this` and the target of its events. */
export function followXhr({ call }: Request, trace: Trace): void {
  const owner = isAccess(call.expression) ? unwrap(call.expression.expression) : undefined;
  const symbol = owner && ts.isIdentifier(owner) ? symbolAt(trace.tracker.workspace, owner) : undefined;
  if (!symbol) return block(trace.draft, 'unknown-response', call, { text: excerpt(call) });
  let reads = 0;
  for (const use of usesOf(trace.tracker.workspace, symbol).sure) reads += followUse(use, call, trace);
  if (reads === 0) block(trace.draft, 'unknown-response', call, { text: excerpt(call) });
}

/** How many reads of the answer a use leads to. */
function followUse(use: ts.Node, open: ts.Node, trace: Trace): number {
  const outer = wrapped(use);
  const access = outer.parent;
  if (!isAccess(access) || access.expression !== outer) {
    block(trace.draft, 'escape', access, { shape: 'answer', text: excerpt(access) });
    return 0;
  }
  const name = memberName(access);
  const target = wrapped(access).parent;
  if (name === 'open' && target !== open)
    block(trace.draft, 'mixed-sources', target, { name: use.getText() });
  if (EVENTS.has(name) && isAssignment(target)) return followHandler(target.right, trace);
  if (name === 'addEventListener' && ts.isCallExpression(target) && target.arguments[1])
    return followHandler(target.arguments[1], trace);
  return readAnswer(access, trace);
}

function readAnswer(access: Access, trace: Trace): number {
  const name = memberName(access);
  const shape = rowOf(READS, name);
  if (shape) flow(access, shape, trace);
  return shape ? 1 : 0;
}

/** `this.responseText` and `event.target.response` in a function that is called when the answer is there. */
function followHandler(handler: ts.Expression, trace: Trace): number {
  const fn = unwrap(handler);
  if (!isFunctionNode(fn)) {
    if (fn.kind !== ts.SyntaxKind.NullKeyword)
      block(trace.draft, 'escape', handler, { shape: 'answer', text: excerpt(handler) });
    return 0;
  }
  let reads = 0;
  const visit = (node: ts.Node): void => {
    if (isAccess(node) && isRequest(node.expression, fn)) reads += readAnswer(node, trace);
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return reads;
}

/** What an event calls the request that it tells of. */
const TARGETS: ReadonlySet<string> = new Set(['target', 'currentTarget']);

function isRequest(node: ts.Expression, fn: FunctionNode): boolean {
  const inner = unwrap(node);
  if (inner.kind === ts.SyntaxKind.ThisKeyword) return !ts.isArrowFunction(fn);
  const event = fn.parameters[0]?.name.getText();
  return isAccess(inner) && TARGETS.has(memberName(inner)) && unwrap(inner.expression).getText() === event;
}
