import { openBytes, openMentions } from './files/mentions.ts';
import { openPackages } from './files/own-packages.ts';
import { openDependents } from './files/reach.ts';
import type { Snapshot } from './files/snapshot.ts';
import type { Host } from './finding.ts';

/** What the core sees of a project: the files of a snapshot, of which these hold code, and others settings. */
export function openHost(
  snapshot: Snapshot,
  { scripts, texts }: { scripts: readonly string[]; texts: readonly string[] },
): Host {
  const bytesOf = openBytes(snapshot, scripts);
  const packages = openPackages(snapshot, scripts);
  const settings = openMentions(openBytes(snapshot, texts), texts);
  return {
    readFile: path => snapshot.source(path)?.text,
    mentioning: openMentions(bytesOf, scripts),
    dependents: openDependents(bytesOf, scripts, packages),
    settings: name => settings(name).flatMap(path => snapshot.source(path)?.text ?? []),
    packages,
  };
}
