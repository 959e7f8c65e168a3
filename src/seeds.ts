import type { Discovery } from './discover.ts';
import { type Needles, type Prefiltered, prefilter } from './prefilter.ts';
import { type Concurrency, prefilterAll } from './prefilter-threads.ts';
import { openImporter } from './reach.ts';
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
 * for, what that part imports: the path of its call may be written there.
 */
export async function findSeeds(
  { asked, explicit, project }: Discovery,
  { snapshot, needles, concurrency = 'auto', overlaid }: SeedSearch,
): Promise<Prefiltered> {
  if (asked.length === project.length) {
    return prefilterAll({ snapshot, paths: asked, explicit, needles, concurrency, overlaid });
  }
  const importer = openImporter(project);
  const seen = new Set(asked);
  let reached: string[] = [];
  const onBytes = (path: string, bytes: Buffer) => {
    for (const target of importer(path, bytes.toString('latin1'))) {
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
  return { ...result, seeds: result.seeds.sort() };
}
