import { ts } from 'ts-morph';
import type { Given } from '../answer/built-in-calls.ts';
import { invoke } from '../answer/invoke.ts';
import { isTime, type Shape } from '../answer/shape.ts';
import { escapeAt, flow } from '../answer/track.ts';
import { need, type Trace } from '../answer/tracker.ts';
import { usesOf } from '../code/bindings.ts';
import { excerpt, isAccess, isWritten, propertyName, unwrap } from '../code/syntax.ts';
import { GLUE } from '../components/template-code.ts';
import { block } from '../edits/draft.ts';
import { giveProp } from './child-props.ts';
import { isInTemplate } from './template-flow.ts';

const hand = ({ node, shape, trace }: Given): void =>
  escapeAt(node, shape, trace, unwrap(node as ts.Expression));
const through = ({ call, shape, trace }: Given): void => flow(call, shape, trace);
const unbox = ({ call, shape, trace }: Given): void => flow(call, unboxed(shape), trace);
const nothing = (): void => undefined;

/** What the generated code of templates calls, and functions of the libraries for components. */
export const COMPONENT_CALLS: Readonly<Record<string, (given: Given) => void>> = {
  [GLUE.show]: hand,
  [GLUE.prop]: given => (giveProp(given) ? undefined : hand(given)),
  [GLUE.through]: through,
  [GLUE.date]: given => (isTime(given.shape) ? undefined : hand(given)),
  [GLUE.opaque]: ({ node, trace }) => block(trace.draft, 'opaque-template', node, { text: excerpt(node) }),
  unref: unbox,
  toValue: unbox,
  triggerRef: nothing,
  withDefaults: through,
  toRefs: passToRefs,
  storeToRefs: passToRefs,
  toSignal: passToSignal,
  toObservable: ({ call, shape, trace }) => flow(call, shape.kind === 'thunk' ? shape.of : shape, trace),
  watch: passToWatch,
  derived: passToDerived,
  $state: through,
  '$state.raw': through,
  '$state.snapshot': through,
  $derived: through,
  '$derived.by': unbox,
  $effect: nothing,
  '$effect.pre': nothing,
};

/** `const { list } = toRefs(state)`: a box for each member, which writes through to the object. */
function passToRefs({ call, node, shape, trace }: Given): void {
  const declaration = call.parent;
  const isTaken = ts.isVariableDeclaration(declaration) && ts.isObjectBindingPattern(declaration.name);
  if (shape.kind !== 'member' || !isTaken || isWrittenThrough(declaration.name, shape.name, trace))
    return escapeAt(node, shape, trace, call);
  flow(call, { ...shape, of: { kind: 'member', name: 'value', of: shape.of } }, trace);
}

/** Whether the box of a member is written to, or handed to somebody who may. */
function isWrittenThrough(pattern: ts.BindingName, member: string, { tracker }: Trace): boolean {
  const { workspace } = tracker;
  const elements = ts.isObjectBindingPattern(pattern) ? pattern.elements : [];
  return elements.some(({ name, propertyName: taken, dotDotDotToken }) => {
    if (!dotDotDotToken && propertyName(taken ?? name) !== member) return false;
    const symbol = workspace.checker.getSymbolAtLocation(name);
    if (!symbol || dotDotDotToken) return true;
    return usesOf(workspace, symbol).sure.some(use => {
      if (isInTemplate(use, workspace)) return isWritten(use);
      return !isAccess(use.parent) || use.parent.expression !== use || isWritten(use.parent);
    });
  });
}

/** `toSignal(images$, { initialValue: [] })`. */
function passToSignal({ call, index, shape, trace }: Given): void {
  const [source, options] = call.arguments ?? [];
  const given: Shape = index > 0 && shape.kind === 'member' ? shape.of : shape;
  const initial: Shape = { kind: 'member', name: 'initialValue', of: given };
  if (index > 0 && source) need(trace, call, [source], excerpt(call), given);
  else if (options) need(trace, call, [options], excerpt(call), initial);
  flow(call, { kind: 'thunk', of: given }, trace);
}

/** Svelte's `derived(images, $images => …)`; with a function alone it is somebody else's memo. */
function passToDerived({ call, node, index, shape, trace }: Given): void {
  const [, change] = call.arguments ?? [];
  if (!change && shape.kind === 'thunk') return flow(call, shape.of, trace);
  if (index !== 0 || shape.kind !== 'thunk') return escapeAt(node, shape, trace, call);
  invoke(change, [shape.of], (result, next) => flow(call, { kind: 'thunk', of: result }, next), trace);
}

/** `watch(images, list => …)`, `watch(() => images.value, …)`, `watch([images, page], ([list]) => …)`. */
function passToWatch({ call, index, shape, trace }: Given): void {
  const value: Shape = shape.kind === 'tuple' ? { ...shape, of: unboxed(shape.of) } : unboxed(shape);
  if (index === 0) invoke(call.arguments?.[1], [value, value], undefined, trace);
}

/** What is in a ref, or what a function gives. */
const unboxed = (shape: Shape): Shape =>
  shape.kind === 'thunk' || (shape.kind === 'member' && shape.name === 'value') ? shape.of : shape;
