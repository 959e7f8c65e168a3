import { ts } from 'ts-morph';
import { isAccess, memberName, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';

/** Functions that tell somebody. */
const TELLING = words(
  't describe it test expect assert gtag ga analytics log logger print debug warn error invariant Error TypeError ' +
    'deprecate navigate',
);
/** Objects all of whose members do: `logger.child({ … }).info`, `test.each([…])`. */
const TELLERS = words(
  'console log logger this.log this.logger describe it.each it.only it.skip test analytics assert expect',
);
/** Members of what a test is handed. */
const OF_TEST = words(
  't.is t.not t.like t.regex t.equal t.same t.ok t.deepEqual t.true t.false t.log t.comment t.pass t.fail t.diagnostic ' +
    't.test t.step',
);
/** Another page of the application is shown by a member of one of these. */
const PAGES = words('router $router history navigation');
const TURNS = words('push replace prefetch');

/** Whether what is called only tells somebody, or shows another page: no request is sent by it. */
export function isTelling(callee: ts.Expression): boolean {
  const name = callee.getText();
  if (TELLING.has(name) || OF_TEST.has(name) || startsOf(callee).some(start => TELLERS.has(start)))
    return true;
  if (!isAccess(callee)) return false;
  const owner = unwrap(callee.expression);
  const member = memberName(callee);
  return (
    (TURNS.has(member) || member.startsWith('navigate')) &&
    PAGES.has(isAccess(owner) ? memberName(owner) : owner.getText())
  );
}

/** What a chain of members and calls begins with: `logger`, `logger.child` of `logger.child({ … }).info`. */
function startsOf(node: ts.Expression): string[] {
  const inner = unwrap(node);
  if (ts.isCallExpression(inner)) return startsOf(inner.expression);
  return isAccess(inner) ? [...startsOf(inner.expression), inner.getText()] : [inner.getText()];
}
