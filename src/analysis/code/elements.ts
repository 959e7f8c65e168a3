import { ts } from 'ts-morph';
import { wrapped } from './syntax.ts';
import { words } from './word-lists.ts';

const ELEMENTS = words(
  'createElement React.createElement Preact.createElement cloneElement React.cloneElement ' +
    'Preact.cloneElement h React.h Preact.h jsx React.jsx Preact.jsx jsxs React.jsxs Preact.jsxs',
);

/** Whether a callee is a function that makes an element: `createElement(List, { images })`. */
export const makesElement = (callee: ts.Expression): boolean => ELEMENTS.has(callee.getText());

/** The call that makes an element of a component, where a use names the component for it. */
export function elementAt(reference: ts.Node): ts.CallExpression | undefined {
  const tag = wrapped(reference);
  const { parent } = tag;
  const isTag = ts.isCallExpression(parent) && parent.arguments[0] === tag;
  return isTag && makesElement(parent.expression) ? parent : undefined;
}
