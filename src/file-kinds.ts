/** `script` is parsed as a whole, of a `component` only its scripts are, `text` is searched for paths. */
export type FileKind = 'script' | 'component' | 'text';

/** What is looked at, by the last part of the name. */
const KINDS: ReadonlyMap<string, FileKind> = new Map(
  Object.entries({
    ts: 'script',
    tsx: 'script',
    mts: 'script',
    cts: 'script',
    js: 'script',
    jsx: 'script',
    mjs: 'script',
    cjs: 'script',
  } as const),
);

/** The kind of a file by its name; undefined: not looked at. `extra` are endings that the user adds as text. */
export function kindOf(path: string, extra: readonly string[] = []): FileKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const known = dot < 0 ? undefined : KINDS.get(name.slice(dot + 1).toLowerCase());
  if (known !== undefined) return known;
  return extra.some(added => name.toLowerCase().endsWith(`.${added.replace(/^\./, '').toLowerCase()}`))
    ? 'text'
    : undefined;
}

/** A declaration file holds no calls, so it is no seed; its types may still take part in a fix. */
export const isDeclaration = (path: string): boolean => /\.d(\.[^./]+)?\.[cm]?ts$/.test(path);

/** Folders of built or foreign code: left out unless they are named. */
export const LEFT_OUT_FOLDERS: readonly string[] = [
  'node_modules',
  'bower_components',
  'jspm_packages',
  'dist',
  'vendor',
  'vendored',
  'third_party',
  '.yarn',
];

const leftOut: ReadonlySet<string> = new Set(LEFT_OUT_FOLDERS);

/** Whether a folder of this name is left out unless it is named. */
export const isLeftOutFolder = (name: string): boolean => leftOut.has(name);

/** Whether a file is built, minified or vendored, and so left out unless it is named. */
export function isLeftOut(path: string): boolean {
  if (/\.min\.[cm]?jsx?$/.test(path)) return true;
  return path.split('/').slice(0, -1).some(isLeftOutFolder);
}
