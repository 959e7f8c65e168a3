import type { Discovery } from './discover.ts';
import { type Needles, type Prefiltered, prefilter } from './prefilter.ts';
import { openImporter } from './reach.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Finds the files to parse: those asked for that hold a needle, and, where only a part of the project is asked
 * for, what that part imports: the path of its call may be written there.
 */
export function findSeeds(discovery: Discovery, snapshot: Snapshot, needles: Needles): Prefiltered {
  const { asked, explicit, project } = discovery;
  if (asked.length === project.length) return prefilter({ snapshot, paths: asked, explicit, needles });
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
