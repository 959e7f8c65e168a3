import { ts } from 'ts-morph';
import { bindName } from '../answer/binding-flow.ts';
import { resultsOf, valuesGiven } from '../answer/given-values.ts';
import { invoke } from '../answer/invoke.ts';
import type { Shape } from '../answer/shape.ts';
import { need, type Trace } from '../answer/tracker.ts';
import { isFunctionNode, unwrap } from '../code/syntax.ts';
import { wordsOfReact } from '../code/word-lists.ts';
import { declareAsserted, declareValue } from '../types/declared.ts';

/** Functions that give a value and its setter. */
export const STATES = wordsOfReact('useState createSignal useSignal useAtom useRecoilState useLocalState');

type State = { pattern: ts.ArrayBindingPattern; call: ts.CallExpression };

/**
 * `setImages(list)`, `setImages(old => [...old, ...list])`: what the state is called receives the value. True
 * where the callee is such a setter.
 */
export function bindState(callee: ts.Identifier, node: ts.Node, shape: Shape, trace: Trace): boolean {
  const state = stateOf(callee, trace);
  if (!state) return false;
  const [value] = state.pattern.elements;
  if (!value || !ts.isBindingElement(value)) return true;
  const isSignal = /Signal$/.test(state.call.expression.getText());
  const [type] = state.call.typeArguments ?? [];
  declareValue(type, shape, trace);
  const held = shape.kind === 'thunk' ? shape.of : shape;
  const [initial] = state.call.arguments;
  const given = valuesGiven(callee, 0, trace);
  const states = [...(initial ? [initial] : []), ...given].flatMap(resultsOf);
  need(trace, state.call, states, value.name.getText(), held);
  for (const one of states) declareAsserted(one, held, trace);
  // An updating function is given the old value, which is of the same kind.
  for (const update of given) {
    const isUpdate = isFunctionNode(unwrap(update)) || (shape.kind === 'thunk' && update === node);
    if (isUpdate) invoke(update, [held], undefined, trace);
  }
  bindName(value.name, isSignal ? { kind: 'thunk', of: held } : held, trace);
  return true;
}

function stateOf(callee: ts.Identifier, { tracker }: Trace, hooks = STATES): State | undefined {
  const element = tracker.workspace.checker.getSymbolAtLocation(callee)?.valueDeclaration;
  if (!element || !ts.isBindingElement(element) || !ts.isArrayBindingPattern(element.parent))
    return undefined;
  const declaration = element.parent.parent;
  const value =
    ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  if (!value || !ts.isCallExpression(value) || !hooks.has(value.expression.getText())) return undefined;
  return element.parent.elements[1] === element ? { pattern: element.parent, call: value } : undefined;
}

/**
 * `dispatch({ type, images })` of `const [state, dispatch] = useReducer(reduce, initial)`: the reducer receives the
 * action, and what it gives back is the state.
 */
export function dispatchTo(callee: ts.Identifier, index: number, shape: Shape, trace: Trace): boolean {
  const state = index === 0 ? stateOf(callee, trace, REDUCERS) : undefined;
  const [reducer, initial] = state?.call.arguments ?? [];
  const [value] = state?.pattern.elements ?? [];
  if (!state || !reducer) return false;
  const outside: Trace = { ...trace, frame: undefined };
  need(trace, state.call, valuesGiven(callee, 0, trace), callee.text, shape);
  const onState = (held: Shape, next: Trace): void => {
    if (initial) need(next, state.call, [initial], callee.text, held);
    // The next call of the reducer is handed what this one gave.
    invoke(reducer, [held], undefined, next);
    if (value && ts.isBindingElement(value)) bindName(value.name, held, next);
  };
  invoke(reducer, [undefined, shape], onState, outside);
  return true;
}

/** Hooks that keep what a function makes of the state before and an action. */
export const REDUCERS = wordsOfReact('useReducer useImmerReducer');
