import type { ClientConfig } from '../index.ts';

/** How one callee of a client takes its arguments. Indexes count arguments from 0. */
export type Form = {
  /** `config`: read from the key `method`, GET where it is absent. */
  method: 'GET' | 'other' | 'config';
  /** Argument with the URL, as text or as an object with one of `urls`; -1: only in the options. */
  url: number;
  /** Argument with the options; -1: none. */
  options: number;
  /** Argument that is the query itself (`$.getJSON(url, data)`). */
  query?: number;
};

/** One HTTP client: a row says all that differs between them. */
export type Client = {
  name: string;
  /** Packages that export it, by the name they are imported with. */
  packages: readonly string[];
  /** Names that mean it without an import, also as a member (`this.$http`). */
  globals: readonly string[];
  /** Declared types of an instance. */
  types: readonly string[];
  /** Callees: a member, or '' where the client is called itself. */
  calls: Readonly<Record<string, Form>>;
  /** Members that make an instance with options of its own. */
  factories: readonly string[];
  /** Option keys: the URL, a base that is put before it, the query. */
  urls: readonly string[];
  bases: readonly string[];
  /** Its options are also set after it was made: `axios.defaults.baseURL`. */
  hasDefaults?: boolean;
  queries: readonly string[];
  /** `data` is the query of a GET (jQuery). */
  dataIsQuery: boolean;
  /** What happens to a query in the URL text when a query option is given too. */
  textQuery: 'kept' | 'replaced' | 'refused';
  /** Members of the awaited answer that are, or give, the body; empty: the answer is the body. */
  bodies: readonly string[];
  /** Parameter of a callback argument that is the answer; later ones are too. */
  callback: number;
};

const GET: Form = { method: 'GET', url: 0, options: 1 };
const OTHER: Form = { method: 'other', url: 0, options: 1 };
const ANY: Form = { method: 'config', url: 0, options: 1 };
const VERBS = {
  post: OTHER,
  put: OTHER,
  patch: OTHER,
  delete: OTHER,
  del: OTHER,
  head: OTHER,
  options: OTHER,
};

const base: Omit<Client, 'name'> = {
  packages: [],
  globals: [],
  types: [],
  calls: { get: GET, ...VERBS },
  factories: [],
  urls: ['url', 'uri'],
  bases: [],
  queries: ['params', 'query', 'qs', 'searchParams'],
  dataIsQuery: false,
  textQuery: 'kept',
  bodies: ['data', 'body', 'json', 'text'],
  callback: 1,
};

const axiosCalls = { '': ANY, get: GET, request: { ...ANY, options: -1 }, ...VERBS };

/** Made with `new`, and read where it stands instead of by what a call gives. */
export const XHR = 'XMLHttpRequest';

/** The table of clients. `bodies` of fetch-like ones are methods, of the others members. */
const CLIENTS: readonly Client[] = [
  {
    ...base,
    name: 'fetch',
    packages: [
      'node-fetch',
      'cross-fetch',
      'isomorphic-fetch',
      'undici',
      'whatwg-fetch',
      'make-fetch-happen',
      'rxjs/fetch',
    ],
    globals: ['fetch', 'window.fetch', 'globalThis.fetch', 'self.fetch', 'global.fetch'],
    calls: { '': ANY, fetch: ANY, fromFetch: ANY },
    factories: ['defaults'],
    queries: [],
    bodies: ['json', 'text'],
  },
  {
    ...base,
    name: 'axios',
    packages: ['axios', 'axios-retry', '@nestjs/axios'],
    globals: ['axios', '$axios'],
    types: ['AxiosInstance', 'AxiosStatic', 'HttpService'],
    calls: { ...axiosCalls, axiosRef: ANY, $get: GET, $request: { ...ANY, options: -1 } },
    factories: ['create'],
    bases: ['baseURL'],
    hasDefaults: true,
    queries: ['params'],
    bodies: ['data'],
  },
  {
    ...base,
    name: '$http',
    globals: ['$http', 'Vue.http', '$http.get'],
    calls: axiosCalls,
    queries: ['params'],
    bodies: ['data', 'body', 'json'],
  },
  {
    ...base,
    name: 'HttpClient',
    packages: ['@angular/common/http'],
    types: ['HttpClient'],
    calls: { get: GET, request: { method: 'config', url: 1, options: 2 }, ...VERBS },
    queries: ['params'],
    bodies: ['body'],
  },
  {
    ...base,
    name: 'got',
    packages: ['got'],
    types: ['Got'],
    calls: { '': ANY, get: GET, ...VERBS },
    factories: ['extend'],
    bases: ['prefixUrl'],
    queries: ['searchParams'],
    textQuery: 'replaced',
    bodies: ['body', 'json', 'text'],
  },
  {
    ...base,
    name: 'ky',
    packages: ['ky', 'ky-universal'],
    types: ['KyInstance'],
    calls: { '': ANY, get: GET, ...VERBS },
    factories: ['create', 'extend'],
    bases: ['prefixUrl', 'prefix'],
    queries: ['searchParams'],
    textQuery: 'replaced',
    bodies: ['json', 'text'],
  },
  {
    ...base,
    name: 'ofetch',
    packages: ['ofetch', 'ohmyfetch', '#imports', '#app'],
    globals: ['$fetch', 'useFetch', 'useLazyFetch', 'ofetch'],
    types: ['$Fetch'],
    calls: { '': ANY, $fetch: ANY, ofetch: ANY, raw: ANY },
    factories: ['create'],
    bases: ['baseURL'],
    queries: ['query', 'params'],
    bodies: ['_data'],
  },
  {
    ...base,
    name: 'request',
    packages: ['request', 'request-promise', 'request-promise-native', 'requestretry'],
    calls: { '': ANY, get: GET, ...VERBS },
    factories: ['defaults'],
    bases: ['baseUrl'],
    queries: ['qs'],
    bodies: ['body'],
  },
  {
    ...base,
    name: 'superagent',
    packages: ['superagent'],
    globals: ['superagent'],
    calls: { get: { ...GET, query: 1 }, ...VERBS, '': { method: 'config', url: 1, options: -1 } },
    factories: ['agent'],
    queries: [],
    bodies: ['body', 'text'],
  },
  {
    ...base,
    name: 'undici',
    packages: ['undici'],
    calls: { request: ANY, stream: ANY },
    queries: ['query'],
    textQuery: 'refused',
    bodies: ['body'],
  },
  {
    ...base,
    name: 'http',
    packages: ['http', 'https', 'node:http', 'node:https', 'follow-redirects'],
    calls: { request: ANY, get: GET },
    urls: ['path', 'pathname'],
    queries: [],
    bodies: [],
    callback: 0,
  },
  {
    ...base,
    name: XHR,
    types: ['XMLHttpRequest'],
    calls: { open: { method: 'config', url: 1, options: -1 } },
    urls: [],
    queries: [],
    bodies: [],
  },
  {
    ...base,
    name: 'jQuery',
    packages: ['jquery'],
    globals: ['$', 'jQuery', 'window.$', 'window.jQuery'],
    calls: {
      ajax: ANY,
      get: { ...GET, query: 1 },
      getJSON: { ...GET, query: 1 },
      post: OTHER,
    },
    queries: [],
    dataIsQuery: true,
    bodies: [],
    callback: 0,
  },
];

/** An endpoint of RTK Query: what its `query` gives stands for the arguments of a request. */
export const ENDPOINT: Client = {
  ...base,
  name: 'RTK Query',
  calls: { query: ANY, mutation: ANY },
  urls: ['url'],
  bases: ['baseUrl'],
  queries: ['params'],
  bodies: [],
};

/** Members by which an unknown object is taken for a client that reads. */
const SHAPE_MEMBERS = [
  'get',
  'getJSON',
  'getJson',
  'fetch',
  'request',
  'load',
  'ajax',
  '$get',
  '$request',
  'makeRequest',
  'call',
  'send',
  'list',
  'query',
];

/** What an object with such a member is taken for: everything that is certain of it is that it takes a URL. */
export const BY_SHAPE: Client = {
  ...base,
  name: 'by shape',
  calls: { ...Object.fromEntries(SHAPE_MEMBERS.map(name => [name, ANY])), get: GET, $get: GET, ...VERBS },
  urls: ['url', 'uri', 'path', 'endpoint', 'pathname'],
  bodies: ['data', 'body', 'json', 'text', 'result'],
};

/** The table with the rows that a configuration adds. */
export function clientTable(configured: readonly ClientConfig[]): readonly Client[] {
  return [...configured.map(fromConfig), ...CLIENTS];
}

function fromConfig(row: ClientConfig): Client {
  const [object = '', member = ''] = splitCall(row.call);
  const [url = '0', urlKey] = row.url.split('.');
  const [query, queryKey] = (row.query ?? '').split('.');
  const form: Form = {
    method: (row.method ?? 'GET').toUpperCase() === 'GET' ? 'GET' : 'other',
    url: Number(url),
    options: queryKey === undefined ? -1 : Number(query),
    ...(query !== undefined && query !== '' && queryKey === undefined ? { query: Number(query) } : {}),
  };
  return {
    ...base,
    name: row.call,
    packages: row.from === undefined ? [] : [row.from],
    globals: row.from === undefined ? [object] : [],
    calls: { [member]: form },
    urls: urlKey === undefined ? [] : [urlKey],
    queries: queryKey === undefined ? [] : [queryKey],
    bodies: row.body === undefined || row.body === '' ? [] : [row.body],
  };
}

/** `api.list` → object and member; `openstack` → the function itself. */
function splitCall(call: string): [string, string] {
  const dot = call.lastIndexOf('.');
  return dot < 0 ? [call, ''] : [call.slice(0, dot), call.slice(dot + 1)];
}
