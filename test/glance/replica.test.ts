import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORDED } from './images.ts';
import { answerOf, ask, askPath, bodies, exchanges, fetchBody, paths, urlOf, visible } from './recorded.ts';
import { type Glance, startGlance } from './server.ts';

let queens: Glance;
let later: Glance;
beforeAll(async () => {
  [queens, later] = await Promise.all([startGlance(RECORDED), startGlance(RECORDED, 'unknown')]);
});
afterAll(() => Promise.all([queens.close(), later.close()]));

describe('the replica answers what the real service answered', () => {
  // No exchange is left out. What the replica cannot follow would have to be named here, in ten rows at most.
  test('there are 298 exchanges', () => {
    expect(exchanges).toHaveLength(298);
  });

  test.each(
    exchanges.map((row, i) => [`${i} ${row.group}, ${row.who}: ${row.v2?.query ?? row.v1?.query}`, row]),
  )('%s', async (_, { who, v1, v2 }) => {
    for (const [recorded, path] of [
      [v1, '/v1.1/images/detail'],
      [v2, '/v2/images'],
    ] as const) {
      if (recorded === null) continue;
      expect({ path, ...(await ask(queens.base, urlOf(path, recorded), who)) }).toEqual({
        path,
        ...recorded,
      });
    }
  });

  test.each(paths.map(row => [`${row.server} ${row.method} ${row.path} ${row.headers?.Accept ?? ''}`, row]))(
    '%s',
    async (_, row) => {
      const { base } = row.server.startsWith('v1') ? queens : later;
      expect(await askPath(base, row)).toEqual(answerOf(row));
    },
  );

  test.each(Object.entries(visible))('every image that %s can see, in both shapes', async (who, recorded) => {
    const all = who === 'admin' ? '&is_public=none' : '';
    for (const [path, rows] of [
      [`/v1.1/images/detail?limit=1000&changes-since=1970-01-01T00:00:00Z${all}`, recorded.v1],
      ['/v2/images?limit=1000&member_status=all', recorded.v2],
    ] as const) {
      const { images } = await fetchBody(queens.base, path, who);
      expect(images.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows);
    }
  });

  test.each(Object.entries(bodies))('the body: %s', async (_, { request, who, body }) => {
    expect(await fetchBody(queens.base, request, who)).toEqual(body);
  });
});
