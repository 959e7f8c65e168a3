import { posix } from 'node:path';
import { findImports } from './imports.ts';
import type { Bytes } from './mentions.ts';
import type { OwnPackages } from './own-packages.ts';

const ENDING = /(\.d)?\.[cm]?[jt]sx?$|\.(vue|svelte|astro)$/;

/** The path without what an import may leave out. */
const stem = (path: string): string => path.replace(ENDING, '').replace(/(^|\/)index$/, '');

/** A name that stands for a path of the project, whatever the configuration says that it is. */
const ALIAS = /^(?:[#~$]|@\/)/;

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
export function openDependents(
  bytesOf: Bytes,
  project: readonly string[],
  packages: OwnPackages = () => new Map(),
): Dependents {
  let graph: Map<string, string[]> | undefined;
  const answers = new Map<string, ReadonlySet<string>>();
  return path => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const isModule = MODULE.test(bytesOf(path)?.toString('latin1') ?? '');
    if (isModule) graph ??= importersOf(project, bytesOf, packages());
    const found = graph && isModule ? reachedFrom(path, graph, [...packages().values()]) : new Set(project);
    answers.set(path, found);
    return found;
  };
}

/** Key of the files that may import any other. */
const ANY = '';

function importersOf(
  project: readonly string[],
  bytesOf: Bytes,
  packages: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const importer = openImporter(project);
  const graph = new Map<string, string[]>();
  for (const path of project) {
    const bytes = bytesOf(path);
    for (const target of new Set(bytes && targetsOf(path, bytes, importer, packages))) {
      const importers = graph.get(target);
      if (importers === undefined) graph.set(target, [path]);
      else importers.push(path);
    }
  }
  return graph;
}

/** Key of what imports a package of the project by its name: it may get something from any file of it. */
const wholeOf = (folder: string): string => `${folder}/*`;

function targetsOf(
  path: string,
  bytes: Buffer,
  importer: Importer,
  packages: ReadonlyMap<string, string>,
): readonly string[] {
  const { specifiers, isComputed } = findImports(bytes);
  const targets = isComputed ? [ANY] : [];
  for (const specifier of specifiers) {
    const files = importer(path, specifier);
    const folder = packages.get(/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
    if (folder !== undefined) targets.push(wholeOf(folder));
    const isUnknown = files.length === 0 && ALIAS.test(specifier);
    targets.push(...(isUnknown ? [ANY] : files));
  }
  return targets;
}

function reachedFrom(
  path: string,
  graph: ReadonlyMap<string, readonly string[]>,
  folders: readonly string[],
): Set<string> {
  const reached = new Set([path]);
  const queue = [path, ANY];
  const homesOf = (file: string) =>
    folders.filter(folder => folder === '' || file.startsWith(`${folder}/`)).map(wholeOf);
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const importer of [at, ...homesOf(at)].flatMap(key => graph.get(key) ?? [])) {
      if (!reached.has(importer)) queue.push(importer);
      reached.add(importer);
    }
  }
  return reached;
}

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
): string[] {
  const meant = openImporter(project);
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
export function openImporter(project: readonly string[]): Importer {
  const byStem = group(project, stem);
  const byName = group(project, path => posix.basename(stem(path).replace(/\/src$/, '')));
  return (path, specifier) =>
    (specifier.startsWith('.')
      ? byStem.get(stem(posix.join(posix.dirname(path), specifier)))
      : byName.get(posix.basename(stem(specifier)).replace(/^[@#~$]/, ''))) ?? [];
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
