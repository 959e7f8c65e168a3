import { ts } from 'ts-morph';
import { destructure } from '../answer/destructure.ts';
import { callFunction } from '../answer/enter.ts';
import { invoke } from '../answer/invoke.ts';
import { type Shape, shapeWord } from '../answer/shape.ts';
import type { Trace } from '../answer/tracker.ts';
import { functionOption, objectOption, optionsAround } from '../code/component-options.ts';
import { excerpt, propertyName, unwrap } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { giveToStore, storeAround } from './pinia-flow.ts';

/** The option `watch` of a Vue component: its functions are given what the member is set to. */
export function followWatchers(symbol: ts.Symbol, shape: Shape, trace: Trace): void {
  const declaration = symbol.declarations?.[0];
  const options = declaration && optionsAround(declaration);
  if (!options) return;
  for (const key of ['computed', 'getters'])
    giveToComputed(symbol.name, objectOption(options, key), shape, trace);
  const store = storeAround(declaration);
  if (store) giveToStore(store, { kind: 'member', name: symbol.name, of: shape }, trace);
  for (const property of objectOption(options, 'watch')?.properties ?? []) {
    const [name, ...path] = propertyName(property.name)?.split('.') ?? [];
    if (name !== symbol.name) continue;
    if (path.length > 0) block(trace.draft, 'dynamic-key', property, { text: excerpt(property) });
    else giveToWatcher(property, options, shape, trace);
  }
  if (new RegExp(`\\$watch\\(\\s*['"\`]${symbol.name.replace('$', '\\$')}\\b`).test(options.getText()))
    block(trace.draft, 'escape', declaration, { shape: shapeWord(shape), text: '$watch' });
}

/** `open: ({ images }) => …`: a computed member takes what it needs out of the component. */
function giveToComputed(
  name: string,
  computed: ts.ObjectLiteralExpression | undefined,
  shape: Shape,
  trace: Trace,
): void {
  for (const { name: key } of computed?.properties ?? []) {
    const fn = computed && functionOption(computed, propertyName(key) ?? '');
    const pattern = fn?.parameters[0]?.name;
    if (pattern && ts.isObjectBindingPattern(pattern))
      destructure(pattern, { kind: 'member', name, of: shape }, trace);
  }
}

function giveToWatcher(
  property: ts.ObjectLiteralElementLike,
  options: ts.ObjectLiteralExpression,
  shape: Shape,
  trace: Trace,
): void {
  if (ts.isMethodDeclaration(property))
    return callFunction(property, property, [shape, shape], undefined, trace);
  if (!ts.isPropertyAssignment(property))
    return block(trace.draft, 'escape', property, { shape: shapeWord(shape), text: excerpt(property) });
  const value = unwrap(property.initializer);
  const methods = objectOption(options, 'methods');
  const named = ts.isStringLiteralLike(value) && methods ? functionOption(methods, value.text) : undefined;
  if (named) return callFunction(named, value, [shape, shape], undefined, trace);
  const isKnown = ts.isObjectLiteralExpression(value) || ts.isFunctionLike(value);
  if (isKnown) return invoke(value, [shape, shape], undefined, trace, 'handler');
  block(trace.draft, 'escape', property, { shape: shapeWord(shape), text: excerpt(property) });
}
