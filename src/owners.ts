import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { systemCode } from './failure.ts';

/** Where hosts look, in their order. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

/** Tells who a file belongs to; paths are relative to the working directory. */
export type OwnersOf = (path: string) => string | undefined;

/** Reads the nearest CODEOWNERS file, from the working directory upwards; undefined where there is none. */
export function loadOwners(cwd: string): OwnersOf | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const text = PLACES.map(place => readIfThere(join(folder, place))).find(found => found !== undefined);
    if (text !== undefined) {
      const below = relative(folder, cwd).split(sep).join('/');
      const ownersOf = parseOwners(text);
      return path => ownersOf(posix.join(below, path));
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // One that cannot be read is no owner; a report is worth more than its owners.
    if (systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

/** Parses a CODEOWNERS file: the last pattern that matches wins, and one without owners takes them away. */
export function parseOwners(text: string): OwnersOf {
  const rows = text.split(/\r?\n/).flatMap(line => {
    // Titles of sections, as GitLab has them, own nothing.
    if (/^\s*(#|\^?\[|$)/.test(line)) return [];
    const [pattern = '', ...words] = line.trim().split(/(?<!\\)\s+/);
    const comment = words.findIndex(word => word.startsWith('#'));
    const owners = comment < 0 ? words : words.slice(0, comment);
    return [{ matches: compile(pattern.replaceAll('\\ ', ' ')), owners: owners.join(' ') }];
  });
  return path => rows.findLast(({ matches }) => matches.test(path))?.owners || undefined;
}

/** A pattern as in .gitignore, but that `folder/*` takes in what lies directly in the folder only. */
function compile(pattern: string): RegExp {
  const isAnchored = /\/./.test(pattern);
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const body = bare.replace(/\*\*\/|\/\*\*$|\*\*|\*|\?|[\\^$.+()[\]{}|]/g, part => WILD[part] ?? `\\${part}`);
  const start = isAnchored ? '^' : '^(?:.*/)?';
  const end = pattern.endsWith('/') ? '/' : pattern.endsWith('/*') ? '$' : '(?:/|$)';
  return new RegExp(`${start}${body}${end}`);
}

const WILD: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
