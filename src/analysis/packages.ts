import type { Host } from '../finding.ts';

/**
 * Makes the function that says whether code of one file may get values from another: both are in one package, or
 * the package of the first names that of the second. Files above all packages count as one package.
 */
export function createReach(host: Host): (from: string, to: string) => boolean {
  const known = new Map<string, Manifest | undefined>();
  const nearest = (folder: string): Manifest | undefined => {
    if (known.has(folder)) return known.get(folder);
    const path = folder === '' ? 'package.json' : `${folder}/package.json`;
    const text = host.readFile(path);
    const found = text !== undefined ? { path, text } : folder === '' ? undefined : nearest(parentOf(folder));
    known.set(folder, found);
    return found;
  };
  return (from, to) => {
    const own = nearest(parentOf(from));
    const other = nearest(parentOf(to));
    if (own?.path === other?.path) return true;
    const name = /"name"\s*:\s*"([^"]+)"/.exec(other?.text ?? '')?.[1];
    // What has no name, or stands outside of all packages, can only be reached by its path: from anywhere.
    return name === undefined || own === undefined || own.text.includes(`"${name}"`);
  };
}

type Manifest = { path: string; text: string };

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
