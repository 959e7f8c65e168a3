import { ts } from 'ts-morph';
import { excerpt, isAssignment, propertyName, wrapped } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { TOWARDS } from './answers.ts';
import { assignTo } from './assign.ts';
import { escapeByCompat } from './compat-plan.ts';
import { LIST, type Shape } from './shape.ts';
import { escapeAt } from './track.ts';
import type { Trace } from './tracker.ts';

/** `({ images } = body)`: the same as a declaration, for names that are there already. */
export function assignPattern(pattern: ts.ObjectLiteralExpression, shape: Shape, trace: Trace): void {
  for (const property of pattern.properties) {
    const name = propertyName(property.name);
    const target = targetOf(property);
    if (name === undefined || !target)
      block(trace.draft, 'dynamic-key', property, { text: excerpt(property) });
    else assignMember(name, target, shape, pattern, trace);
  }
}

function assignMember(
  name: string,
  target: ts.Expression,
  shape: Shape,
  pattern: ts.ObjectLiteralExpression,
  trace: Trace,
): void {
  if (shape.kind === 'member') return name === shape.name ? assignTo(target, shape.of, trace) : undefined;
  if (shape.kind !== 'answer') return escapeAt(pattern, shape, trace, pattern);
  if (name === trace.draft.rule.response.list) return assignList(target, shape, pattern, trace);
  if (TOWARDS.has(name)) assignTo(target, { kind: 'answer', steps: shape.steps + 1 }, trace);
}

function assignList(
  target: ts.Expression,
  shape: Shape,
  pattern: ts.ObjectLiteralExpression,
  trace: Trace,
): void {
  const assignment = wrapped(pattern).parent;
  const source = isAssignment(assignment) ? assignment.right : undefined;
  if (source && escapeByCompat(source, shape, trace.draft)) return;
  assignTo(target, LIST, trace);
}

/** What a property of a pattern assigns to; its default is left aside. */
function targetOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isShorthandPropertyAssignment(property))
    return property.objectAssignmentInitializer ? undefined : property.name;
  if (!ts.isPropertyAssignment(property)) return undefined;
  return isAssignment(property.initializer) ? undefined : property.initializer;
}
