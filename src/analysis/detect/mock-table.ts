/**
 * How a mock takes the query of the request that it stands for. `sent`: as text behind the path, letter for letter;
 * `parsed`: name by name, in any order; `mirrored`: as the arguments of the call; `ignored`: it looks at the path alone.
 */
type MockQuery = 'sent' | 'parsed' | 'mirrored' | 'ignored';

/** How one function of a mocking library takes its arguments. Indexes count arguments from 0. */
export type MockForm = {
  /** `leading`: the first argument where it is a verb. `config`: read from the key `method`; any where it is absent. */
  method: 'GET' | 'other' | 'any' | 'leading' | 'config' | number;
  /** Argument with the URL, as text or as an object with one of `urls`. */
  url: number;
  /** Argument that answers; `chain`: what is chained on does (`.reply(200, body)`); -1: nothing answers. */
  reply: number | 'chain';
  /** Argument whose `params`, or another key of a query, holds the query; -1: none. */
  options: number;
  /** Where it differs from that of the row. */
  query?: MockQuery;
  /** It compares any two values: of interest only where one is what a call was given. */
  compares?: boolean;
};

/** One mocking library: a row says all that differs between them. */
export type MockRow = {
  name: string;
  /** Packages that it is imported from. */
  packages: readonly string[];
  /** Names that mean it: everywhere, or, with `needsImport`, in files that import one of the packages. */
  names: readonly string[];
  needsImport: boolean;
  calls: Readonly<Record<string, MockForm>>;
  query: MockQuery;
  /** The service is not replaced but called: what it serves is code of the project. */
  isServed?: boolean;
};

const base: Omit<MockForm, 'method'> = { url: 0, reply: 1, options: -1 };
const GET: MockForm = { ...base, method: 'GET' };
const OTHER: MockForm = { ...base, method: 'other' };
const ANY: MockForm = { ...base, method: 'any' };
const OTHERS = { post: OTHER, put: OTHER, patch: OTHER, delete: OTHER, head: OTHER, options: OTHER };
const chained = (form: MockForm): MockForm => ({ ...form, reply: 'chain' });

/** An expectation: the arguments of the call, and nothing answers. */
const EXPECTED: MockForm = { ...base, method: 'leading', reply: -1, options: 1 };
const LATER: MockForm = { ...EXPECTED, url: 1, options: 2 };
const COMPARED: MockForm = { ...EXPECTED, options: -1, compares: true };

export const MOCKS: readonly MockRow[] = [
  {
    name: 'nock',
    packages: ['nock'],
    names: ['nock'],
    needsImport: false,
    calls: {
      get: chained(GET),
      intercept: chained({ ...ANY, method: 1 }),
      ...Object.fromEntries(Object.keys(OTHERS).map(name => [name, chained(OTHER)])),
    },
    query: 'parsed',
  },
  {
    name: 'msw',
    packages: ['msw'],
    names: [],
    needsImport: true,
    calls: { get: GET, all: ANY, ...OTHERS },
    query: 'ignored',
  },
  {
    name: 'Cypress',
    packages: [],
    names: ['cy'],
    needsImport: false,
    calls: { intercept: { ...ANY, method: 'leading' }, route: { ...ANY, method: 'leading' } },
    query: 'sent',
  },
  {
    name: 'Playwright',
    packages: ['@playwright/test', 'playwright', 'playwright-core'],
    names: ['page', 'context'],
    needsImport: true,
    calls: {
      route: ANY,
      unroute: ANY,
      waitForRequest: { ...ANY, reply: -1 },
      waitForResponse: { ...ANY, reply: -1 },
    },
    query: 'sent',
  },
  {
    name: 'undici',
    packages: ['undici'],
    names: [],
    needsImport: true,
    calls: { intercept: chained({ ...ANY, method: 'config' }) },
    query: 'parsed',
  },
  {
    name: 'axios-mock-adapter',
    packages: ['axios-mock-adapter'],
    names: [],
    needsImport: true,
    calls: {
      onGet: chained({ ...GET, options: 1 }),
      onAny: chained({ ...ANY, options: 1 }),
      onPost: chained(OTHER),
      onPut: chained(OTHER),
      onPatch: chained(OTHER),
      onDelete: chained(OTHER),
      onHead: chained(OTHER),
    },
    query: 'mirrored',
  },
  {
    name: 'fetch-mock',
    packages: ['fetch-mock', 'fetch-mock-jest', '@fetch-mock/jest', '@fetch-mock/vitest'],
    names: ['fetchMock'],
    needsImport: true,
    calls: {
      get: GET,
      getOnce: GET,
      getAny: GET,
      any: ANY,
      once: { ...ANY, method: 'config' },
      mock: { ...ANY, method: 'config' },
      route: { ...ANY, method: 'config' },
      ...OTHERS,
    },
    query: 'sent',
  },
  {
    name: 'MirageJS',
    packages: ['miragejs', 'ember-cli-mirage'],
    names: ['this', 'server'],
    needsImport: true,
    calls: { get: GET, ...OTHERS },
    query: 'ignored',
  },
  {
    name: 'expectation',
    packages: [],
    names: ['expect', 'assert'],
    needsImport: false,
    calls: {
      toHaveBeenCalledWith: EXPECTED,
      toHaveBeenLastCalledWith: EXPECTED,
      toHaveBeenNthCalledWith: LATER,
      toHaveBeenCalledExactlyOnceWith: EXPECTED,
      toBeCalledWith: EXPECTED,
      lastCalledWith: EXPECTED,
      nthCalledWith: LATER,
      calledWith: EXPECTED,
      calledOnceWith: EXPECTED,
      calledWithExactly: EXPECTED,
      toBe: COMPARED,
      toEqual: COMPARED,
      toStrictEqual: COMPARED,
      toContain: { ...COMPARED, query: 'ignored' },
    },
    query: 'mirrored',
  },
  {
    name: 'expectation',
    packages: [],
    names: ['sinon'],
    needsImport: false,
    calls: {
      calledWith: LATER,
      calledOnceWith: LATER,
      calledWithExactly: LATER,
      calledOnceWithExactly: LATER,
      calledWithMatch: LATER,
    },
    query: 'mirrored',
  },
  {
    name: 'supertest',
    packages: ['supertest'],
    names: [],
    needsImport: true,
    calls: { get: { ...GET, reply: -1 } },
    query: 'sent',
    isServed: true,
  },
  {
    name: 'route',
    packages: ['express', 'fastify', 'koa-router', '@koa/router', 'hono', 'restify', 'polka', 'json-server'],
    names: ['app', 'router', 'server', 'fastify'],
    needsImport: false,
    calls: { get: GET, all: ANY, use: ANY, route: ANY, ...OTHERS },
    query: 'sent',
    isServed: true,
  },
];

/** Keys of an object that a mock matches the URL with. */
export const MOCK_URLS: readonly string[] = ['url', 'pathname', 'path', 'urlPattern'];
export const MOCK_QUERIES: readonly string[] = ['params', 'query', 'qs', 'searchParams'];
