import { type Filter, filterBy } from './filters.ts';
import type { Image } from './images.ts';
import {
  completeOrder,
  cutPage,
  isDirection,
  isSortKey,
  type Order,
  parseLimit,
  SORT_KEYS,
  type SortKey,
} from './pages.ts';
import { bad, broken, Refusal } from './refusal.ts';
import { writeV2 } from './times.ts';
import { type Identity, isListed, isVisible } from './visible.ts';

/** Properties that the service has a schema for: null stays null in them. */
const NULLABLE = new Set([
  'kernel_id',
  'ramdisk_id',
  'instance_uuid',
  'architecture',
  'os_distro',
  'os_version',
  'description',
]);

/** `GET /v2/images`: every parameter that is not spoken for is a filter, if need be on a property of that name. */
export function listV2(images: readonly Image[], query: URLSearchParams, who: Identity): object {
  const rest = [...query];
  const limit = parseLimit(takeFirst(rest, 'limit'));
  const markerId = takeFirst(rest, 'marker');
  const status = takeFirst(rest, 'member_status') ?? 'accepted';
  if (!['all', 'accepted', 'pending', 'rejected'].includes(status)) throw bad(`Invalid status: ${status}`);
  const tags = takeAll(rest, 'tag');
  const order = readOrder(rest);
  const wanted = Object.fromEntries(rest);
  refuseOld(wanted);
  const filters = [
    readVisibility(wanted.visibility, status, who),
    ...(tags.length > 0 ? [(image: Image) => tags.every(tag => image.tags.includes(tag))] : []),
    ...readFilters(wanted),
  ];
  const marker = readMarker(images, markerId, who);
  const rows = images.filter(image => isAlive(image) && filters.every(filter => filter(image)));
  const page = cutPage(rows, order, limit, marker);
  const next = page.length === limit ? page.at(-1)?.id : undefined;
  return { images: page.map(flat), ...linksOf(query, next) };
}

const isAlive: Filter = image => !image.deleted && image.status !== 'killed';

type Pair = [key: string, value: string];

function takeFirst(pairs: Pair[], name: string): string | undefined {
  const index = pairs.findIndex(([key]) => key === name);
  return index < 0 ? undefined : pairs.splice(index, 1)[0]?.[1];
}

function takeAll(pairs: Pair[], name: string): string[] {
  const found: string[] = [];
  for (let value = takeFirst(pairs, name); value !== undefined; value = takeFirst(pairs, name))
    found.push(value);
  return found;
}

/** Either `sort=key:dir,…` or keys and directions that are repeated. */
function readOrder(pairs: Pair[]): Order {
  const sort = takeFirst(pairs, 'sort');
  const keys = takeAll(pairs, 'sort_key');
  const directions = takeAll(pairs, 'sort_dir');
  if (sort !== undefined && keys.length + directions.length > 0)
    throw bad('Old and new sorting syntax cannot be combined');
  const named = (sort?.split(',') ?? []).map(item => item.split(':'));
  const wantedKeys = (sort === undefined ? keys : named.map(([key = '']) => key)).map(checkKey);
  const wanted = sort === undefined ? directions : named.map(([, direction = 'desc']) => direction);
  const checked = wanted.map(direction => {
    if (!isDirection(direction)) throw bad(`Invalid sort direction: ${direction}`);
    return direction;
  });
  if (checked.length > 1 && checked.length !== Math.max(wantedKeys.length, 1))
    throw bad('Number of sort dirs does not match the number of sort keys');
  return completeOrder(wantedKeys, checked);
}

function checkKey(key: string): SortKey {
  if (!isSortKey(key))
    throw bad(`Invalid sort key: ${key}. It must be one of the following: ${SORT_KEYS.join(', ')}.`);
  return key;
}

/** The one parameter of v1.1 that is missed by name; without a value the real service trips over it. */
function refuseOld(wanted: Readonly<Record<string, string>>): void {
  if (wanted['changes-since'] === undefined) return;
  if (wanted['changes-since'] === '') throw broken();
  throw bad('The "changes-since" filter is no longer available on v2.');
}

function readVisibility(text: string | undefined, status: string, who: Identity): Filter {
  if (text !== undefined && !['', 'public', 'private', 'shared', 'community', 'all'].includes(text))
    throw bad(`Invalid visibility value: ${text}`);
  return image => {
    if (!who.isAdmin && !isVisible(image, who, status)) return false;
    if (text === undefined) return isListed(image, who);
    return text === 'all' || image.visibility === text;
  };
}

const FLAGS: Readonly<Record<string, readonly [yes: string[], no: string[]]>> = {
  protected: [['true'], ['false']],
  os_hidden: [
    ['true', 'True'],
    ['false', 'False'],
  ],
};

function readFilters(wanted: Readonly<Record<string, string>>): Filter[] {
  const { visibility: _, deleted: __, os_hidden = 'false', ...others } = wanted;
  return Object.entries({ ...others, os_hidden }).map(([key, value]) => {
    const flag = Object.hasOwn(FLAGS, key) ? FLAGS[key] : undefined;
    return flag ? isFlagged(key as 'protected' | 'os_hidden', value, flag) : filterBy(key, value);
  });
}

function isFlagged(
  key: 'protected' | 'os_hidden',
  value: string,
  [yes, no]: readonly [string[], string[]],
): Filter {
  if (![...yes, ...no].includes(value))
    throw bad(`Invalid value '${value}' for '${key}' filter. Valid values are 'true' or 'false'.`);
  return image => image[key] === yes.includes(value);
}

function readMarker(images: readonly Image[], id: string | undefined, who: Identity): Image | undefined {
  if (id === undefined) return undefined;
  const marker = images.find(image => image.id === id && !image.deleted);
  if (!marker) throw bad(`No image found with ID ${id}`);
  if (!who.isAdmin && !isVisible(marker, who))
    throw new Refusal(403, `Forbidding request, image ${id} not visible`);
  return marker;
}

/** Of a repeated parameter the links keep the last, as the real ones do. */
function linksOf(query: URLSearchParams, next: string | undefined): object {
  const { marker: _, ...kept } = Object.fromEntries(query);
  const link = (params: Record<string, string>) => {
    const text = new URLSearchParams(params).toString();
    return text === '' ? '/v2/images' : `/v2/images?${text}`;
  };
  const links = { first: link(kept), schema: '/v2/schemas/images' };
  return next === undefined ? links : { ...links, next: link({ ...kept, marker: next }) };
}

/** The user's properties lie beside the fields, and under them where they have the same name. */
function flat(image: Image): object {
  const properties = Object.entries(image.properties).map(([key, value]) => [
    key,
    value ?? (NULLABLE.has(key) ? null : ''),
  ]);
  return {
    ...Object.fromEntries(properties),
    name: image.name,
    disk_format: image.disk_format,
    container_format: image.container_format,
    visibility: image.visibility,
    size: image.size,
    virtual_size: image.virtual_size,
    status: image.status,
    checksum: image.checksum,
    protected: image.protected,
    min_ram: image.min_ram,
    min_disk: image.min_disk,
    owner: image.owner,
    os_hidden: image.os_hidden,
    os_hash_algo: image.os_hash_algo,
    os_hash_value: image.os_hash_value,
    id: image.id,
    created_at: writeV2(image.created_at),
    updated_at: writeV2(image.updated_at),
    tags: image.tags,
    self: `/v2/images/${image.id}`,
    file: `/v2/images/${image.id}/file`,
    schema: '/v2/schemas/image',
  };
}
