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
  const limit = Math.max(2, Math.floor(written.length / 3));
  const ranked = candidates
    .map(name => ({
      name,
      distance: editDistance(written.toLowerCase(), name.toLowerCase()),
    }))
    .filter(row => row.distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.name;
}

/** A tail for a message: ` (did you mean "x"?)`, or nothing. */
export function suggestion(written: string, candidates: readonly string[]): string {
  const name = nearest(written, candidates);
  return name === undefined ? '' : ` (did you mean "${name}"?)`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
