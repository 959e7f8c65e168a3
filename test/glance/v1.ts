import { type Filter, filterBy, hasProperty } from './filters.ts';
import type { Image } from './images.ts';
import { completeOrder, cutPage, isDirection, isSortKey, parseLimit, SORT_KEYS } from './pages.ts';
import { bad, broken, parseInteger, Refusal } from './refusal.ts';
import { parseTime, writeV1 } from './times.ts';
import { type Identity, isListed, isVisible } from './visible.ts';

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** `GET /v1.1/images/detail`: what it does not know it ignores, and of a repeated parameter the last counts. */
export function listV1(
  images: readonly Image[],
  query: URLSearchParams,
  who: Identity,
): { images: object[] } {
  return { images: selectV1(images, query, who).map(detail) };
}

/** `GET /v1.1/images` lists the same with six members each. */
export function briefV1(
  images: readonly Image[],
  query: URLSearchParams,
  who: Identity,
): { images: object[] } {
  return {
    images: selectV1(images, query, who).map(
      ({ id, name, size, disk_format, container_format, checksum }) => ({
        id,
        name,
        size,
        disk_format,
        container_format,
        checksum,
      }),
    ),
  };
}

function selectV1(images: readonly Image[], search: URLSearchParams, who: Identity): Image[] {
  const query = Object.fromEntries(search);
  const since = readSince(query['changes-since']);
  const isThere = since ?? isAlive;
  const filters = [isThere, readVisibility(query.is_public, who), ...readFilters(query)];
  const { sort_key: key = 'created_at', sort_dir: direction = 'desc' } = query;
  if (!isSortKey(key)) throw bad(`Unsupported sort_key. Acceptable values: ${SORT_KEYS.join(', ')}`);
  if (!isDirection(direction)) throw bad('Unsupported sort_dir. Acceptable values: asc, desc');
  const limit = parseLimit(query.limit);
  const marker = readMarker(images, query.marker, who, since !== undefined);
  const rows = images.filter(image => filters.every(filter => filter(image)));
  return cutPage(rows, completeOrder([key], [direction]), limit, marker);
}

const isAlive: Filter = image => !image.deleted && image.status !== 'killed';

/** Asked for changes, v1.1 shows what was deleted and what failed as well. */
function readSince(text: string | undefined): Filter | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (time === undefined) throw bad('Unrecognized changes-since value');
  return image => image.updated_at > time;
}

const PUBLIC_VALUES: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  1: true,
  false: false,
  0: false,
  none: undefined,
};

/** The filter counts for an administrator alone; everyone else only has its value checked. */
function readVisibility(text: string | undefined, who: Identity): Filter {
  const value = (text ?? 'true').toLowerCase();
  if (!Object.hasOwn(PUBLIC_VALUES, value)) throw bad(`Bad value passed to filter is_public got ${text}`);
  const wanted = who.isAdmin ? PUBLIC_VALUES[value] : true;
  return image => {
    if (!isListed(image, who)) return false;
    if (wanted === true) return isVisible(image, who);
    return wanted === undefined || image.visibility !== 'public';
  };
}

type Reader = (key: string, value: string) => Filter;

const READERS: Readonly<Record<string, Reader>> = {
  name: readOperator,
  status: readOperator,
  container_format: readOperator,
  disk_format: readOperator,
  size_min: readCount,
  size_max: readCount,
  min_ram: readCount,
  min_disk: filterBy,
  protected: (_, value) => {
    const wanted = { true: true, 1: true, false: false, 0: false }[value.toLowerCase()];
    if (wanted === undefined) throw bad('protected must be True, or False');
    return image => image.protected === wanted;
  },
};

const PREFIX = 'property-';

function readFilters(query: Readonly<Record<string, string>>): Filter[] {
  return Object.entries(query).flatMap(([key, value]) => {
    if (key.startsWith(PREFIX)) return [hasProperty(key.slice(PREFIX.length), value)];
    const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
    return reader ? [reader(key, value)] : [];
  });
}

/** An operator that the database does not know reached it unchecked. */
function readOperator(key: string, value: string): Filter {
  try {
    return filterBy(key, value);
  } catch (error) {
    throw error instanceof Refusal ? broken() : error;
  }
}

function readCount(key: string, value: string): Filter {
  const count = parseInteger(value);
  if (count === undefined || count < 0) throw bad(`Bad value passed to filter ${key} got ${value}`);
  return filterBy(key, value);
}

function readMarker(
  images: readonly Image[],
  id: string | undefined,
  who: Identity,
  isDeletedAllowed: boolean,
): Image | undefined {
  if (id === undefined) return undefined;
  if (id !== '' && !UUID.test(id)) throw bad('Invalid marker format');
  const marker = images.find(image => image.id === id);
  const isKnown = marker && (who.isAdmin || isVisible(marker, who)) && (!marker.deleted || isDeletedAllowed);
  if (!isKnown) throw bad('Invalid marker. Image could not be found.');
  return marker;
}

function detail(image: Image): object {
  const { created_at, updated_at, deleted_at, visibility, properties } = image;
  return {
    id: image.id,
    name: image.name,
    status: image.status,
    owner: image.owner,
    container_format: image.container_format,
    disk_format: image.disk_format,
    size: image.size,
    virtual_size: image.virtual_size,
    checksum: image.checksum,
    min_ram: image.min_ram,
    min_disk: image.min_disk,
    protected: image.protected,
    is_public: visibility === 'public',
    deleted: image.deleted,
    created_at: writeV1(created_at),
    updated_at: writeV1(updated_at),
    deleted_at: deleted_at === null ? null : writeV1(deleted_at),
    properties: image.deleted ? {} : properties,
  };
}
