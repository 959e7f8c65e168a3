import type { Piece, Query } from './queries.ts';

/** How the text of the URL is put together. */
type Composition = (path: Piece[], query: Piece[]) => string;

const escapeTemplate = (text: string): string => text.replace(/[`\\]|\$\{/g, '\\$&');
const template = (pieces: readonly Piece[]): string =>
  `\`${pieces.map(piece => ('code' in piece ? `\${${piece.code}}` : escapeTemplate(piece.literal))).join('')}\``;
const terms = (pieces: readonly Piece[]): string[] =>
  pieces.map(piece => ('code' in piece ? piece.code : `'${piece.literal.replaceAll("'", "\\'")}'`));
const BASE: Piece = { code: 'base' };

export const COMPOSITIONS: Readonly<Record<string, Composition>> = {
  template: (path, query) => template([BASE, ...path, ...query]),
  plus: (path, query) => terms([BASE, ...path, ...query]).join(' + '),
  concat: (path, query) => `base.concat(${terms([...path, ...query]).join(', ')})`,
  join: (path, query) => `[${terms([BASE, ...path, ...query]).join(', ')}].join('')`,
  url: (path, query) => `new URL(${template([...path, ...query])}, base).href`,
};

/** Where the path is written: the code that stands for it, and what has to be declared. */
export type PathSource = { pieces: Piece[]; declarations: string[] };

export const PATH_SOURCES: Readonly<Record<string, (version: string) => PathSource>> = {
  'in place': version => ({ pieces: [{ literal: `/${version}/images/detail` }], declarations: [] }),
  constant: version => ({
    pieces: [{ code: 'IMAGES' }],
    declarations: [`const IMAGES = '/${version}/images/detail';`],
  }),
  member: version => ({
    pieces: [{ code: 'API.images.list' }],
    declarations: [
      `const API = { images: { list: '/${version}/images/detail' }, servers: '/v2.1/servers/detail' };`,
    ],
  }),
  'version apart': version => ({
    pieces: [{ literal: '/' }, { code: 'VERSION' }, { literal: '/images/detail' }],
    declarations: [`const VERSION = '${version}';`],
  }),
  'prefix apart': version => ({
    pieces: [{ code: 'PREFIX' }, { literal: '/images/detail' }],
    declarations: [`const PREFIX = '/${version}';`],
  }),
  'prefix shared': version => ({
    pieces: [{ code: 'PREFIX' }, { literal: '/images/detail' }],
    declarations: [
      `const PREFIX = '/${version}';`,
      "export const imageUrl = id => PREFIX + '/images/' + id;",
    ],
  }),
  function: version => ({
    pieces: [{ code: "endpoint('images/detail')" }],
    declarations: [`const endpoint = name => \`/${version}/\${name}\`;`],
  }),
  'function of two': version => ({
    pieces: [{ code: "endpoint('images/detail')" }],
    declarations: [
      `const endpoint = name => \`/${version}/\${name}\`;`,
      "export const membersOf = id => endpoint('images/' + id + '/members');",
    ],
  }),
};

/** A call: code before it, the expression that gives the body, and what it has to import. */
type Call = { setup?: string[]; body: string; imports?: string[]; declarations?: string[] };
/**
 * Which queries it takes beside those in the text of the URL; `url` has the whole text where the query went into it,
 * else `object` has the query.
 */
type Client = {
  takes: 'text' | 'plain objects' | 'objects';
  call: (url: string, object: string | undefined) => Call;
};

const HEADERS = "headers: { 'X-Auth-Token': token }";
const option = (name: string, object: string | undefined): string => (object ? `, ${name}: ${object}` : '');

export const CLIENTS: Readonly<Record<string, Client>> = {
  fetch: {
    takes: 'text',
    call: url => ({
      setup: [`const response = await fetch(${url}, { ${HEADERS} });`],
      body: 'await response.json()',
    }),
  },
  'fetch with then': {
    takes: 'text',
    call: url => ({ body: `await fetch(${url}, { ${HEADERS} }).then(answer => answer.json())` }),
  },
  'fetch by a wrapper': {
    takes: 'text',
    call: url => ({
      declarations: [
        `async function load(url, token) {\n  const response = await fetch(url, { ${HEADERS} });\n  return response.json();\n}`,
      ],
      body: `await load(${url}, token)`,
    }),
  },
  'axios.get': {
    takes: 'objects',
    call: (url, object) => ({
      imports: ["import axios from 'axios';"],
      body: `(await axios.get(${url}, { ${HEADERS}${option('params', object)} })).data`,
    }),
  },
  'axios with data': {
    takes: 'objects',
    call: (url, object) => ({
      imports: ["import axios from 'axios';"],
      setup: [`const { data } = await axios.get(${url}, { ${HEADERS}${option('params', object)} });`],
      body: 'data',
    }),
  },
  'axios of one object': {
    takes: 'objects',
    call: (url, object) => ({
      imports: ["import axios from 'axios';"],
      body: `(await axios({ method: 'get', url: ${url}, ${HEADERS}${option('params', object)} })).data`,
    }),
  },
  got: {
    takes: 'objects',
    call: (url, object) => ({
      imports: ["import got from 'got';"],
      body: `await got(${url}, { ${HEADERS}, retry: { limit: 0 }${option('searchParams', object)} }).json()`,
    }),
  },
  ky: {
    takes: 'objects',
    call: (url, object) => ({
      imports: ["import ky from 'ky';"],
      body: `await ky.get(${url}, { ${HEADERS}, retry: 0${option('searchParams', object)} }).json()`,
    }),
  },
  ofetch: {
    takes: 'plain objects',
    call: (url, object) => ({
      imports: ["import { ofetch } from 'ofetch';"],
      body: `await ofetch(${url}, { ${HEADERS}, retry: 0${option('query', object)} })`,
    }),
  },
  superagent: {
    takes: 'plain objects',
    call: (url, object) => ({
      imports: ["import superagent from 'superagent';"],
      body: `(await superagent.get(${url}).set('X-Auth-Token', token)${object ? `.query(${object})` : ''}).body`,
    }),
  },
};

/** Whether a client takes the object that a query has; not all know `URLSearchParams`. */
export const takesObject = (takes: Client['takes'], { object, isPlain }: Query): boolean =>
  object !== undefined && takes !== 'text' && (takes === 'objects' || isPlain);

/** Whether a query can go into the URL. */
export const hasText = (query: Query): boolean => query.text !== undefined || query.pieces !== undefined;

/** The query as a part of the URL's text. */
export function textOf({ text, pieces = [] }: Query): Piece[] {
  if (text !== undefined) return [{ literal: '?' }, { code: text }];
  return pieces.length > 0 ? [{ literal: '?' }, ...pieces] : [];
}
