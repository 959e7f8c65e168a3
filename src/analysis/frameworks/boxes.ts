import { ts } from 'ts-morph';
import type { Shape } from '../answer/shape.ts';
import type { Trace } from '../answer/tracker.ts';
import { unwrap } from '../code/syntax.ts';
import { declareValue } from '../types/declared.ts';

/** What makes a box for a value: a ref, a signal, a store. */
const BOX =
  /^(?:ref|shallowRef|customRef|computed|signal|writable|readable|reactive|shallowReactive|\$state(?:\.raw)?|\$derived|(?:Behavior|Replay)?Subject)$/;

/** `ref<Image[]>([])`: the type says what the box holds. */
export function declareBox(symbol: ts.Symbol, shape: Shape, trace: Trace): void {
  const isBoxed = shape.kind === 'thunk' || (shape.kind === 'member' && shape.name === 'value');
  for (const declaration of symbol.declarations ?? [])
    declareValue(boxType(declaration), isBoxed ? shape.of : shape, trace);
}

function boxType(declaration: ts.Declaration): ts.TypeNode | undefined {
  if (!ts.isVariableDeclaration(declaration) && !ts.isPropertyDeclaration(declaration)) return undefined;
  const value = declaration.initializer && unwrap(declaration.initializer);
  if (!value || !(ts.isCallExpression(value) || ts.isNewExpression(value))) return undefined;
  return BOX.test(value.expression.getText()) ? value.typeArguments?.[0] : undefined;
}

/** Functions that give back the object that they are given, made reactive. */
const REACTIVE = /^(?:(?:shallowR|r)eactive|observable|useLocalObservable|proxy|\$state(?:\.raw)?)$/;

/** The object behind `reactive({ … })`; anything else is itself. */
export function behindReactive(value: ts.Expression): ts.Expression {
  const isMade = ts.isCallExpression(value) && REACTIVE.test(value.expression.getText());
  return isMade && value.arguments[0] ? unwrap(value.arguments[0]) : value;
}
