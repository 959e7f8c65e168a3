import { isNamedText } from './comment-forms.ts';

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
    json: 'text',
    jsonc: 'text',
    json5: 'text',
    yaml: 'text',
    yml: 'text',
    toml: 'text',
    properties: 'text',
    env: 'text',
    sh: 'text',
    bash: 'text',
    http: 'text',
    rest: 'text',
    vue: 'component',
    svelte: 'component',
    astro: 'component',
    html: 'component',
    htm: 'component',
    xhtml: 'component',
  } as const),
);

/** What package managers write: as long as it is, it holds no call of anybody's. */
const LOCK_FILES =
  /^(?:package-lock|npm-shrinkwrap|deno\.lock|bun\.lock)\.json$|[.-]lock\.(?:json|ya?ml|toml)$/i;

/** The kind of a file by its name; undefined: not looked at. `extra` are endings that the user adds as text. */
export function kindOf(path: string, extra: readonly string[] = []): FileKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const known = dot < 0 ? undefined : KINDS.get(name.slice(dot + 1).toLowerCase());
  if (known === 'text' && LOCK_FILES.test(name)) return undefined;
  if (known !== undefined) return known;
  if (isNamedText(name)) return 'text';
  return extra.some(added => name.toLowerCase().endsWith(`.${added.replace(/^\./, '').toLowerCase()}`))
    ? 'text'
    : undefined;
}

/** Whether a file holds code that is parsed: a script, or a component with scripts or a template. */
export const isCode = (path: string): boolean => /^(?:script|component)$/.test(kindOf(path) ?? '');

/** Folders of built or foreign code: left out unless they are named. */
const leftOut: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'dist',
  'vendor',
  'vendored',
  'third_party',
  '.yarn',
]);

/** Whether a folder of this name is left out unless it is named. */
export const isLeftOutFolder = (name: string): boolean => leftOut.has(name);

/** Whether a file is built, minified or vendored, and so left out unless it is named. */
export function isLeftOut(path: string): boolean {
  if (/\.min\.(?:[cm]?jsx?|json)$/.test(path)) return true;
  return path.split('/').slice(0, -1).some(isLeftOutFolder);
}
