import { readFileSync } from 'node:fs';

/** What one list answered, as the recordings keep it: images by number. */
export type Answer = { query: string; status: number; ids?: number[]; next?: boolean };
export type Exchange = { group: string; who: string; v1: Answer | null; v2: Answer | null };
export type PathRow = {
  server: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  status: number;
  answer: string;
};
export type Body = { images: { id: string }[]; next?: string; versions?: { id: string; status: string }[] };

const load = (name: string) =>
  JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8'));

export const exchanges: readonly Exchange[] = load('exchanges').map(({ v1, v2, ...row }: Exchange) => ({
  ...row,
  v1: v1 && withoutText(v1),
  v2: v2 && withoutText(v2),
}));
export const paths: readonly PathRow[] = load('paths');
/** All that an identity can see, by id, in the shape of each API. */
export const visible: Readonly<Record<string, Record<'v1' | 'v2', { id: string }[]>>> = load('images');
export const bodies: Readonly<Record<string, { request: string; who: string; body: Body }>> = load('bodies');

/** The words of an error are not compared: nobody may rely on them. */
function withoutText(answer: Answer & { error?: string }): Answer {
  const { error: _, ...rest } = answer;
  return rest;
}

const TOKENS: Readonly<Record<string, string | undefined>> = {
  alpha: 'alice:alpha:member',
  beta: 'bob:beta:member',
  admin: 'adm:ops:admin',
  none: undefined,
};

/** The header that says who asks. */
export const tokenOf = (who: string): Record<string, string> => {
  const token = TOKENS[who];
  return token ? { 'X-Auth-Token': token } : {};
};

export const urlOf = (path: string, { query }: Answer): string => (query === '' ? path : `${path}?${query}`);

export async function ask(base: string, path: string, who: string): Promise<Answer> {
  const response = await fetch(base + path, { headers: tokenOf(who) });
  const query = path.split('?')[1] ?? '';
  if (response.status !== 200) {
    await response.text();
    return { query, status: response.status };
  }
  const { images, next } = (await response.json()) as Body;
  const ids = images.map(({ id }) => Number(id.slice(-12)));
  return { query, status: 200, ids, ...(next !== undefined && { next: true }) };
}

export async function fetchBody(base: string, path: string, who: string): Promise<Body> {
  const response = await fetch(base + path, { headers: tokenOf(who) });
  return (await response.json()) as Body;
}

/** Tags are a set: the real service gives them in any order. */
export const sortTags = <T extends { images: readonly object[] }>(body: T): T => ({
  ...body,
  images: body.images.map(image =>
    'tags' in image && Array.isArray(image.tags) ? { ...image, tags: image.tags.toSorted() } : image,
  ),
});

/** Makes the request of a row; status and answer as the row has them. */
export async function askPath(base: string, row: PathRow): Promise<{ status: number; answer: string }> {
  const response = await fetch(base + row.path, {
    method: row.method,
    redirect: 'manual',
    headers: { ...tokenOf('alpha'), ...row.headers },
  });
  return { status: response.status, answer: await describeAnswer(response) };
}

/** What of a row's answer counts: of an error which methods are allowed, of a redirection where to, not on which host. */
export function answerOf({ status, answer }: PathRow): { status: number; answer: string } {
  if (status === 302) return { status, answer: withoutHost(answer) };
  return { status, answer: status >= 400 ? (/Allow: .*/.exec(answer)?.[0] ?? '') : answer };
}

const withoutHost = (text: string): string => text.replace(/http:\/\/[^/]+/, '');

async function describeAnswer(response: Response): Promise<string> {
  const { headers, status } = response;
  const text = await response.text();
  if (status === 302) return withoutHost(`Location: ${headers.get('location')}`);
  if (status >= 400) return headers.has('allow') ? `Allow: ${headers.get('allow')}` : '';
  const { images, versions, ...links }: Body = JSON.parse(text);
  if (versions) return `versions ${versions.map(({ id, status: word }) => `${id}=${word}`).join(' ')}`;
  return `n=${images.length} ${pythonJson(links)}`;
}

/** The recordings were written with a space after colon and comma. */
const pythonJson = (links: object): string => {
  const pairs = Object.entries(links).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{${pairs.join(', ')}}`;
};
