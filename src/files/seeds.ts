import type { Packages } from '../finding.ts';
import { kindOf } from '../texts/file-kinds.ts';
import type { Discovery } from './discover.ts';
import { openBytes } from './mentions.ts';
import { openPackages } from './own-packages.ts';
import { type Needles, type Prefiltered, prefilter } from './prefilter.ts';
import { type Concurrency, prefilterAll } from './prefilter-threads.ts';
import { importedBy, importersAmong, openImporter } from './reach.ts';
import { hasSegment } from './segments.ts';
import type { Snapshot } from './snapshot.ts';

export type SeedSearch = {
  snapshot: Snapshot;
  needles: Needles;
  concurrency: Concurrency | undefined;
  /** Files whose bytes are not those on the disk. */
  overlaid: ReadonlySet<string>;
};

/**
 * Finds the files to parse: those asked for that hold a needle, and, where only a part of the project is asked
 * for, what that part imports, as the path of its call may be written there, and what imports that part, where a
 * piece of a path is written in it.
 */
export async function findSeeds(discovery: Discovery, search: SeedSearch): Promise<Prefiltered> {
  const { asked, explicit, project } = discovery;
  const { snapshot, needles, concurrency = 'auto', overlaid } = search;
  if (asked.length === project.length) {
    return prefilterAll({ snapshot, paths: asked, explicit, needles, concurrency, overlaid });
  }
  const packages = openPackages(snapshot, project);
  const importer = openImporter(project, packages);
  const seen = new Set(asked);
  let reached: string[] = [];
  const pieces: string[] = [];
  const isAsked = new Set(asked);
  const onBytes = (path: string, bytes: Buffer) => {
    if (isAsked.has(path) && holdsPiece(path, bytes, needles)) pieces.push(path);
    for (const target of importedBy(path, bytes, importer)) {
      if (!seen.has(target)) reached.push(target);
      seen.add(target);
    }
  };
  const result = prefilter({ snapshot, paths: asked, explicit, needles, onBytes });
  while (reached.length > 0) {
    const paths = reached;
    reached = [];
    // Only seeds are of interest here: what is wrong with these files is told when they are asked for.
    const beyond = prefilter({ snapshot, paths, explicit: new Set(), needles, onBytes });
    result.seeds.push(...beyond.seeds);
  }
  const users = pieces.length === 0 ? [] : await findUsers(discovery, search, pieces, packages);
  return { ...result, seeds: [...new Set([...result.seeds, ...users])].sort() };
}

const holdsPiece = (path: string, bytes: Buffer, { elsewhere }: Needles): boolean =>
  kindOf(path) === 'script' && elsewhere.some(piece => hasSegment(bytes, piece));

/** Seeds elsewhere in the project that get something from one of the files. */
async function findUsers(
  { asked, project }: Discovery,
  { concurrency = 'auto', ...search }: SeedSearch,
  pieces: readonly string[],
  packages: Packages,
): Promise<string[]> {
  const isAsked = new Set(asked);
  const paths = project.filter(path => kindOf(path) === 'script' && !isAsked.has(path));
  const { seeds } = await prefilterAll({ ...search, paths, explicit: new Set(), concurrency });
  const scripts = project.filter(path => kindOf(path) === 'script');
  return importersAmong(seeds, pieces, scripts, openBytes(search.snapshot, []), packages);
}
