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

/** Findings by their file. */
export const byFile = <T extends Finding>(findings: readonly T[]): Map<string, T[]> =>
  groupBy(findings, ({ span }) => span.file);
