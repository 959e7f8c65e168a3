import { posix } from 'node:path';

const IMPORT = /\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g;
const ENDING = /(\.d)?\.[cm]?[jt]sx?$|\.(vue|svelte|astro)$/;

/** The path without what an import may leave out. */
const stem = (path: string): string => path.replace(ENDING, '').replace(/(^|\/)index$/, '');

/** Which files of the project a file may import, from its text alone; loose on purpose where a name is no path. */
export type Importer = (path: string, text: string) => string[];

/** Prepares the look-up of imports among the files of a project. */
export function openImporter(project: readonly string[]): Importer {
  const byStem = group(project, stem);
  const byName = group(project, path => posix.basename(stem(path).replace(/\/src$/, '')));
  return (path, text) => {
    const found: string[] = [];
    for (const [, specifier] of text.matchAll(IMPORT)) {
      if (specifier === undefined) continue;
      const target = specifier.startsWith('.')
        ? byStem.get(stem(posix.join(posix.dirname(path), specifier)))
        : byName.get(posix.basename(stem(specifier)));
      if (target !== undefined) found.push(...target);
    }
    return found;
  };
}

function group(paths: readonly string[], keyOf: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [path]);
    else members.push(path);
  }
  return groups;
}
