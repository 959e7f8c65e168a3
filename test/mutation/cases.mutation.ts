import { expect, test } from 'vitest';
import { render } from '../../src/index.ts';
import { loadCases } from '../fixture-cases.ts';
import { outcomeOf, recordOf, sorted } from '../fixture-outcomes.ts';

// What a case records, without the laws that `fixtures.test.ts` holds too: a mutant has to be judged in seconds.
test.each(loadCases().map(one => [`${one.rule}/${one.name}`, one] as const))('%s', async (_, one) => {
  const outcome = await outcomeOf(one.before, one);
  const { after, afterUnsafe } = recordOf(outcome, one);
  expect(await render('pretty', outcome.scanned)).toBe(one.findings);
  expect(sorted(after)).toEqual(sorted(one.after));
  expect(sorted(afterUnsafe)).toEqual(sorted(one.afterUnsafe));
});
