import type { Rule } from '../rule.ts';

/** Stands for a character of a hole: a variable, whatever it is written with. Offsets stay those of the text. */
export const HOLE = '\uFFFC';

const HOLES =
  /\$\{\{[^}\n]*\}\}|\$\{[^}/\n]*\}|\{\{[^}\n]*\}\}|#\{[^}/\n]*\}|\$\([^)\n]*\)|\$[A-Za-z_]\w*|\{[\w.-]+\}|%[A-Za-z_]\w*%|<[\w.-]+>/g;

/** The text with holes in the place of variables, at the same length. */
export const maskHoles = (text: string): string => text.replace(HOLES, hole => HOLE.repeat(hole.length));

/** A deprecated path in a text. Offsets count the text. */
export type TextPath = {
  /** The first character of the path, a slash where there is one, and the one behind it. */
  start: number;
  end: number;
  /** As it is written, without the slash before it; empty where the version is in a hole. */
  path: string;
  /** Where the URL begins that the path is part of. */
  from: number;
  /** Segments before the version that nobody knows; undefined where there are none. */
  prefix: string | undefined;
  /** The hole that the version must be in, where the path has none. */
  hole?: { start: number; end: number } | undefined;
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A slash, as JSON may escape it. */
const SLASH = String.raw`\\?/`;
/** What may stand behind the path: a query, a mark that ends the URL, or the end of a sentence. */
const BEHIND = String.raw`(?=$|[\s"'\x60<>(){}[\],;|?#\\${HOLE}]|[.:!](?:$|[\s"'\x60<)]))`;
/** What a URL does not contain before its query. */
const ENDS_URL = /[\s"'`=,;()[\]{}|<>]/;
/** The name of a variable that may hold the version, or the address of the image service. */
const SPEAKS_OF_SERVICE = /glance|image|ims|version|apiver/i;

/** All places of a text where the path of a rule stands, in order. `masked` is the text with its holes masked. */
export function findPaths(text: string, masked: string, rule: Rule, mounts: ReadonlySet<string>): TextPath[] {
  const [, , ...rest] = rule.deprecated.path.split('/');
  const tail = rest.map(segment => SLASH + escaped(segment)).join('');
  const versions = rule.deprecated.versions.map(escaped).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?:(${versions.join('|')})|(?<hole>${HOLE}+))${tail}${BEHIND}`, 'g');
  return [...masked.matchAll(pattern)].flatMap(match => {
    const place = { start: match.index, end: match.index + match[0].length };
    const found =
      match.groups?.hole === undefined
        ? readPath(masked, place, mounts)
        : readTail(text, masked, place, match.groups.hole.length, mounts);
    return found ?? [];
  });
}

function readPath(
  masked: string,
  { start, end }: { start: number; end: number },
  mounts: ReadonlySet<string>,
): TextPath | undefined {
  const before = masked.charAt(start - 1);
  const from = startOfUrl(masked, start);
  if (from !== start && before !== '/' && before !== HOLE) return undefined;
  const slash = before === '/' ? (masked.charAt(start - 2) === '\\' ? 2 : 1) : 0;
  const head = masked.slice(from, start).replaceAll('\\/', '/');
  const path = masked.slice(start, end).replaceAll('\\/', '/');
  return { start: start - slash, end, path, from, prefix: unknownPrefix(head, mounts) };
}

/** `{{glance_url}}/images/detail`: whether it is this path depends on what stands in the variable. */
function readTail(
  text: string,
  masked: string,
  { start, end }: { start: number; end: number },
  length: number,
  mounts: ReadonlySet<string>,
): TextPath | undefined {
  const hole = { start, end: start + length };
  const from = startOfUrl(masked, start);
  const isAtStart = unknownPrefix(masked.slice(from, start), mounts) === undefined;
  if (!isAtStart || !SPEAKS_OF_SERVICE.test(text.slice(hole.start, hole.end))) return undefined;
  return { start, end, path: '', from, prefix: undefined, hole };
}

function startOfUrl(masked: string, start: number): number {
  let from = start;
  for (; from > 0; from--) {
    const char = masked.charAt(from - 1);
    if (ENDS_URL.test(char) || (char === '\\' && masked.charAt(from) !== '/')) break;
  }
  return from;
}

/** A host without a scheme, as `curl` takes it. */
const HOST = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|[\w.-]+:\d+)(?::\d+)?$/;

/**
 * What stands before the version and is no scheme, host, hole or known mount: as in code, another product may serve
 * the same words there.
 */
function unknownPrefix(head: string, mounts: ReadonlySet<string>): string | undefined {
  const scheme = head.lastIndexOf('://');
  const isAbsolute = scheme >= 0 || head.startsWith('/') || head.startsWith(HOLE);
  const [host = '', ...rest] = (scheme < 0 ? head : head.slice(scheme + 3)).split('/');
  const segments = scheme >= 0 || (!isAbsolute && HOST.test(host)) ? rest : [host, ...rest];
  const unknown = segments.filter(
    segment => segment !== '' && !segment.includes(HOLE) && !mounts.has(segment) && !/^[*:.]+$/.test(segment),
  );
  if (unknown.length === 0) return undefined;
  return `/${segments.filter(segment => segment !== '').join('/')}`.replace(new RegExp(`${HOLE}+`, 'g'), '…');
}

/** Where the query behind a path ends, if there is one. In request files it may go on in the lines below. */
export function endOfQuery(masked: string, path: TextPath, isInLines: boolean): number {
  const pattern = isInLines
    ? /(?:\s*\n[ \t]+)?\?[^\s#]*(?:\s*\n[ \t]+&[^\s#]*)*/y
    : /\?(?:[^\s"'`<>#\\]|\\(?=\/))*/y;
  pattern.lastIndex = path.end;
  const query = pattern.exec(masked)?.[0] ?? '';
  return path.end + (isInLines ? query : query.replace(/[),;.]+$/, '')).length;
}
