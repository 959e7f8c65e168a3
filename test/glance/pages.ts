import type { Image } from './images.ts';
import { bad, parseInteger } from './refusal.ts';

export const SORT_KEYS = [
  'name',
  'status',
  'container_format',
  'disk_format',
  'size',
  'id',
  'created_at',
  'updated_at',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type Direction = 'asc' | 'desc';
export type Order = readonly (readonly [SortKey, Direction])[];

const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 1000;

export const isSortKey = (key: string): key is SortKey => (SORT_KEYS as readonly string[]).includes(key);
export const isDirection = (text: string): text is Direction => text === 'asc' || text === 'desc';

/** Rows that are equal in what was asked for are told apart by when they were made, then by id. */
export function completeOrder(keys: readonly SortKey[], directions: readonly Direction[]): Order {
  const rest = directions.length === 1 ? (directions[0] ?? 'desc') : 'desc';
  const chosen = (keys.length > 0 ? keys : (['created_at'] as const)).map(
    (key, i) => [key, directions.length > 1 ? (directions[i] ?? rest) : rest] as const,
  );
  const missing = (['created_at', 'id'] as const).filter(key => !chosen.some(([name]) => name === key));
  return [...chosen, ...missing.map(key => [key, rest] as const)];
}

function compareBy(order: Order): (a: Image, b: Image) => number {
  return (a, b) => {
    for (const [key, direction] of order) {
      const result = compareValues(a[key], b[key]);
      if (result !== 0) return direction === 'asc' ? result : -result;
    }
    return 0;
  };
}

/** Null comes first, as in sqlite. */
function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

export function parseLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = parseInteger(text);
  if (limit === undefined) throw bad('limit param must be an integer');
  if (limit < 0) throw bad('limit param must be positive');
  return Math.min(limit, LARGEST_LIMIT);
}

/** The rows after the marker, which need not be one of them. */
export function cutPage(rows: readonly Image[], order: Order, limit: number, marker?: Image): Image[] {
  const compare = compareBy(order);
  const after = marker ? rows.filter(row => compare(row, marker) > 0) : [...rows];
  return after.sort(compare).slice(0, limit);
}
