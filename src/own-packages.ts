import { posix } from 'node:path';
import type { Snapshot } from './snapshot.ts';

/** The folders of a project's own packages by their names, as other packages of a monorepo import them. */
export type OwnPackages = () => ReadonlyMap<string, string>;

/** Prepares the look-up; manifests are read when it is first asked, those of all folders that scripts stand in or below. */
export function openPackages(snapshot: Pick<Snapshot, 'source'>, scripts: readonly string[]): OwnPackages {
  let known: Map<string, string> | undefined;
  return () => {
    known ??= readNames(snapshot, scripts);
    return known;
  };
}

function readNames({ source }: Pick<Snapshot, 'source'>, scripts: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const folder of foldersOf(scripts)) {
    const text = source(posix.join(folder, 'package.json'))?.text;
    const name = /"name"\s*:\s*"([^"]+)"/.exec(text ?? '')?.[1];
    if (name !== undefined && !names.has(name)) names.set(name, folder);
  }
  return names;
}

/** All folders that hold a script, themselves or further down; the root is empty. */
function foldersOf(scripts: readonly string[]): Set<string> {
  const folders = new Set(['']);
  for (const path of scripts) {
    let folder = parentOf(path);
    while (!folders.has(folder)) {
      folders.add(folder);
      folder = parentOf(folder);
    }
  }
  return folders;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
