import { ts } from 'ts-morph';
import { calleeName, isAccess, memberName, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';

type Call = ts.CallExpression | ts.NewExpression;

/** What is made of what it is given, and does nothing with it. */
const BUILT = words(
  'Array Blob FormData Headers HttpParams Map Request Set String URL URLSearchParams decodeURI decodeURIComponent ' +
    'encodeURI encodeURIComponent escape unescape',
);

/** Methods, and functions of libraries, that give back what they make of what they are given, or whether they know it. */
const BUILDERS = words(
  'buildquerystring clone clonedeep concat deepmerge encode has join omitby param pickby replace resolve ' +
    'stringify structuredclone toquerystring trim urljoin',
);

/** Methods that put what they are given into that which they are called on. */
const PUTS = words('add append push set');

/** Functions that put what they are given into their first argument, and give that back. */
const MERGES = words('assign defaults extend merge');

const LIBRARIES = words('$ _ angular jQuery lodash');

/** Members of `Object` that do. */
const DEFINES = words('Object.assign Object.defineProperties Object.defineProperty Object.setPrototypeOf');

/** A call that only builds a text, a query or an object of what it is given: what it gives is to be followed. */
export function isBuilder(call: Call): boolean {
  const callee = unwrap(call.expression);
  const member = calleeName(call).toLowerCase();
  return (
    BUILT.has(callee.getText()) || isOfObject(callee) || BUILDERS.has(member) || targetOf(call) !== undefined
  );
}

const isOfObject = (callee: ts.Expression): boolean =>
  isAccess(callee) && callee.expression.getText() === 'Object';

/** What a call puts its arguments into, where it does. */
export function targetOf(call: Call): ts.Expression | undefined {
  const { arguments: given } = call;
  const callee = unwrap(call.expression);
  const member = calleeName(call);
  if (DEFINES.has(callee.getText())) return given?.[0];
  if (isOfObject(callee)) return undefined;
  const owner = isAccess(callee) ? unwrap(callee.expression) : undefined;
  if (MERGES.has(member) && (!owner || LIBRARIES.has(owner.getText()))) return given?.[0];
  return MERGES.has(member) || PUTS.has(member) ? owner : undefined;
}

/** Objects all of whose methods tell somebody. */
const LOGGERS = words('console log logger');
const LEVELS = words('debug info trace warn');

/** A call that only tells somebody: `console.log(url)`, `this.logger.info(url)`, `new RangeError(url)`. */
export function isTold(call: Call): boolean {
  const callee = unwrap(call.expression);
  if (ts.isNewExpression(call)) return callee.getText().endsWith('Error');
  if (!isAccess(callee)) return LEVELS.has(callee.getText());
  const owner = unwrap(callee.expression);
  const name = isAccess(owner) ? memberName(owner) : owner.getText();
  return LOGGERS.has(name.toLowerCase()) || LEVELS.has(memberName(callee));
}
