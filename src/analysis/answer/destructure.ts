import { ts } from 'ts-morph';
import type { Field } from '../../rule.ts';
import { usesOf } from '../code/bindings.ts';
import { excerpt, isPosition, propertyName } from '../code/syntax.ts';
import { addStep, block, type Draft, note } from '../edits/draft.ts';
import { TOWARDS } from './answers.ts';
import { bindName } from './binding-flow.ts';
import { takeByCompat } from './compat-plan.ts';
import { destructureBag, readDestructuredBag } from './destructure-bag.ts';
import { renameField, replaceConstantName } from './destructure-field.ts';
import { fieldOf } from './fields.ts';
import { LIST, leftOut, type Shape } from './shape.ts';
import { elementOf } from './spread-flow.ts';
import { startTime } from './times.ts';
import { escapeAt } from './track.ts';
import { addTo, markEdited, need, type Trace } from './tracker.ts';

/** `{ … } = value` by what the value is. */
export function destructure(pattern: ts.ObjectBindingPattern, shape: Shape, trace: Trace): void {
  if (shape.kind === 'bag') return destructureBag(pattern, trace);
  for (const element of pattern.elements) {
    const name = propertyName(element.propertyName ?? element.name);
    if (element.dotDotDotToken) takeRest(element, shape, trace);
    else if (name === undefined) escapeKey(element, shape, trace);
    else takeMember(element, name, shape, trace);
  }
}

function escapeKey(element: ts.BindingElement, shape: Shape, trace: Trace): void {
  if (shape.kind === 'map') bindName(element.name, shape.of, trace);
  else block(trace.draft, 'dynamic-key', element, { text: excerpt(element) });
}

/** A field that changes is taken out under another name, or not at all. */
function leftOutOf(name: string | undefined, { draft }: Trace): string[] {
  const field = name === undefined ? undefined : fieldOf(draft, name);
  const isTaken = !field || field.action === 'same' || field.action === 'timestamp';
  return name === undefined ? [] : [isTaken ? name : leftOut(name)];
}

/** What is left over is still the value, but for the names that were taken out of it. */
function takeRest(element: ts.BindingElement, shape: Shape, trace: Trace): void {
  const taken = (element.parent as ts.ObjectBindingPattern).elements.map(other =>
    propertyName(other.propertyName ?? other.name),
  );
  if (shape.kind === 'member' && taken.includes(shape.name)) return;
  const left: Shape =
    shape.kind === 'record'
      ? {
          kind: 'record',
          own: [...new Set([...shape.own, ...taken.flatMap(name => leftOutOf(name, trace))])].sort(),
        }
      : shape;
  bindName(element.name, left, trace);
}

function takeMember(element: ts.BindingElement, name: string, shape: Shape, trace: Trace): void {
  switch (shape.kind) {
    case 'record':
      if (shape.own.includes(name)) addTo(trace.tracker.owned, element, trace.draft);
      else if (shape.own.includes(leftOut(name))) block(trace.draft, 'unknown-field', element, { name });
      else takeField(element, name, trace);
      return;
    case 'answer':
      return takeFromAnswer(element, name, shape.steps, trace);
    case 'member':
      if (name === shape.name) bindWithDefault(element, shape.of, trace);
      return;
    case 'map':
      return bindWithDefault(element, shape.of, trace);
    case 'array':
    case 'tuple':
      if (isPosition(name)) bindWithDefault(element, shape.of, trace);
      return;
    default:
      return escapeAt(element, shape, trace, element);
  }
}

function bindWithDefault(element: ts.BindingElement, shape: Shape, trace: Trace): void {
  if (element.initializer) need(trace, element, [element.initializer], element.name.getText());
  bindName(element.name, shape, trace);
}

function takeFromAnswer(element: ts.BindingElement, name: string, steps: number, trace: Trace): void {
  const { rule } = trace.draft;
  if (name === rule.response.list && takeByCompat(element, trace.draft)) return;
  if (name === rule.response.list) return bindWithDefault(element, LIST, trace);
  if (rule.response.envelope.includes(name)) return block(trace.draft, 'feature-test', element, { name });
  if (!TOWARDS.has(name)) return;
  addTo(trace.tracker.bodies, trace.draft, element.parent as unknown as ts.Expression);
  bindWithDefault(element, { kind: 'answer', steps: steps + 1 }, trace);
}

function takeField(element: ts.BindingElement, name: string, trace: Trace): void {
  const { draft } = trace;
  const field = fieldOf(draft, name);
  if (!field) {
    const isNew = draft.rule.response.added.includes(name);
    return block(draft, isNew ? 'feature-test' : 'unknown-field', element, { name });
  }
  if (field.action === 'same') {
    if (field.note !== undefined) note(draft, field.note, element);
    return;
  }
  addStep(draft, 'field', element, excerpt(element));
  addTo(trace.tracker.changed, element, draft);
  if (field.action !== 'timestamp') addTo(trace.tracker.reads, element, draft);
  takeChanged(element, name, field, trace);
}

function takeChanged(
  element: ts.BindingElement,
  name: string,
  field: Exclude<Field, { action: 'same' }>,
  trace: Trace,
): void {
  const { draft } = trace;
  switch (field.action) {
    case 'equals':
      markEdited(trace);
      return renameField(element, name, field, trace);
    case 'constant':
      markEdited(trace);
      return replaceConstantName(element, name, field.value, trace);
    case 'timestamp':
      return takeTime(element, draft, trace);
    case 'flatten':
      if (field.note !== undefined) note(draft, field.note, element);
      markEdited(trace);
      return readDestructuredBag(element, trace);
  }
}

/** A timestamp under a name of its own: every use of the name is a read of it. */
function takeTime(element: ts.BindingElement, draft: Draft, trace: Trace): void {
  const symbol = ts.isIdentifier(element.name)
    ? trace.tracker.workspace.checker.getSymbolAtLocation(element.name)
    : undefined;
  if (!symbol)
    return block(draft, 'unsupported-read', element, { name: element.getText(), text: excerpt(element) });
  for (const use of usesOf(trace.tracker.workspace, symbol).sure) startTime(use as ts.Expression, trace);
}

/** `[a, b, ...rest] = value`. */
export function destructureList(pattern: ts.ArrayBindingPattern, shape: Shape, trace: Trace): void {
  for (const [index, element] of pattern.elements.entries()) {
    if (!ts.isBindingElement(element)) continue;
    if (shape.kind === 'tuple') {
      if (shape.index === index) bindWithDefault(element, shape.of, trace);
    } else if (element.dotDotDotToken) bindName(element.name, shape, trace);
    else takeElement(element, shape, trace, pattern);
  }
}

function takeElement(
  element: ts.BindingElement,
  shape: Shape,
  trace: Trace,
  pattern: ts.ArrayBindingPattern,
): void {
  const part =
    shape.kind === 'array' ? shape.of : elementOf(shape, pattern.parent as unknown as ts.Expression, trace);
  if (part) bindWithDefault(element, part, trace);
  else escapeAt(element, shape, trace, pattern);
}
