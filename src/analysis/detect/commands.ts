import type { ts } from 'ts-morph';
import { importedFrom } from '../code/imported.ts';
import { excerpt } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Match } from '../fold/match.ts';
import { matchTemplate } from '../fold/match.ts';
import { flatText, slice, type Template } from '../fold/template.ts';
import type { DetectContext } from './strays.ts';
import type { Trail } from './trail.ts';

/** A command that is run outside of the program, with the path among its words. */
type Command = { match: Match; ends: ts.Node[]; text: string };

/** Programs that send a request. */
const SENDER =
  /(?:^|[\s;&|('"`])(curl|wget|xh|httpie|hey|ab|wrk|oha|siege|autocannon|Invoke-RestMethod|Invoke-WebRequest)\s/;

/** They are told to send something else. */
const OTHER_METHOD = /\s(?:-X\s*|--request[\s=]|--method[\s=])["']?(?!GET\b)[A-Z]+\b/;

/** Modules that run commands. */
const RUNNERS = words(
  'child_process node:child_process child-process-promise cross-spawn execa zx shelljs tinyexec',
);

/** `execSync('curl https://…')`, `spawn('curl', ['-s', url])`: what sends the request is no code. */
export function findCommand(
  templates: readonly Template[],
  trail: Trail,
  context: DetectContext,
): Command | undefined {
  for (const template of templates) {
    const text = flatText(template);
    const [, sender] = SENDER.exec(text) ?? [];
    if (sender === undefined) continue;
    if (OTHER_METHOD.test(text)) return undefined;
    const match = matchWord(template, context);
    if (match) return { match, ends: endsOf(trail), text: sender };
  }
  return findRun(templates, trail, context);
}

const endsOf = ({ calls, ends }: Trail): ts.Node[] => [...calls.map(({ call }) => call), ...ends];

/** One of the words of a command. */
function matchWord(template: Template, { rule, mounts }: DetectContext): Match | undefined {
  for (const { index, 0: word } of flatText(template).matchAll(/[^\s"'`;|()\\<>]+/g)) {
    const match = matchTemplate(slice(template, index, index + word.length), rule, mounts);
    if (match) return match;
  }
  return undefined;
}

/** A word that is given to a function which runs a command. */
function findRun(templates: readonly Template[], trail: Trail, context: DetectContext): Command | undefined {
  const run = trail.calls.find(({ call }) =>
    RUNNERS.has(importedFrom(call.expression, context.workspace)?.module ?? ''),
  );
  const match = run && templates.flatMap(template => matchWord(template, context) ?? [])[0];
  const program = run?.call.arguments?.[0];
  return run && match && program && { match, ends: [run.call], text: excerpt(program) };
}
