import type { Host } from '../../finding.ts';

/** A manifest, as far as it says which file an import means, and what plain `.js` files are. */
type Manifest = { type?: unknown; exports?: unknown; imports?: unknown } & Partial<
  Record<'source' | 'types' | 'typings' | 'module' | 'main', unknown>
>;

/** What a file may mean by a specifier that is no path: paths without their endings, the likeliest first. */
export type PackageTargets = (specifier: string, folder: string) => readonly string[];

/**
 * Reads `imports` of the nearest manifest, and `exports` and its elders of the project's own packages. What is built is
 * not looked at: its source is.
 */
export function openPackageTargets(host: Pick<Host, 'readFile' | 'packages'>): PackageTargets {
  return (specifier, folder) => {
    if (specifier.startsWith('#')) return ownImports(specifier, folder, host);
    const [, name = '', rest = ''] = /^(@[^/]+\/[^/]+|[^@./][^/]*)(?:\/(.+))?$/.exec(specifier) ?? [];
    const home = name === '' ? undefined : host.packages.named().get(name);
    if (home === undefined) return [];
    const manifest = readManifest(home, host) ?? {};
    const said = rest === '' ? entriesOf(manifest) : exportsOf(manifest.exports, `./${rest}`);
    const usual = rest === '' ? ['src/index', 'index', 'lib/index'] : [`src/${rest}`, rest, `lib/${rest}`];
    return placesOf([...said, ...usual], home);
  };
}

function ownImports(specifier: string, folder: string, host: Pick<Host, 'readFile'>): readonly string[] {
  const nearest = nearestManifest(folder, host);
  return nearest ? placesOf(exportsOf(nearest.manifest.imports, specifier), nearest.home) : [];
}

/** The manifest that a folder is under, and the folder that this one is in. */
export function nearestManifest(
  folder: string,
  host: Pick<Host, 'readFile'>,
): { manifest: Manifest; home: string } | undefined {
  for (let home = folder; ; home = home.slice(0, Math.max(0, home.lastIndexOf('/')))) {
    const manifest = readManifest(home, host);
    if (manifest) return { manifest, home };
    if (home === '') return undefined;
  }
}

function readManifest(folder: string, { readFile }: Pick<Host, 'readFile'>): Manifest | undefined {
  const text = readFile(folder === '' ? 'package.json' : `${folder}/package.json`);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    // A manifest that is no JSON says nothing.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const entriesOf = ({ exports, source, types, typings, module, main }: Manifest): string[] => [
  ...textsIn(source),
  ...exportsOf(exports, '.'),
  ...[types, typings, module, main].flatMap(textsIn),
];

/** The targets of one entry of `exports` or `imports`, under any condition; a star stands for the same on both sides. */
function exportsOf(map: unknown, key: string): string[] {
  if (typeof map !== 'object' || map === null) return key === '.' ? textsIn(map) : [];
  const entries = Object.entries(map);
  if (key === '.' && entries.every(([name]) => !name.startsWith('.'))) return textsIn(map);
  return entries.flatMap(([pattern, target]) => {
    if (pattern === key) return textsIn(target);
    const [head = '', tail] = pattern.split('*');
    const fits = tail !== undefined && key.startsWith(head) && key.endsWith(tail);
    const middle = fits ? key.slice(head.length, key.length - tail.length) : undefined;
    return middle === undefined ? [] : textsIn(target).map(text => text.replaceAll('*', () => middle));
  });
}

/** All texts of a target: conditions may be nested. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const BUILT = /^(?:dist|build|lib|out|output|es|esm|cjs)\/(?:(?:esm|cjs|es|types|src)\/)?/;

/** Each path below a folder: where its source is, should it be built, and as it is. Without the endings of scripts. */
const placesOf = (paths: readonly string[], folder: string): string[] =>
  paths.flatMap(path => {
    const plain = path.replace(/^\.\//, '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
    const places = BUILT.test(plain)
      ? [plain.replace(BUILT, 'src/'), plain.replace(BUILT, ''), plain]
      : [plain];
    return places.map(place => (folder === '' ? place : `${folder}/${place}`));
  });
