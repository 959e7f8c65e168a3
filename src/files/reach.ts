import { posix } from 'node:path';
import type { Packages } from '../finding.ts';
import { findImports } from './imports.ts';
import type { Bytes } from './mentions.ts';
import { foldersAbove } from './own-packages.ts';

const ENDING = /(\.d)?\.[cm]?[jt]sx?$|\.(vue|svelte|astro)$/;

/** The path without what an import may leave out. */
const stem = (path: string): string => path.replace(ENDING, '').replace(/(^|\/)index$/, '');

/** A name that stands for a path of the project, whatever the configuration says that it is. */
const ALIAS = /^(?:[#~$]|@\/)/;

/** What stands for a path of the own package, or is the name of another one. */
const OWN_NAME = /^(?:[@~#]\/|[^./@#~][^/]*$)/;

/** What makes a text a module: without any of it, what it declares is known everywhere. */
const MODULE = /\b(?:import|export|require|exports)\b/;

/** Which files of the project a file may mean by what it imports; loose on purpose where a name is no path. */
export type Importer = (path: string, specifier: string) => readonly string[];

/**
 * Which files may get something from a file, by imports of it, directly or through others; itself included. It errs
 * on the side of too many.
 */
export type Dependents = (path: string) => ReadonlySet<string>;

/** Prepares the look-up of dependents. Nothing is read before the first one is asked for. */
export function openDependents(bytesOf: Bytes, project: readonly string[], packages: Packages): Dependents {
  let graph: Graph | undefined;
  const answers = new Map<string, ReadonlySet<string>>();
  return path => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const isModule = MODULE.test(bytesOf(path)?.toString('latin1') ?? '');
    if (isModule) graph ??= graphOf(project, bytesOf, packages);
    const found = graph && isModule ? reachedFrom(path, graph, packages) : new Set(project);
    answers.set(path, found);
    return found;
  };
}

/** Who imports what. */
type Graph = {
  /** The importers of a file, of anything below a folder (`below`), and of a package (`packageIn`). */
  importers: ReadonlyMap<string, readonly string[]>;
  /** The files that may import any other which their package knows of. */
  computed: readonly string[];
  /** The folders of all packages that have a name. */
  homes: ReadonlySet<string>;
};

/** Key of what imports by a path of which no more is known. */
const below = (folder: string): string => `${folder}/*`;
/** Key of what imports a package of the project by its name: it may get something from any file of it. */
const packageIn = (folder: string): string => `${folder}/package.json`;

function graphOf(project: readonly string[], bytesOf: Bytes, packages: Packages): Graph {
  const importer = openImporter(project, packages);
  const importers = new Map<string, string[]>();
  const computed: string[] = [];
  for (const path of project) {
    const bytes = bytesOf(path);
    if (!bytes) continue;
    const { keys, isComputed } = targetsOf(path, bytes, importer, packages);
    if (isComputed) computed.push(path);
    for (const key of keys) {
      const known = importers.get(key);
      if (known === undefined) importers.set(key, [path]);
      else known.push(path);
    }
  }
  return { importers, computed, homes: new Set(packages.named().values()) };
}

function targetsOf(
  path: string,
  bytes: Buffer,
  importer: Importer,
  packages: Packages,
): { keys: ReadonlySet<string>; isComputed: boolean } {
  const { specifiers, beginnings, isComputed } = findImports(bytes);
  const keys = new Set(beginnings.map(text => below(folderBehind(path, text))));
  let isUnknown = false;
  for (const specifier of specifiers) {
    const files = importer(path, specifier);
    const home = packages.named().get(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
    if (home !== undefined) keys.add(packageIn(home));
    if (files.length === 0 && ALIAS.test(specifier)) isUnknown = true;
    for (const file of files) keys.add(file);
  }
  return { keys, isComputed: isComputed || isUnknown };
}

/** The folder that a path which begins so, as a file writes it, leads into. */
const folderBehind = (from: string, beginning: string): string =>
  posix.join(posix.dirname(from), `${beginning}…`).replace(/\/?[^/]*$/, '');

function reachedFrom(path: string, { importers, computed, homes }: Graph, packages: Packages): Set<string> {
  const reached = new Set([path]);
  const asked = new Set<string>();
  // A set that grows while it is gone through: every file is looked at once.
  for (const at of reached) {
    const own = packages.folderOf(at);
    const folders = foldersAbove(at);
    const home = folders.find(folder => homes.has(folder));
    const direct = [
      at,
      ...folders.filter(isIn(own)).map(below),
      ...(home === undefined ? [] : [packageIn(home)]),
    ];
    for (const importer of direct.flatMap(key => importers.get(key) ?? [])) reached.add(importer);
    if (asked.has(own)) continue;
    asked.add(own);
    const loose = folders
      .filter(folder => !isIn(own)(folder))
      .flatMap(folder => importers.get(below(folder)) ?? []);
    for (const importer of [...computed, ...loose]) if (packages.reaches(importer, at)) reached.add(importer);
  }
  return reached;
}

/** Whether a folder is another one, or in it. */
const isIn = (outer: string) => (folder: string) =>
  outer === '' || folder === outer || folder.startsWith(`${outer}/`);

/** What stands for some folder of the project: the rest is a path in it. */
const FOLDER_ALIAS = /^[@~#]\//;

/** Whether a path ends as an import of it says, where that can be told. */
const agrees = (path: string, specifier: string): boolean =>
  !FOLDER_ALIAS.test(specifier) || `/${stem(path)}`.endsWith(stem(specifier.slice(1)));

/**
 * Which of some files import one of the targets, directly or through others. It errs on the side of too few: what
 * is imported by a computed name is not known.
 */
export function importersAmong(
  files: readonly string[],
  targets: readonly string[],
  project: readonly string[],
  bytesOf: Bytes,
  packages: Packages,
): string[] {
  const meant = openImporter(project, packages);
  const importer: Importer = (path, specifier) =>
    meant(path, specifier).filter(target => agrees(target, specifier));
  const importers = new Map<string, string[]>();
  const read = new Set(files);
  // A set that grows while it is gone through: every file is looked at once.
  for (const path of read) {
    for (const target of importedBy(path, bytesOf(path) ?? NOTHING, importer)) {
      importers.set(target, [...(importers.get(target) ?? []), path]);
      read.add(target);
    }
  }
  const users = new Set(targets);
  for (const path of users) for (const user of importers.get(path) ?? []) users.add(user);
  return files.filter(path => users.has(path));
}

/** Prepares the look-up of imports among the files of a project. */
export function openImporter(project: readonly string[], { reaches }: Pick<Packages, 'reaches'>): Importer {
  const byStem = group(project, stem);
  const byName = group(project, path => posix.basename(stem(path).replace(/\/src$/, '')));
  return (path, specifier) => {
    if (specifier.startsWith('.')) return byStem.get(stem(posix.join(posix.dirname(path), specifier))) ?? [];
    const named = byName.get(posix.basename(stem(specifier)).replace(/^[@#~$]/, '')) ?? [];
    return OWN_NAME.test(specifier) ? named.filter(file => reaches(path, file)) : named;
  };
}

const NOTHING = Buffer.alloc(0);

/** Which files of the project a file may import. */
export const importedBy = (path: string, bytes: Buffer, importer: Importer): string[] =>
  findImports(bytes).specifiers.flatMap(specifier => importer(path, specifier));

function group(paths: readonly string[], keyOf: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [path]);
    else members.push(path);
  }
  return groups;
}
