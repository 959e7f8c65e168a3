// What python's iso8601 accepts: the year alone, with a month, with a day, and a time with or without a zone.
const TIME = '([0-9]{2})(?::?([0-9]{2}))?(?::?([0-9]{1,2})(?:[.,]([0-9]+))?)?';
const ZONE = '(Z|([-+])([0-9]{2}):?([0-9]{2})?)?';
const DAY = `(?:-([0-9]{1,2})|([0-9]{2}))(?:[ T]${TIME}${ZONE})?`;
const ISO = new RegExp(`^([0-9]{4})(?:(?:-([0-9]{1,2})|([0-9]{2})(?!$))(?:${DAY})?)?$`);

/** Microseconds since 1970, without a zone read as UTC; undefined where Glance would refuse the text. */
export function parseTime(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year, month = match[3], , day = match[5], , hour, minute, second, fraction] = match;
  const [, , , , , , , , , , , sign, zoneHour, zoneMinute] = match;
  const parts = [month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const [m = 1, d = 1, h = 0, min = 0, s = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), m - 1, d);
  date.setUTCHours(h, min, s);
  // A date that rolled over was not one.
  const isReal = date.getUTCMonth() === m - 1 && date.getUTCDate() === d && h < 24 && min < 60 && s < 60;
  if (!isReal || Number(year) < 1) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0));
  const micros = Number((fraction ?? '').padEnd(6, '0').slice(0, 6));
  return (date.getTime() - offset * 60_000) * 1000 + micros;
}

const isoSeconds = (micros: number): string =>
  new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().slice(0, 19);

/** `2014-03-01T01:00:00.000001` */
export const writeV1 = (micros: number): string =>
  `${isoSeconds(micros)}.${String(((micros % 1_000_000) + 1_000_000) % 1_000_000).padStart(6, '0')}`;

/** `2014-03-01T01:00:00Z`: the fraction is lost. */
export const writeV2 = (micros: number): string => `${isoSeconds(micros)}Z`;
