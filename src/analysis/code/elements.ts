import { ts } from 'ts-morph';
import { wrapped } from './syntax.ts';

const ELEMENTS = /^(?:(?:React|Preact)\.)?(?:createElement|cloneElement|h|jsx|jsxs)$/;

/** Whether a callee is a function that makes an element: `createElement(List, { images })`. */
export const makesElement = (callee: ts.Expression): boolean => ELEMENTS.test(callee.getText());

/** The call that makes an element of a component, where a use names the component for it. */
export function elementAt(reference: ts.Node): ts.CallExpression | undefined {
  const tag = wrapped(reference);
  const { parent } = tag;
  const isTag = ts.isCallExpression(parent) && parent.arguments[0] === tag;
  return isTag && makesElement(parent.expression) ? parent : undefined;
}
