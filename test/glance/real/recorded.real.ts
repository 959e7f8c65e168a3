import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { EDGES, RECORDED } from '../images.ts';
import {
  answerOf,
  ask,
  askPath,
  bodies,
  exchanges,
  fetchBody as fetchAnyOrder,
  paths,
  sortTags,
  tokenOf,
  urlOf,
  visible,
} from '../recorded.ts';
import { type Glance, startGlance } from '../server.ts';
import { loadReal } from './store.ts';

const { base: real } = inject('glance');

const IMAGES = [...RECORDED, ...EDGES];

const fetchBody = async (base: string, path: string, who: string) =>
  sortTags(await fetchAnyOrder(base, path, who));

let replica: Glance;
beforeAll(async () => {
  replica = await startGlance(RECORDED, 'unknown');
});
afterAll(() => replica.close());

const asked = exchanges.flatMap(({ group, who, v2 }, i) =>
  v2 === null ? [] : [{ i, group, who, answer: v2 }],
);

describe('the real v2 answers what was recorded, and the replica as it does', () => {
  beforeAll(() => {
    loadReal(RECORDED);
    replica.load(RECORDED);
  });

  // Were both sides empty, or all requests refused, everything below would be the same and mean nothing.
  test('most of what was recorded are lists with images in them', () => {
    const full = asked.filter(({ answer }) => answer.status === 200 && answer.ids && answer.ids.length > 0);
    expect(full.length).toBeGreaterThan(asked.length / 2);
  });

  test.each(asked.map(row => [`${row.i} ${row.group}, ${row.who}: ${row.answer.query}`, row]))(
    '%s',
    async (_, { who, answer }) => {
      const url = urlOf('/v2/images', answer);
      expect(await ask(real, url, who)).toEqual(answer);
      if (answer.status === 200)
        expect(await fetchBody(replica.base, url, who)).toEqual(await fetchBody(real, url, who));
    },
  );

  test.each(Object.entries(visible))('every image that %s can see', async (who, { v2 }) => {
    const { images } = await fetchBody(real, '/v2/images?limit=1000&member_status=all', who);
    expect(images.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(sortTags({ images: v2 }).images);
  });

  test.each(
    paths.filter(({ server }) => server.startsWith('v2')).map(row => [`${row.method} ${row.path}`, row]),
  )('%s', async (_, row) => {
    expect(await askPath(real, row)).toEqual(answerOf(row));
  });

  test.each(Object.entries(bodies).filter(([, { request }]) => request.startsWith('/v2')))(
    'the body: %s',
    async (_, { request, who, body }) => {
      expect(await fetchBody(real, request, who)).toEqual(sortTags(body));
    },
  );
});

describe('the further edges', () => {
  beforeEach(() => {
    loadReal(IMAGES);
    replica.load(IMAGES);
  });

  test.each(['alpha', 'beta', 'admin'])('every image that %s can see is as in the replica', async who => {
    for (const query of [
      '',
      '&member_status=all',
      '&visibility=shared&member_status=all',
      '&visibility=all',
    ]) {
      const path = `/v2/images?limit=1000${query}`;
      const body = await fetchBody(real, path, who);
      expect(body.images.length).toBeGreaterThan(3);
      expect(await fetchBody(replica.base, path, who)).toEqual(body);
    }
  });

  test('a property that is null is one only where the service has a schema for it', async () => {
    const names = ['kernel_id', 'ramdisk_id', 'instance_uuid', 'architecture', 'os_distro', 'os_version'];
    const properties = Object.fromEntries(
      [...names, 'description', 'os_type', 'hw:foo'].map(name => [name, null]),
    );
    const images = EDGES.filter(({ name }) => name === 'null property').map(image => ({
      ...image,
      properties,
    }));
    expect(images).toHaveLength(1);
    loadReal(images);
    replica.load(images);
    expect(await fetchBody(replica.base, '/v2/images', 'alpha')).toEqual(
      await fetchBody(real, '/v2/images', 'alpha'),
    );
  });

  test('it is the service that answers, and it tells callers apart', async () => {
    const response = await fetch(`${real}/v2/images`, { headers: tokenOf('alpha') });
    expect(response.headers.get('x-openstack-request-id')).toMatch(/^req-/);
    const lists = await Promise.all(
      ['alpha', 'beta', 'admin'].map(who => ask(real, '/v2/images?limit=1000', who)),
    );
    expect(new Set(lists.map(({ ids }) => ids?.join())).size).toBe(3);
  });
});
