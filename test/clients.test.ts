import { expect, test } from 'vitest';
import { BY_SHAPE, clientTable, ENDPOINT } from '../src/analysis/request/clients.ts';
import { scan } from '../src/index.ts';
import { loadCases } from './fixture-cases.ts';

/** The file of the case `lookalike-every-client` in which a client calls another service. */
const FILES: Readonly<Record<string, string>> = {
  fetch: 'fetch.js',
  axios: 'axios.js',
  $http: 'angularjs.js',
  HttpClient: 'angular.ts',
  got: 'got.js',
  ky: 'ky.js',
  ofetch: 'ofetch.js',
  request: 'request.js',
  superagent: 'superagent.js',
  undici: 'undici.js',
  http: 'http.js',
  XMLHttpRequest: 'xhr.js',
  jQuery: 'jquery.js',
  [ENDPOINT.name]: 'rtk-query.ts',
  [BY_SHAPE.name]: 'by-shape.js',
};

const ALIKE = '/v1.1/gallery/images/detail';
const found = loadCases().find(({ name }) => name === 'lookalike-every-client');
const names = [...clientTable([]), ENDPOINT, BY_SHAPE].map(({ name }) => name);

test.each(names)(
  '%s has a look-alike, which differs from a call of the endpoint in its path alone',
  async name => {
    const text = found?.before.get(FILES[name] ?? '') ?? '';
    expect(text).toContain(ALIKE);
    const { findings } = await scan({
      files: new Map([[FILES[name] ?? '', text.replace(ALIKE, '/v1.1/images/detail')]]),
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.blockers).toEqual([]);
    expect(findings[0]?.fix?.kind).toBe('safe');
    expect(findings[0]?.trace.map(step => step.text).join('\n')).toContain(`(${name})`);
  },
);

/** A case in which calls of the client are rewritten. */
test.each(names)('%s has a case that is rewritten', name => {
  const cases = loadCases().filter(({ after, findings }) => after && findings?.includes(` (${name})\n`));
  expect(cases.map(one => one.name)).not.toEqual([]);
});
