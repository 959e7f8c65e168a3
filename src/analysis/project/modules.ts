import { ts } from 'ts-morph';
import type { Host } from '../../finding.ts';
import { openPackageTargets } from './package-entries.ts';

/** Endings that an import may leave out, in the order bundlers try them. */
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.vue', '.svelte'];

/** An import that names the output of a TypeScript file means its source. */
const SOURCES: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** Files that may be followed into. */
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;

type Aliases = {
  base: string;
  hasBase: boolean;
  paths: Record<string, string[]>;
};

/** Resolves `.` and `..` in a relative path; a path that leaves the root keeps its leading `..`. */
function normalizePath(path: string): string {
  const out: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else out.push(segment);
  }
  return out.join('/');
}

/** The folder of a path, without a slash at its end; empty at the root. */
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/**
 * Makes the function that says which project file an import means. It knows relative specifiers, `paths`
 * and `baseUrl` of the nearest tsconfig or jsconfig, the usual `@/` and `~/` for a `src` folder, and the packages of the
 * project itself. Those of others yield undefined.
 */
export function createResolver(host: Host): (specifier: string, from: string) => string | undefined {
  const aliases = new Map<string, Aliases | undefined>();
  const known = new Map<string, string | undefined>();
  const packageTargets = openPackageTargets(host);
  const exists = (path: string) => host.readFile(path) !== undefined;

  const nearestAliases = (folder: string): Aliases | undefined => {
    if (aliases.has(folder)) return aliases.get(folder);
    const own = readAliases(host, folder);
    const found = own ?? (folder === '' ? undefined : nearestAliases(folderOf(folder)));
    aliases.set(folder, found);
    return found;
  };

  return (specifier, from) => {
    const key = `${folderOf(from)}\0${specifier}`;
    if (!known.has(key)) {
      const tries = specifier.startsWith('.')
        ? [normalizePath(`${folderOf(from)}/${specifier}`)]
        : aliasTargets(specifier, folderOf(from), nearestAliases(folderOf(from)));
      const find = (target: string) => findFile(target, exists);
      const found = tries.map(find).find(Boolean);
      const own = found ?? packageTargets(specifier, folderOf(from)).map(find).find(Boolean);
      known.set(key, own);
    }
    return known.get(key);
  };
}

function findFile(target: string, exists: (path: string) => boolean): string | undefined {
  const sources = Object.entries(SOURCES).filter(([ending]) => target.endsWith(ending));
  const files = [
    ...sources.flatMap(([ending, others]) => others.map(other => target.slice(0, -ending.length) + other)),
    ...(CODE.test(target) ? [target] : []),
    ...ENDINGS.map(end => target + end),
    ...ENDINGS.map(end => normalizePath(`${target}/index${end}`)),
  ];
  return files.find(exists);
}

function aliasTargets(specifier: string, folder: string, aliases: Aliases | undefined): string[] {
  const targets = aliases ? mapPaths(specifier, aliases) : [];
  if (aliases?.hasBase) targets.push(normalizePath(`${aliases.base}/${specifier}`));
  const rooted = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (rooted !== undefined) {
    for (let at = folder; ; at = folderOf(at)) {
      targets.push(normalizePath(`${at}/src/${rooted}`), normalizePath(`${at}/${rooted}`));
      if (at === '') break;
    }
  }
  return targets;
}

function mapPaths(specifier: string, { base, paths }: Aliases): string[] {
  return Object.entries(paths).flatMap(([pattern, targets]) => {
    const [head = '', tail] = pattern.split('*');
    if (tail === undefined)
      return specifier === pattern ? targets.map(t => normalizePath(`${base}/${t}`)) : [];
    if (!specifier.startsWith(head) || !specifier.endsWith(tail)) return [];
    const middle = specifier.slice(head.length, specifier.length - tail.length);
    return targets.map(target => normalizePath(`${base}/${target.replace('*', () => middle)}`));
  });
}

function readAliases(host: Host, folder: string, name?: string, depth = 0): Aliases | undefined {
  const names = name === undefined ? ['tsconfig.json', 'jsconfig.json'] : [name];
  for (const file of names) {
    const path = normalizePath(`${folder}/${file}`);
    const text = host.readFile(path);
    if (text === undefined) continue;
    const { config } = ts.parseConfigFileTextToJson(path, text) as {
      config?: TsConfig;
    };
    const own = config?.compilerOptions;
    const base = normalizePath(`${folderOf(path)}/${own?.baseUrl ?? '.'}`);
    if (own?.paths) return { base, hasBase: own.baseUrl !== undefined, paths: own.paths };
    const inherited = depth < DEEPEST_CONFIG && readInherited(host, folderOf(path), config?.extends, depth);
    if (inherited) return inherited;
    return { base, hasBase: own?.baseUrl !== undefined, paths: {} };
  }
  return undefined;
}

/** Longer chains of `extends` are not followed: they may run in a circle. */
const DEEPEST_CONFIG = 5;

function readInherited(host: Host, folder: string, parent: unknown, depth: number): Aliases | undefined {
  if (typeof parent !== 'string' || !parent.startsWith('.')) return undefined;
  return readAliases(host, folder, parent.endsWith('.json') ? parent : `${parent}.json`, depth + 1);
}

type TsConfig = {
  extends?: unknown;
  compilerOptions?: { baseUrl?: string; paths?: Record<string, string[]> };
};
