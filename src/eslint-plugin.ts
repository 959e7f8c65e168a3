import { readFileSync } from 'node:fs';
import { today } from './clock.ts';
import { toRelative } from './files/discover.ts';
import { mayHold, needlesOf } from './files/prefilter.ts';
import type { LintFix, LintMessage } from './lint-file.ts';
import { lintSync } from './lint-sync.ts';
import { shippedRules } from './rule-files.ts';
import { UNUSED } from './suppressions/inline.ts';
import { findServed } from './texts/route-names.ts';

type Fixer = { replaceTextRange(range: [number, number], text: string): unknown };
type Place = { line: number; column: number };
type Wording = { messageId: string; data?: Record<string, string>; fix?: (fixer: Fixer) => unknown };

/** What is used of ESLint: the same in its versions 9 and 10. */
type Context = {
  cwd: string;
  filename: string;
  sourceCode: { text: string; getLocFromIndex(index: number): Place };
  report(problem: Wording & { loc: { start: Place; end: Place }; suggest?: Wording[] }): void;
};

type RuleModule = {
  meta: {
    type: 'problem';
    docs: { description: string; url?: string };
    fixable: 'code';
    hasSuggestions: true;
    schema: [];
    messages: Record<string, string>;
  };
  /** ESLint alone calls this; the types of what it hands over differ between its versions. */
  create(context: never): Record<string, () => void>;
};

const { name, version }: { name: string; version: string } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const shipped = shippedRules();
const needles = needlesOf(shipped);
const UNNAMED = /^<.*>$/;

const known = new WeakMap<Context['sourceCode'], readonly LintMessage[]>();

/** The messages of a text, for all rules at once. */
function messagesFor({ cwd, filename, sourceCode }: Context): readonly LintMessage[] {
  const before = known.get(sourceCode);
  if (before !== undefined) return before;
  // What comes in without a name is told from a file: it may be TypeScript with JSX as well as anything else.
  const file = UNNAMED.test(filename) ? 'input.tsx' : filename;
  const request = { cwd, file, text: sourceCode.text, today: today(process.env) };
  const isOfInterest =
    mayHold(Buffer.from(sourceCode.text), needles) ||
    findServed(toRelative(cwd, file), shipped) !== undefined;
  const messages = isOfInterest ? lintSync(request) : [];
  known.set(sourceCode, messages);
  return messages;
}

const makeFix = (fix: LintFix) => (fixer: Fixer) => fixer.replaceTextRange(fix.range, fix.text);

function report(context: Context, { range, text, fix, suggestion }: LintMessage): void {
  const [start, end] = range;
  const placeOf = (offset: number) => context.sourceCode.getLocFromIndex(offset);
  context.report({
    loc: { start: placeOf(start), end: placeOf(end) },
    messageId: 'found',
    data: { text },
    ...(fix && { fix: makeFix(fix) }),
    ...(suggestion && { suggest: [{ messageId: 'unsafe', fix: makeFix(suggestion) }] }),
  });
}

const ruleFor = (id: string, description: string, url?: string): RuleModule => ({
  meta: {
    type: 'problem',
    docs: { description, ...(url !== undefined && { url }) },
    fixable: 'code',
    hasSuggestions: true,
    schema: [],
    messages: {
      found: '{{text}}',
      unsafe: 'Rewrite the call; look at the change, it may not mean the same.',
    },
  },
  create: (context: Context) => ({
    Program() {
      const isOwn = ({ rule }: LintMessage) => rule === id || (rule === undefined && id !== UNUSED);
      for (const message of messagesFor(context).filter(isOwn)) report(context, message);
    },
  }),
});

/** One rule for each that the package brings, and one for comments that suppress nothing. */
export const rules: Record<string, RuleModule> = {
  ...Object.fromEntries(shipped.map(({ id, title, docs }) => [id, ruleFor(id, title, docs)])),
  [UNUSED]: ruleFor(UNUSED, 'Comments that suppress nothing'),
};

export const meta = { name, version, namespace: 'glanceshift' };

const plugin = { meta, rules };

/** Errors for calls, warnings for comments that suppress nothing. */
export const configs = {
  recommended: {
    name: 'glanceshift/recommended',
    plugins: { glanceshift: plugin },
    rules: Object.fromEntries(
      Object.keys(rules).map(id => [
        `glanceshift/${id}`,
        id === UNUSED ? ('warn' as const) : ('error' as const),
      ]),
    ),
  },
};

const whole = { meta, rules, configs };

// Everybody who loads a plugin takes its default export.
export { whole as default };
