import { findTextComments, languageOf } from './comment-forms.ts';
import type { FileKind } from './file-kinds.ts';

/** A comment: where it stands, and the text between its marks. */
export type Comment = { start: number; end: number; text: string };

/**
 * Finds the comments of a script and blanks them out together with all strings, at the same length.
 * It knows strings, templates and regular expressions well enough not to take their content for code;
 * it never throws, also for text that does not parse.
 */
export function maskScript(text: string): { comments: Comment[]; code: string } {
  const state: State = { text, comments: [], kept: [], copied: 0, depths: [], last: '' };
  let at = 0;
  while (at < text.length) at = step(state, at);
  state.kept.push(text.slice(state.copied));
  return { comments: state.comments, code: state.kept.join('') };
}

type State = {
  text: string;
  comments: Comment[];
  kept: string[];
  copied: number;
  /** One entry for each open `${`: how many braces are open inside of it. */
  depths: number[];
  /** The last code before the place, for telling a division from a regular expression. */
  last: string;
};

const isWord = (char: string): boolean => /[\w$]/.test(char);

/** Looks at one token and returns the place behind it. */
function step(state: State, at: number): number {
  const two = state.text.slice(at, at + 2);
  if (two === '//') return blankComment(state, at, endOf(state.text, /\r?\n|$/g, at), '');
  if (two === '/*') return blankComment(state, at, endOf(state.text, /\*\/|$/g, at + 2, true), '*/');
  const one = two.charAt(0);
  if (one === '"' || one === "'") return blank(state, at, quoted(state.text, at, one));
  if (one === '`') return blank(state, at, template(state, at + 1));
  if (one === '/' && startsRegex(state.last)) return blank(state, at, regex(state.text, at));
  if (one === '{' || one === '}') return brace(state, at, one);
  if (isWord(one) && isWord(state.text.charAt(at - 1))) state.last += one;
  else if (one.trim() !== '') state.last = one;
  return at + 1;
}

/** The place where the pattern begins, or, with `behind`, where it ends. */
function endOf(text: string, pattern: RegExp, from: number, behind = false): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return text.length;
  return match.index + (behind ? match[0].length : 0);
}

function blankComment(state: State, start: number, end: number, close: string): number {
  const { last } = state;
  const text = state.text.slice(start + 2, end);
  state.comments.push({ start, end, text: close !== '' && text.endsWith(close) ? text.slice(0, -2) : text });
  blank(state, start, end);
  state.last = last;
  return end;
}

function blank(state: State, start: number, end: number): number {
  state.kept.push(state.text.slice(state.copied, start), state.text.slice(start, end).replace(/[^\n]/g, ' '));
  state.copied = end;
  state.last = '""';
  return end;
}

/** The end of a string in quotes; one that is not closed ends with its line (an apostrophe in JSX text). */
function quoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === quote) return at + 1;
    else if (char === '\n') return at;
  }
  return text.length;
}

/** The end of a stretch of template text: behind the closing backtick, or behind the next `${`. */
function template(state: State, from: number): number {
  for (let at = from; at < state.text.length; at++) {
    const char = state.text.charAt(at);
    if (char === '\\') at++;
    else if (char === '`') return at + 1;
    else if (char === '$' && state.text.charAt(at + 1) === '{') {
      state.depths.push(0);
      return at + 2;
    }
  }
  return state.text.length;
}

function brace(state: State, at: number, char: '{' | '}'): number {
  state.last = char;
  const inner = state.depths.length - 1;
  const depth = state.depths[inner];
  if (depth === undefined) return at + 1;
  if (char === '{') state.depths[inner] = depth + 1;
  else if (depth > 0) state.depths[inner] = depth - 1;
  else {
    state.depths.pop();
    return blank(state, at, template(state, at + 1));
  }
  return at + 1;
}

const KEYWORDS = /^(return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield|instanceof)$/;

/** Behind a value a slash divides; behind anything else it begins a regular expression. */
const startsRegex = (last: string): boolean => KEYWORDS.test(last) || !/[\w$)\]}"]$/.test(last);

function regex(text: string, start: number): number {
  let isClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\n') return start + 1;
    if (char === '\\') at++;
    else if (char === '[') isClass = true;
    else if (char === ']') isClass = false;
    else if (char === '/' && !isClass) return at + 1;
  }
  return start + 1;
}

/** The comments of a file, by its kind and, where it is no script, by its name. */
export const findComments = (text: string, kind: FileKind, path: string): Comment[] =>
  kind === 'script' ? maskScript(text).comments : findTextComments(text, languageOf(path));
