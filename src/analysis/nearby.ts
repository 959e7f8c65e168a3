import type { Host } from '../finding.ts';
import type { Packages } from './packages.ts';

/** Up to this many files are read rather than judged. */
const FEW = 24;

/** The files that mention a name and may know what some files of the project mean by it. */
export type Nearby = (name: string, homes: readonly string[], scope?: Scope) => readonly string[];

/**
 * A name that half of a project uses is looked for where it can mean the same: in what imports its home, in packages
 * that have it, and, whoever hands a value over, where one of `telling` says that a reader of the answer may be; and
 * there only as far as the scope goes.
 */
export function createNearby(host: Host, packages: Packages, telling: readonly string[]): Nearby {
  const isTelling = (path: string) => telling.some(word => host.mentioning(word).includes(path));
  const isNear = (path: string, home: string) =>
    host.dependents(home).has(path) || !packages.isSame(path, home);
  return (name, homes, scope) => {
    const found = host.mentioning(name);
    if (found.length <= FEW) return found;
    const inScope = scope ? found.filter(path => scope.has(path)) : found;
    return inScope.filter(path => homes.some(home => isNear(path, home)) || isTelling(path));
  };
}

/** The only files that are of interest; undefined: all. */
export type Scope = ReadonlySet<string> | undefined;

/** Up to this many files are searched for what a single segment may become. */
const MOST = 150;

/**
 * Where a path may be put together whose last segment stands alone in a literal, as `'detail'` does in every second
 * project: files with the segments before it, and in a large project with a version too.
 */
export function scopeOf(
  host: Pick<Host, 'mentioning'>,
  segments: readonly string[],
  versions: readonly string[],
): Scope {
  const [first = '', ...rest] = segments;
  const holding = host
    .mentioning(first)
    .filter(path => rest.every(word => host.mentioning(word).includes(path)));
  if (holding.length <= MOST) return new Set(holding);
  const versioned = new Set(versions.flatMap(version => [...host.mentioning(version)]));
  // Limit: in a project with more of them than that, a segment that travels alone is not followed into all of them.
  return new Set(holding.filter(path => versioned.has(path)).slice(0, MOST));
}
