import type { ts } from 'ts-morph';
import type { Given } from './built-in-calls.ts';
import { block } from './draft.ts';
import { invoke } from './invoke.ts';
import { isTime, type Shape } from './shape.ts';
import { excerpt, unwrap } from './syntax.ts';
import { GLUE } from './template-code.ts';
import { escapeAt, flow } from './track.ts';

const hand = ({ node, shape, trace }: Given): void =>
  escapeAt(node, shape, trace, unwrap(node as ts.Expression));
const through = ({ call, shape, trace }: Given): void => flow(call, shape, trace);
const unbox = ({ call, shape, trace }: Given): void => flow(call, unboxed(shape), trace);
const nothing = (): void => undefined;

/** What the generated code of templates calls, and functions of the libraries for components. */
export const COMPONENT_CALLS: Readonly<Record<string, (given: Given) => void>> = {
  [GLUE.show]: hand,
  [GLUE.prop]: hand,
  [GLUE.through]: through,
  [GLUE.date]: given => (isTime(given.shape) ? undefined : hand(given)),
  [GLUE.opaque]: ({ node, trace }) => block(trace.draft, 'opaque-template', node, { text: excerpt(node) }),
  unref: unbox,
  toValue: unbox,
  triggerRef: nothing,
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

/** Svelte's `derived(images, $images => …)`; with a function alone it is somebody else's memo. */
function passToDerived({ call, node, index, shape, trace }: Given): void {
  const [, change] = call.arguments ?? [];
  if (!change && shape.kind === 'thunk') return flow(call, shape.of, trace);
  if (!change || index !== 0 || shape.kind !== 'thunk') return escapeAt(node, shape, trace, call);
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
