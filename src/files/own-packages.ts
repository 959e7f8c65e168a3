import { posix } from 'node:path';
import type { Packages } from '../finding.ts';
import type { Snapshot } from './snapshot.ts';

type Manifest = { folder: string; text: string; name: string | undefined };

/** Prepares what manifests say of these scripts; a manifest is read when a folder below it is first asked for. */
export function openPackages({ source }: Pick<Snapshot, 'source'>, scripts: readonly string[]): Packages {
  const manifests = new Map<string, Manifest | undefined>();
  const manifestIn = (folder: string): Manifest | undefined => {
    if (manifests.has(folder)) return manifests.get(folder);
    const text = source(posix.join(folder, 'package.json'))?.text;
    const found = text === undefined ? undefined : { folder, text, name: NAME.exec(text)?.[1] };
    manifests.set(folder, found);
    return found;
  };
  const byFile = new Map<string, Manifest | undefined>();
  /** The nearest manifest; files above all of them count as one package. It is asked for over and over. */
  const nearest = (path: string): Manifest | undefined => {
    if (byFile.has(path)) return byFile.get(path);
    const home = foldersAbove(path).find(folder => manifestIn(folder) !== undefined);
    const found = home === undefined ? undefined : manifestIn(home);
    byFile.set(path, found);
    return found;
  };
  let names: Map<string, string> | undefined;
  return {
    named: () => {
      names ??= namesOf([...new Set(scripts.flatMap(foldersAbove))].map(manifestIn));
      return names;
    },
    folderOf: path => nearest(path)?.folder ?? '',
    reaches: (from, to) => {
      const [own, other] = [nearest(from), nearest(to)];
      if (own === other) return true;
      // What has no name, or stands outside of all packages, can only be reached by its path: from anywhere.
      return other?.name === undefined || own === undefined || own.text.includes(`"${other.name}"`);
    },
  };
}

const NAME = /"name"\s*:\s*"([^"]+)"/;

/** Of two packages of one name, the first has it. */
function namesOf(manifests: readonly (Manifest | undefined)[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, folder } of manifests.filter(one => one !== undefined))
    if (name !== undefined && !names.has(name)) names.set(name, folder);
  return names;
}

/** The folders that a file is in, the nearest first; the root is empty. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    folders.push(path.slice(0, at));
  return [...folders, ''];
}
