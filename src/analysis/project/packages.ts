import type { Host } from '../../finding.ts';

/** What the manifests of a project say of two of its files. */
export type Packages = {
  isSame(one: string, other: string): boolean;
  /** Whether code of one file may get values from another: both are in one package, or its package names the other. */
  reaches(from: string, to: string): boolean;
};

/** Reads the manifests of a project, as they are asked for. Files above all packages count as one package. */
export function readPackages(host: Pick<Host, 'readFile'>): Packages {
  const known = new Map<string, Manifest | undefined>();
  const nearest = (folder: string): Manifest | undefined => {
    if (known.has(folder)) return known.get(folder);
    const path = folder === '' ? 'package.json' : `${folder}/package.json`;
    const text = host.readFile(path);
    const found = text !== undefined ? { path, text } : folder === '' ? undefined : nearest(parentOf(folder));
    known.set(folder, found);
    return found;
  };
  const byFile = new Map<string, Manifest | undefined>();
  const of = (file: string): Manifest | undefined => {
    if (!byFile.has(file)) byFile.set(file, nearest(parentOf(file)));
    return byFile.get(file);
  };
  const isSame = (one: string, other: string) => of(one) === of(other);
  const reaches = (from: string, to: string) => {
    const [own, others] = [of(from), of(to)];
    if (own === others) return true;
    const name = /"name"\s*:\s*"([^"]+)"/.exec(others?.text ?? '')?.[1];
    // What has no name, or stands outside of all packages, can only be reached by its path: from anywhere.
    return name === undefined || own === undefined || own.text.includes(`"${name}"`);
  };
  return { isSame, reaches };
}

type Manifest = { path: string; text: string };

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
