import { ts } from 'ts-morph';
import type { Shape } from '../answer/shape.ts';
import type { Trace } from '../answer/tracker.ts';
import { unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { declareAsserted, declareValue } from '../types/declared.ts';

/** What makes a box for a value: a ref, a signal, a store. */
export const BOX = words(
  'ref shallowRef customRef computed signal writable readable reactive shallowReactive $state ' +
    '$state.raw $derived Subject BehaviorSubject ReplaySubject',
);

/** `ref<Image[]>([])`, `ref([] as Image[])`: the type says what the box holds. */
export function declareBox(symbol: ts.Symbol, shape: Shape, trace: Trace): void {
  const isBoxed = shape.kind === 'thunk' || (shape.kind === 'member' && shape.name === 'value');
  const held = isBoxed ? shape.of : shape;
  for (const { typeArguments = [], arguments: given = [] } of (symbol.declarations ?? []).flatMap(boxesOf)) {
    declareValue(typeArguments[0], held, trace);
    if (given[0]) declareAsserted(given[0], held, trace);
  }
}

function boxesOf(declaration: ts.Declaration): (ts.CallExpression | ts.NewExpression)[] {
  if (!ts.isVariableDeclaration(declaration) && !ts.isPropertyDeclaration(declaration)) return [];
  const value = declaration.initializer && unwrap(declaration.initializer);
  const isMade = value && (ts.isCallExpression(value) || ts.isNewExpression(value));
  return isMade && BOX.has(value.expression.getText()) ? [value] : [];
}

/** Functions that give back the object that they are given, made reactive. */
const REACTIVE = words('reactive shallowReactive observable useLocalObservable proxy $state $state.raw');

/** The object behind `reactive({ … })`; anything else is itself. */
export function behindReactive(value: ts.Expression): ts.Expression {
  const isMade = ts.isCallExpression(value) && REACTIVE.has(value.expression.getText());
  return isMade && value.arguments[0] ? unwrap(value.arguments[0]) : value;
}
