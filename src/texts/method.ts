import type { Language } from './comment-forms.ts';
import { memberOf, type Place, type TreeNode, textsOf } from './tree.ts';

const VERBS = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
/** `POST {{base}}/…`, `-X POST https://…`, `method: POST, url: …`: the word before the URL, on its line. */
const WORD_BEFORE = new RegExp(String.raw`(?:^|[\s"'=\x60])(${VERBS})[\s"'=:,\x60]*$`, 'i');

/** Where a path stands in a text: what is around it, if its language has a structure. */
export type Surroundings = {
  text: string;
  from: number;
  end: number;
  language: Language;
  place: Place | undefined;
};

/** Whether what stands around a path says that something else than GET is sent there. */
export function hasOtherMethod(at: Surroundings): boolean {
  const line = at.text.slice(at.text.lastIndexOf('\n', at.from - 1) + 1, at.from);
  const word = WORD_BEFORE.exec(line)?.[1];
  if (word !== undefined) return word.toUpperCase() !== 'GET';
  return (
    isOtherCommand(at) ||
    (at.place !== undefined && (hasMethodBeside(at.place) || isOtherOperation(at.place)))
  );
}

/** Languages in which lines are commands, or blocks of them. */
const HAS_COMMANDS: ReadonlySet<Language> = new Set([
  'shell',
  'dockerfile',
  'markdown',
  'other',
  'yaml',
  'json',
]);

/** `curl -X POST`, `curl --data`, `wget --post-file`, however long the command is. */
function isOtherCommand(at: Surroundings): boolean {
  if (!HAS_COMMANDS.has(at.language)) return false;
  const command = commandAround(at);
  const [, tool] = /(?:^|[\s"'(])(curl|wget)\b/.exec(command) ?? [];
  if (tool === undefined) return false;
  const options = command.replace(/["',]/g, ' ');
  const named = /\s(?:-X\s*|--request[\s=]|--method[\s=])\s*([A-Z]+)\b/i.exec(options)?.[1];
  if (named !== undefined) return named.toUpperCase() !== 'GET';
  if (tool === 'wget') return /\s--post-(?:data|file)\b/.test(options);
  if (/\s(?:-I|--head|-T|--upload-file)(?=\s|$)/.test(options)) return true;
  return (
    /\s(?:-d|--data[\w-]*|-F|--form|--json)(?=[\s=])/.test(options) && !/\s(?:-G|--get)\s/.test(`${options} `)
  );
}

/** The text from the start of the command to its end; the arguments of a list are one command. */
function commandAround({ text, from, end, place }: Surroundings): string {
  const [list] = place?.around ?? [];
  if (list?.kind === 'list' && !place?.isKey) return ` ${textsOf(list).join(' ')} `;
  const bounds = place?.scalar ?? { start: 0, end: text.length, isFolded: false };
  const inside = unquoted(text.slice(bounds.start, bounds.end));
  const [before, after] = [inside.slice(0, from - bounds.start), inside.slice(end - bounds.start)];
  const isFolded = place !== undefined && bounds.isFolded;
  return `${lastCommand(before, isFolded)} URL ${firstCommand(after, isFolded)}`;
}

/** Ends of a command: a line that does not go on, and what joins two commands. */
const JOINTS = /&&|\|\||[;|]|(?<!\\\r?)\n/;
const JOINTS_OF_FOLDED = /&&|\|\||[;|]/;

/** What ends a command ends none in quotes. */
const unquoted = (text: string): string =>
  text.replace(/"(?:\\.|[^"\\\n])*"|(?<=[\s=])'[^'\n]*'/g, quoted => quoted.replace(/[;|&]/g, ' '));

const lastCommand = (text: string, isFolded: boolean): string =>
  text.split(isFolded ? JOINTS_OF_FOLDED : JOINTS).at(-1) ?? '';
const firstCommand = (text: string, isFolded: boolean): string =>
  text.split(isFolded ? JOINTS_OF_FOLDED : JOINTS)[0] ?? '';

/** How far out the method of a request may be named: Postman has the URL in an object of its own. */
const NEAR = 3;

/** `"method": "POST"` in the same object, or in one around it. */
function hasMethodBeside({ around }: Place): boolean {
  const given = around
    .slice(0, NEAR)
    .map(node => textsOf(memberOf(node, 'method', 'methods', 'httpmethod', 'http_method', 'verb')))
    .find(texts => texts.length > 0);
  if (given === undefined || !given.every(text => new RegExp(`^(?:${VERBS})$`, 'i').test(text))) return false;
  return !given.some(text => text.toUpperCase() === 'GET');
}

/** A path of OpenAPI whose operations are known, and none of them is `get`. */
function isOtherOperation({ isKey, entry }: Place): boolean {
  return isKey && entry?.value !== undefined && !hasGet(entry.value);
}

const OPERATIONS = VERBS.toLowerCase().split('|');

/** Whether the operations below a path are not named, or `get` is among them. */
export const hasGet = (operations: TreeNode): boolean =>
  memberOf(operations, ...OPERATIONS) === undefined || memberOf(operations, 'get') !== undefined;

const PROSE_KEYS = /^(?:description|summary|title|comment|\$comment|notes?|label|message|help)$/i;

/** Whether a path is part of a sentence: as in code, a mere mention is no use. */
export function isMentioned({ text, from, language, place }: Surroundings): boolean {
  if (!place) return language === 'shell' && isEchoed(text, from);
  const before = text.slice(place.scalar.start, from);
  if (!/\S\s/.test(before)) return false;
  if (place.entry && PROSE_KEYS.test(place.entry.key.text)) return true;
  const isBare = text.charAt(from) === '/' || text.charAt(from) === '\\' || /[\w]/.test(text.charAt(from));
  const isAbsolute = /^[a-z][\w+.-]*:\\?\/\\?\//i.test(text.slice(from, from + 20));
  return isBare && !isAbsolute && !/\b(?:GET|curl|wget|https?|xh|hey|ab|k6)\b/.test(before);
}

/** `echo "asks /v1.1/… for images"`. */
function isEchoed(text: string, from: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  return /^\s*(?:echo|printf|log\w*|fail|die|warn)\b.*\s$/.test(line) && text.charAt(from) === '/';
}
