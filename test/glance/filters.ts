import type { Image } from './images.ts';
import { bad, broken, parseInteger } from './refusal.ts';
import { parseTime } from './times.ts';

/** The tests that a row has to pass; both APIs ask the same database with them. */
export type Filter = (image: Image) => boolean;

const LARGEST = 2 ** 63;

/** Columns that take an operator before the value. */
const OPERATOR_COLUMNS = ['name', 'id', 'status', 'container_format', 'disk_format'] as const;

const COLUMNS = new Set<string>([
  ...OPERATOR_COLUMNS,
  'size',
  'virtual_size',
  'owner',
  'checksum',
  'min_disk',
  'min_ram',
  'protected',
  'created_at',
  'updated_at',
  'deleted_at',
  'visibility',
  'os_hidden',
  'os_hash_algo',
  'os_hash_value',
]);

/** Relations of the table; comparing one with a text is what the real service does not survive. */
const RELATIONS = new Set(['properties', 'members', 'locations']);

/** A column, a range or, where it is neither, a property of the user's own. */
export function filterBy(key: string, value: string): Filter {
  if (RELATIONS.has(key)) throw broken();
  if ((OPERATOR_COLUMNS as readonly string[]).includes(key))
    return oneOf(key as (typeof OPERATOR_COLUMNS)[number], value);
  if (key === 'created_at' || key === 'updated_at') return compareTime(key, value);
  if (/_(min|max)$/.test(key)) return range(key, value);
  if (COLUMNS.has(key)) return equal(key as keyof Image, value);
  if (key === 'tags') return image => [...value].every(tag => image.tags.includes(tag));
  return hasProperty(key, value);
}

export const hasProperty =
  (key: string, value: string): Filter =>
  image =>
    Object.hasOwn(image.properties, key) && image.properties[key] === value;

const equal =
  (key: keyof Image, value: string): Filter =>
  image =>
    typeof image[key] === 'number'
      ? value.trim() !== '' && Number(value) === image[key]
      : image[key] === value;

function oneOf(key: (typeof OPERATOR_COLUMNS)[number], text: string): Filter {
  const colon = text.indexOf(':');
  const operator = colon < 0 ? 'eq' : text.slice(0, colon);
  const value = text.slice(colon + 1);
  if (operator === 'eq') return image => image[key] === value;
  if (operator !== 'in') throw bad(`Unable to filter by unknown operator '${operator}'.`);
  const values = splitList(value);
  return image => values.includes(image[key] as string);
}

function splitList(text: string): string[] {
  checkQuotes(text);
  const pattern = /"([^"\\]*(?:\\.[^"\\]*)*)",?|([^,]+),?|,/g;
  return [...text.matchAll(pattern)].map(([, quoted, plain]) => quoted || plain || '');
}

function checkQuotes(text: string): void {
  const refuse = (why: string) => bad(`Invalid filter value ${text}. ${why}`);
  let isOpen = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '"' || text[i - 1] === '\\') continue;
    if (!isOpen && i > 0 && text[i - 1] !== ',')
      throw refuse('There is no comma before opening quotation mark.');
    if (isOpen && i + 1 < text.length && text[i + 1] !== ',')
      throw refuse('There is no comma after closing quotation mark.');
    isOpen = !isOpen;
  }
  if (isOpen) throw refuse('The quote is not closed.');
}

function range(key: string, text: string): Filter {
  const limit = parseInteger(text);
  if (limit === undefined) throw bad('Unable to filter on a range with a non-numeric value.');
  const stem = key.slice(0, -4);
  const isMin = key.endsWith('_min');
  if (!COLUMNS.has(stem) || Math.abs(limit) >= LARGEST) throw broken();
  return image => {
    const value = image[stem as keyof Image];
    if (value === null) return false;
    // To sqlite every text, and a time is one, is greater than every number.
    if (typeof value !== 'number' || stem.endsWith('_at')) return isMin;
    return isMin ? value >= limit : value <= limit;
  };
}

const COMPARE: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  eq: (a, b) => a === b,
  neq: (a, b) => a !== b,
};

function compareTime(key: 'created_at' | 'updated_at', text: string): Filter {
  const whole = parseTime(text);
  const colon = text.indexOf(':');
  const operator = whole !== undefined || colon < 0 ? 'eq' : text.slice(0, colon);
  const time = whole ?? parseTime(text.slice(colon + 1));
  if (time === undefined) throw bad(`Bad "${key}" query filter format. Use ISO 8601 DateTime notation.`);
  const compare = COMPARE[operator];
  if (!compare) throw bad('Unable to filter on a unknown operator.');
  return image => compare(image[key], time);
}
