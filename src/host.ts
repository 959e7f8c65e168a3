import type { Host } from './finding.ts';
import { openBytes, openMentions } from './mentions.ts';
import { openPackages } from './own-packages.ts';
import { openDependents } from './reach.ts';
import type { Snapshot } from './snapshot.ts';

/** What the core sees of a project: the files of a snapshot, of which these are its scripts. */
export function openHost(snapshot: Snapshot, scripts: readonly string[]): Host {
  const bytesOf = openBytes(snapshot, scripts);
  const packages = openPackages(snapshot, scripts);
  return {
    readFile: path => snapshot.source(path)?.text,
    mentioning: openMentions(bytesOf, scripts),
    dependents: openDependents(bytesOf, scripts, packages),
    packages,
  };
}
