import { ts } from 'ts-morph';
import { excerpt, propertyName, unwrap } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { fromSource } from '../frameworks/streams.ts';
import { invoke } from './invoke.ts';
import { testOwnKey } from './keys.ts';
import { openObject } from './opened.ts';
import { isTime, type Shape } from './shape.ts';
import { elementOf } from './spread-flow.ts';
import { escapeAt, flow } from './track.ts';
import type { Trace } from './tracker.ts';

/** A value that is an argument of a call. */
export type Given = {
  call: ts.CallExpression | ts.NewExpression;
  node: ts.Node;
  index: number;
  shape: Shape;
  trace: Trace;
};

const through = ({ call, shape, trace }: Given): void => flow(call, shape, trace);
const nothing = (): void => undefined;
const asList = ({ call, node, shape, trace }: Given): void => {
  const element = elementOf(shape, node, trace);
  if (element) flow(call, { kind: 'array', of: element }, trace);
  else escapeAt(node, shape, trace, call);
};

/** Functions of the language and of common libraries that a value goes through. */
export const BUILT_INS: Readonly<Record<string, (given: Given) => void>> = {
  'JSON.parse': ({ call, shape, trace, node }) => {
    const isPlain = (call.arguments?.length ?? 0) < 2;
    const isText = shape.kind === 'text' || shape.kind === 'answer';
    // A function that is handed in sees every field by its name.
    if (isText && isPlain) flow(call, { kind: 'answer', steps: 1 }, trace);
    else escapeAt(node, shape, trace, call);
  },
  'Array.from': given => {
    const [, fn] = given.call.arguments ?? [];
    // `Array.from(days, () => images[0])`
    if (fn === given.node && given.shape.kind === 'thunk')
      return flow(given.call, { kind: 'array', of: given.shape.of }, given.trace);
    const element = elementOf(given.shape, given.node, given.trace);
    if (!fn || !element) return asList(given);
    invoke(
      fn,
      [element],
      (result, next) => flow(given.call, { kind: 'array', of: result }, next),
      given.trace,
    );
  },
  'Array.fromAsync': given => BUILT_INS['Array.from']?.(given),
  'Iterator.from': asList,
  'Array.isArray': nothing,
  'Array.of': ({ call, shape, trace }) => flow(call, { kind: 'array', of: shape }, trace),
  Boolean: nothing,
  Error: complain,
  Map: fillMap,
  Set: asList,
  'Object.freeze': through,
  'Object.seal': through,
  'Object.values': listValues,
  'Object.entries': given => {
    const { call, shape, trace } = given;
    if (shape.kind === 'map') flow(call, { kind: 'map', of: shape.of }, trace);
    else openWhole(given, of => ({ kind: 'map', of }));
  },
  'Object.keys': given =>
    given.shape.kind === 'map' || given.shape.kind === 'member'
      ? undefined
      : escapeAt(given.node, given.shape, given.trace, given.call),
  'Object.fromEntries': fillMap,
  'Object.assign': assignInto,
  'Object.groupBy': groupInto,
  'Map.groupBy': groupInto,
  'Object.hasOwn': given => testOwnKey(given, given.call.arguments?.[1]),
  'Object.prototype.hasOwnProperty.call': given => testOwnKey(given, given.call.arguments?.[1]),
  'Object.is': ({ call, node, shape, trace }) =>
    isTime(shape) ? escapeAt(node, shape, trace, call) : undefined,
  'Reflect.has': given => testOwnKey(given, given.call.arguments?.[1]),
  'Promise.resolve': through,
  'Promise.all': through,
  'axios.all': through,
  'Promise.allSettled': ({ call, shape, trace }) => {
    const settled: Shape | undefined =
      shape.kind === 'array' || shape.kind === 'tuple'
        ? { ...shape, of: { kind: 'member', name: 'value', of: shape.of } }
        : undefined;
    flow(call, settled ?? shape, trace);
  },
  'Promise.race': firstOf,
  'Promise.any': firstOf,
  structuredClone: through,
  'Buffer.concat': ({ call, node, shape, trace }) =>
    shape.kind === 'array' && shape.of.kind === 'text'
      ? flow(call, shape.of, trace)
      : escapeAt(node, shape, trace, call),
  'Buffer.from': through,
  String: ({ call, node, shape, trace }) =>
    shape.kind === 'text' ? flow(call, shape, trace) : escapeAt(node, shape, trace, call),
  of: through,
  from: ({ call, node, shape, trace }) => fromSource(call, node, shape, trace),
  firstValueFrom: through,
  lastValueFrom: through,
  toRaw: through,
  reactive: through,
  readonly: through,
  shallowReactive: through,
  isNaN: nothing,
};

/** `Promise.any(hosts.map(list))`: one of what is promised; the others get to the same readers. */
function firstOf({ call, node, shape, trace }: Given): void {
  const element = elementOf(shape, node, trace);
  if (element) flow(call, element, trace);
  else escapeAt(node, shape, trace, call);
}

/** `Object.groupBy(images, image => image.status)`: a timestamp as a key has to have its old form. */
function groupInto(given: Given): void {
  const { call, node, shape, trace } = given;
  const element = elementOf(shape, node, trace);
  if (!element || given.index > 0) return escapeAt(node, shape, trace, call);
  const onKey = (key: Shape, next: Trace): void => escapeAt(call, key, next, call);
  invoke(call.arguments?.[1], [element], onKey, trace);
  flow(call, { kind: 'map', of: { kind: 'array', of: element } }, trace);
}

/** `Object.assign({}, image, { label })`: what `{ ...image, label }` is. */
function assignInto({ call, node, index, shape, trace }: Given): void {
  const [target, ...sources] = call.arguments ?? [];
  const isFresh = target && ts.isObjectLiteralExpression(unwrap(target));
  const after = sources.slice(index);
  const names = after.map(source => literalNames(source));
  const others = sources.filter(source => source !== node && !ts.isObjectLiteralExpression(unwrap(source)));
  const isKnown =
    names.every(list => list !== undefined) && others.every(other => trace.tracker.flowed.has(other));
  if (!isFresh || !isKnown || shape.kind !== 'record') return escapeAt(node, shape, trace, call);
  const own = [...new Set([...shape.own, ...names.flatMap(list => list ?? [])])].sort();
  flow(call, { kind: 'record', own }, trace);
}

/** The names of an object literal; undefined where one is not known. */
function literalNames(node: ts.Expression): string[] | undefined {
  const inner = unwrap(node);
  if (!ts.isObjectLiteralExpression(inner)) return undefined;
  const names = inner.properties.map(property => propertyName(property.name));
  return names.every(name => name !== undefined) ? names : undefined;
}

function fillMap({ call, node, shape, trace }: Given): void {
  const pair = shape.kind === 'map' ? undefined : elementOf(shape, node, trace);
  // Where the images are the keys, they are read by other names.
  if (pair?.kind === 'tuple' && pair.index === 1) flow(call, { kind: 'map', of: pair.of }, trace);
  else if (shape.kind === 'map') flow(call, shape, trace);
  else escapeAt(node, shape, trace, call);
}

function listValues(given: Given): void {
  const { call, shape, trace } = given;
  if (shape.kind === 'map') return flow(call, { kind: 'array', of: shape.of }, trace);
  if (shape.kind === 'bag') return block(trace.draft, 'bag-escape', call, { text: excerpt(call) });
  openWhole(given, of => ({ kind: 'array', of }));
}

/** `Object.values(groups)`: an object of several members, one of which holds the value. */
function openWhole({ call, node, shape, trace }: Given, made: (of: Shape) => Shape): void {
  if (shape.kind === 'member') openObject(node as ts.Expression, shape, call, made(shape.of), trace);
  else escapeAt(node, shape, trace, call);
}

/** The body of an answer that went wrong is quoted in a message: it is no list. */
function complain({ call, node, shape, trace }: Given): void {
  if (shape.kind !== 'text' && shape.kind !== 'answer') escapeAt(node, shape, trace, call);
}
