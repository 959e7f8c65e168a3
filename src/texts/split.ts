import type { Rule } from '../rule.ts';
import { hasGet } from './method.ts';
import { HOLE, maskHoles } from './paths.ts';
import type { TextParam } from './query.ts';
import { allMaps, memberOf, type Scalar, type TreeMap, type TreeNode, textsOf } from './tree.ts';

/** A path that a structure holds in pieces. */
export type SplitPath = { start: number; end: number; path: string; owner: TreeMap };

/**
 * Paths that no single text holds: Postman's list of segments, and the paths of OpenAPI below the base path or
 * the URL of a server.
 */
export function findSplitPaths(
  roots: readonly TreeNode[],
  rule: Rule,
  mounts: ReadonlySet<string>,
): SplitPath[] {
  const maps = [...allMaps(roots)];
  return [
    ...maps.flatMap(map => [...findSegments(map, rule, mounts), ...findBesideVersion(map, rule)]),
    ...roots.flatMap(root => findBelowBase(root, rule)),
  ];
}

/** `"path": ["v1.1", "images", "detail"]`. */
function findSegments(owner: TreeMap, rule: Rule, mounts: ReadonlySet<string>): SplitPath[] {
  const list = memberOf(owner, 'path');
  if (list?.kind !== 'list' || !list.items.every(item => item.kind === 'scalar')) return [];
  const items = list.items as Scalar[];
  const wanted = rule.deprecated.path.split('/').slice(2);
  const at = items.length - wanted.length - 1;
  const version = items[at];
  if (!version || !rule.deprecated.versions.includes(version.text)) return [];
  if (wanted.some((segment, index) => items[at + 1 + index]?.text !== segment)) return [];
  const isKnown = items.slice(0, at).every(({ text }) => mounts.has(text) || maskHoles(text).includes(HOLE));
  const end = items.at(-1)?.end ?? version.end;
  return isKnown ? [{ start: version.start, end, path: [version.text, ...wanted].join('/'), owner }] : [];
}

/** `"base": "https://…/v1.1", "list": "images/detail"`: the version and what comes behind it, as members of one map. */
function findBesideVersion(owner: TreeMap, { deprecated }: Rule): SplitPath[] {
  const rest = deprecated.path.split('/').slice(2).join('/');
  const scalars = owner.entries.flatMap(({ value }) => (value?.kind === 'scalar' ? [value] : []));
  const list = scalars.find(({ text }) => text.replace(/^\//, '') === rest);
  const version = deprecated.versions.find(one =>
    scalars.some(({ text }) => text.replace(/\/$/, '').split('/').at(-1) === one),
  );
  if (!list || version === undefined) return [];
  return [{ start: list.start, end: list.end, path: `${version}/${rest}`, owner }];
}

/** `basePath: /v1.1` or a server's URL, and a path below it. */
function findBelowBase(root: TreeNode, rule: Rule): SplitPath[] {
  const paths = memberOf(root, 'paths');
  if (!memberOf(root, 'swagger', 'openapi') || paths?.kind !== 'map') return [];
  const servers = memberOf(root, 'servers');
  const urls = servers?.kind === 'list' ? servers.items.flatMap(item => textsOf(memberOf(item, 'url'))) : [];
  const bases = [...textsOf(memberOf(root, 'basepath')), ...urls].map(base => base.replace(/\/$/, ''));
  const version = rule.deprecated.versions.find(name => bases.some(base => base.split('/').at(-1) === name));
  if (version === undefined) return [];
  const rest = rule.deprecated.path.split('/').slice(2).join('/');
  const found = paths.entries.filter(({ key, value }) => key.text === `/${rest}` && value && hasGet(value));
  return found.map(({ key, value }) => ({
    start: key.start,
    end: key.end,
    path: `${version}/${rest}`,
    owner: value as TreeMap,
  }));
}

const QUERY_KEYS = [
  'query',
  'params',
  'qs',
  'searchparams',
  'queryparameters',
  'query_params',
  'querystring',
];

/** The parameters that stand beside a path as keys, or as a list of names and values. */
export function paramsBeside(owner: TreeNode | undefined, file: string): TextParam[] {
  const operation = memberOf(owner, 'get');
  const given = memberOf(owner, ...QUERY_KEYS) ?? memberOf(operation ?? owner, 'parameters');
  if (given?.kind === 'map')
    return given.entries.map(({ key, value }) =>
      toParam(key, value?.kind === 'scalar' ? value : undefined, file),
    );
  return given?.kind === 'list' ? given.items.flatMap(item => fromItem(item, file)) : [];
}

function fromItem(item: TreeNode, file: string): TextParam[] {
  const name = memberOf(item, 'key', 'name');
  const [where] = textsOf(memberOf(item, 'in'));
  const isOff = textsOf(memberOf(item, 'disabled'))[0] === 'true';
  if (name?.kind !== 'scalar' || isOff || (where !== undefined && where !== 'query')) return [];
  const value = memberOf(item, 'value');
  return [toParam(name, value?.kind === 'scalar' ? value : undefined, file)];
}

function toParam(name: Scalar, value: Scalar | undefined, file: string): TextParam {
  const literal = value && !maskHoles(value.text).includes(HOLE) ? value.text : undefined;
  const span = { file, start: name.start, end: value && value.start > name.end ? value.end : name.end };
  return { name: maskHoles(name.text), written: name.text, literal, value: value?.text, span };
}
