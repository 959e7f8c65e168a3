import type { Image } from '../images.ts';

type Call = { method: string; path: string; body?: unknown; who?: string };

const ADMIN = 'adm:ops:admin';
const RESERVED = new Set(['self', 'file', 'schema']);

/** Makes the images by requests, as far as there are requests for it; `store.py` does the rest. */
export async function makeImages(base: string, images: readonly Image[]): Promise<void> {
  for (const image of images) for (const call of callsFor(image)) await send(base, call);
}

/** No request makes a property that is null or has the name of a field. */
const ordinary = (image: Image): [string, string | null][] =>
  Object.entries(image.properties).filter(
    ([key, value]) => value !== null && !Object.hasOwn(image, key) && !RESERVED.has(key),
  );

function callsFor(image: Image): Call[] {
  const { id, name, visibility, owner, min_ram, min_disk, disk_format, container_format, tags } = image;
  const given = Object.entries({ name, disk_format, container_format }).filter(([, value]) => value !== null);
  const path = `/v2/images/${id}`;
  const protection = { protected: image.protected };
  const body = {
    ...{ id, visibility, owner, min_ram, min_disk, tags, ...protection },
    ...Object.fromEntries([...given, ...ordinary(image)]),
  };
  return [
    { method: 'POST', path: '/v2/images', body },
    ...(image.size === null ? [] : [{ method: 'PUT', path: `${path}/file`, body: 'x'.repeat(image.size) }]),
    ...Object.entries(image.members).flatMap(([member, status]) => shareWith(path, owner, member, status)),
    ...(image.status === 'deactivated' ? [{ method: 'POST', path: `${path}/actions/deactivate` }] : []),
    ...(image.deleted ? [{ method: 'DELETE', path }] : []),
  ];
}

/** The owner offers, the other project answers. */
function shareWith(path: string, owner: string, member: string, status: string): Call[] {
  const offer = { method: 'POST', path: `${path}/members`, body: { member }, who: `olga:${owner}:member` };
  const answer = {
    method: 'PUT',
    path: `${path}/members/${member}`,
    body: { status },
    who: `bob:${member}:member`,
  };
  return status === 'pending' ? [offer] : [offer, answer];
}

async function send(base: string, { method, path, body, who = ADMIN }: Call): Promise<void> {
  const isData = typeof body === 'string';
  const response = await fetch(base + path, {
    method,
    headers: {
      'X-Auth-Token': who,
      'Content-Type': isData ? 'application/octet-stream' : 'application/json',
    },
    ...(body !== undefined && { body: isData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} gave ${response.status}: ${text}`);
}
