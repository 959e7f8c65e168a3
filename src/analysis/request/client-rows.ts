import type { ts } from 'ts-morph';
import type { Client } from './clients.ts';

/** An object that is a client; `member` is set where it is one of a package's functions. */
export type Instance = { client: Client; instance: ts.Expression[]; member: string };

/** What a package exports under a name. */
export function packageInstance(
  specifier: string,
  name: string,
  table: readonly Client[],
): Instance | undefined {
  const rows = table.filter(client => client.packages.includes(specifier));
  const named = rows.find(client => Object.hasOwn(client.calls, name));
  // `import { fetch } from 'undici'`: the client itself, whose members are its calls.
  if (named?.globals.includes(name)) return { client: named, instance: [], member: '' };
  if (named) return { client: named, instance: [], member: name };
  const whole = rows.find(client => name === client.name || name === objectIn(client)) ?? rows[0];
  return whole && { client: whole, instance: [], member: '' };
}

/** A configuration has a row for each function of an object: `api.list`, `api.find`. */
export const isOfSameObject = (one: Client, other: Client): boolean =>
  one.name.includes('.') &&
  objectIn(one) === objectIn(other) &&
  one.packages[0] === other.packages[0] &&
  one.globals[0] === other.globals[0];

const objectIn = ({ name }: Client): string => name.slice(0, Math.max(0, name.lastIndexOf('.')));
