import type { Finding } from '../finding.ts';

/** Groups rows by a key, in the order in which the keys first occur. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** The folder of a path; `.` for a file in the working directory. */
export const folderOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
};

/**
 * Names a folder for every path: its own, or, where that would make more than `most`, one that it is in. All are
 * cut at the same depth, the deepest that is good for it.
 */
export function foldersOf(paths: readonly string[], most: number): (path: string) => string {
  const folders = [...new Set(paths.map(folderOf))].map(folder => folder.split('/'));
  const cut = (parts: readonly string[], depth: number) => parts.slice(0, depth).join('/');
  const countAt = (depth: number) => new Set(folders.map(parts => cut(parts, depth))).size;
  let depth = folders.reduce((deepest, parts) => Math.max(deepest, parts.length), 1);
  while (depth > 1 && countAt(depth) > most) depth--;
  return path => cut(folderOf(path).split('/'), depth);
}

/** Findings by their file. */
export const byFile = <T extends Finding>(findings: readonly T[]): Map<string, T[]> =>
  groupBy(findings, ({ span }) => span.file);
