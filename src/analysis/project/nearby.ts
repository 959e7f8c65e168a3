import type { ts } from 'ts-morph';
import type { Host } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import type { Workspace } from './project.ts';

/** Up to this many files are read rather than judged. */
const FEW = 24;

/** The files that mention a name and may know what some files of the project mean by it. */
export type Nearby = (name: string, homes: readonly string[], scope?: Scope) => readonly string[];

/**
 * A name that half of a project uses is looked for where it can mean the same: in what imports its home, in packages
 * that have it, and, whoever hands a value over, where one of `telling` says that a reader of the answer may be; and
 * there only as far as the scope goes.
 */
export function createNearby(host: Host, telling: readonly string[]): Nearby {
  const { reaches, folderOf } = host.packages;
  let tellingFiles: ReadonlySet<string> | undefined;
  const isTelling = (path: string) => {
    tellingFiles ??= new Set(telling.flatMap(word => host.mentioning(word)));
    return tellingFiles.has(path);
  };
  const isPossible = (path: string, home: string) => reaches(path, home) || host.dependents(home).has(path);
  const isNear = (path: string, home: string) =>
    host.dependents(home).has(path) ||
    (reaches(path, home) && (folderOf(path) !== folderOf(home) || isTelling(path)));
  return (name, homes, scope) => {
    const found = host.mentioning(name);
    const isWanted = found.length <= FEW ? isPossible : isNear;
    const inScope = scope && found.length > FEW ? found.filter(path => scope.has(path)) : found;
    return inScope.filter(path => homes.some(home => isWanted(path, home)));
  };
}

/** The only files that are of interest; undefined: all. */
export type Scope = ReadonlySet<string> | undefined;

/** Up to this many files are searched for what a single segment may become. */
const MOST = 150;

/**
 * Makes the view of a workspace for a last segment that stands alone in a literal, as `'detail'` does in many files of
 * many projects: it is followed into other files only where it can become the path.
 */
export function narrowerFor(
  seeds: readonly ts.SourceFile[],
  { workspace, rule }: { workspace: Workspace; rule: Rule },
): (file: ts.SourceFile) => Workspace {
  const paths = new Set(seeds.map(workspace.pathOf));
  let scope: ReadonlySet<string> | undefined;
  return file => {
    const within = scope ?? scopeOf(workspace, rule);
    scope = within;
    const own = workspace.pathOf(file);
    const isIn = (path: string) => path === own || within.has(path) || !paths.has(path);
    return {
      ...workspace,
      files: new Map([...workspace.files].filter(([path]) => isIn(path))),
      wantMentions: (name, homes) => {
        if (within.size > 0) workspace.wantMentions(name, homes, within);
      },
    };
  };
}

/** Where a path may be put together: files with the segments before the last, and in a large project a version too. */
function scopeOf({ mentioning }: Workspace, rule: Rule): ReadonlySet<string> {
  const [first = '', ...rest] = pathShape(rule).middle;
  const others = rest.map(word => new Set(mentioning(word)));
  const holding = mentioning(first).filter(path => others.every(holders => holders.has(path)));
  if (holding.length <= MOST) return new Set(holding);
  const versioned = new Set(rule.deprecated.versions.flatMap(version => [...mentioning(version)]));
  // Limit: in a project with more of them than that, a segment that travels alone is not followed into all of them.
  return new Set(holding.filter(path => versioned.has(path)).slice(0, MOST));
}
