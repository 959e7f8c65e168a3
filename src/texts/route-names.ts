import type { Rule } from '../rule.ts';

/** A framework that makes routes of file names: the folder that they begin at, and the files that answer. */
type Layout = { root: RegExp; file: RegExp };

const SCRIPT = String.raw`\.[cm]?[jt]sx?$`;
/** A page would be made with JSX, or by a component: what answers with data is neither. */
const PLAIN = String.raw`\.[cm]?[jt]s$`;
const layout = (root: string, file: string): Layout => ({
  root: new RegExp(`^(?:.*/)?${root}/`),
  file: new RegExp(file),
});

/** Next, SvelteKit, Nuxt and Nitro, Remix and Astro, functions of hosts, loaders of routes, servers of mocks. */
const LAYOUTS: readonly Layout[] = [
  layout('app', `/route${SCRIPT}`),
  layout('pages(?=/api/)', SCRIPT),
  layout('pages', String.raw`\.m?ts$`),
  layout('server/routes', PLAIN),
  layout('server(?=/api/)', PLAIN),
  layout('routes', `/\\+server${PLAIN}`),
  layout('routes', `(?<!/\\+[^/]*)${SCRIPT}`),
  { root: /^(?:(?:apps|packages|services)\/[^/]+\/)?(?:api|functions)\//, file: new RegExp(PLAIN) },
  layout('(?:mocks?|stubs|mock-?server)', `(?:${PLAIN}|\\.json5?$)`),
];

const METHODS = 'get|head|post|put|patch|delete|options|connect|trace';
/** What stands behind the path in a file name and is no part of it. */
const ENDING = new RegExp(String.raw`(?:/(?:route|index|handler|\+server))?(?:\.(${METHODS}))?\.\w+$`, 'i');

/** The route that a file serves by its name, and the method where the name says it. */
function routesOf(path: string): { route: string; method: string }[] {
  return LAYOUTS.filter(({ file }) => file.test(path)).flatMap(({ root }) => {
    const folder = root.exec(path)?.[0];
    const method = ENDING.exec(path)?.[1]?.toUpperCase() ?? '';
    return folder === undefined ? [] : [{ route: plainRoute(path.slice(folder.length)), method }];
  });
}

/** Without groups such as `(internal)`; `v1[.]1.images` is the same as folders of these names. */
function plainRoute(path: string): string {
  const plain = path.replace(ENDING, '').replace(/(?:^|\/)\([^/]*\)(?=\/)/g, '');
  const isFlat = /^[^/]*\[\.\]/.test(plain) || !plain.includes('/');
  const parted = isFlat ? plain.replace(/(?<!\[)\./g, '/') : plain;
  return `/${parted.replaceAll('[.]', '.').replace(/^\//, '')}`;
}

/** What a file serves of a rule: its path as it is named, and what stands before the version. */
export type Served = { rule: Rule; path: string; prefix: string };

/** The deprecated path that a file serves by its name. */
export function findServed(file: string, rules: readonly Rule[]): Served | undefined {
  for (const rule of rules) {
    const served = mayServe(rule)(file) ? findServedBy(file, rule) : undefined;
    if (served) return served;
  }
  return undefined;
}

/** The files whose names hold all segments of a path: most are done with here, as the names of all files are looked at. */
export function filesThatServe(files: readonly string[], rules: readonly Rule[]): string[] {
  const tests = rules.map(mayServe);
  return files.filter(file => tests.some(test => test(file)) && findServed(file, rules));
}

function mayServe({ deprecated }: Rule): (file: string) => boolean {
  const segments = deprecated.path.split('/').slice(2);
  return file => segments.every(segment => file.includes(segment));
}

function findServedBy(file: string, rule: Rule): Served | undefined {
  const { method: wanted, path: deprecated, versions } = rule.deprecated;
  const rest = `/${deprecated.split('/').slice(2).join('/')}`;
  for (const { route, method } of routesOf(file)) {
    const version = versions.find(one => route.endsWith(`/${one}${rest}`));
    if (version === undefined || (method !== '' && method !== wanted)) continue;
    const path = `/${version}${rest}`;
    return { rule, path, prefix: route.slice(0, -path.length) };
  }
  return undefined;
}
