/** A reason why the run could not do its job: one clear line, exit status 2. */
export class Failure extends Error {
  override name = 'Failure';
}

/** The `code` of a system error such as `ENOENT`; undefined for every other value. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The candidate that is nearest to what was written, where one is near enough to be meant. */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const limit = written.length < 3 ? 0 : Math.max(2, Math.floor(written.length / 3));
  const ranked = candidates
    .map(name => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(row => row.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name;
}

/** A tail for a message: ` (did you mean "x"?)`, or nothing. */
export function suggestion(written: string, candidates: readonly string[]): string {
  const name = nearest(written, candidates);
  return name === undefined ? '' : ` (did you mean "${name}"?)`;
}

/** How many letters have to be put in, left out, replaced or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(i - 1, j - 1) + (isSame ? 0 : 1), at(i - 1, j) + 1, at(i, j - 1) + 1, swapped));
    }
  }
  return at(a.length, b.length);
}
