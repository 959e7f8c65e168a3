import { describe, expect, test } from 'vitest';
import { needlesOf } from '../src/files/prefilter.ts';
import { hasLastSegment, type LastSegment } from '../src/files/segments.ts';

const segmentsOf = (path: string, versions: string[]): readonly LastSegment[] =>
  needlesOf([{ deprecated: { method: 'GET', path, versions } }]).segments;

const isSeed = (text: string, segments = segmentsOf('/v1.1/images/detail', ['v1', 'v1.1'])): boolean =>
  segments.some(segment => hasLastSegment(Buffer.from(text), segment));

describe('a text is looked at closely where the last segment may end the path', () => {
  test.each([
    ["fetch('/v1.1/images/detail')"],
    ["fetch(base + 'images/detail?limit=1')"],
    ["fetch('/v1.1' + '/images' + '/detail')"],
    ["fetch('/v1.1/image' + 's/detail')"],
    ['fetch(`/v1.1/${kind}s/detail`)'],
    ['fetch(`/v1.1/${kind}/detail`)'],
    ["const LAST = 'detail';"],
    ['const LAST = `detail`;'],
    ["[host, 'v1.1', 'images', 'detail'].join('/')"],
    ["fetch('/v1.1/\\x69mages/detail')"],
    ["fetch('/v1.1/imag\\u0065s/detail')"],
    ['const test = /\\/images\\/detail$/;'],
    ["new RegExp('/(?:images|flavors)/detail')"],
    ["new RegExp('/\\\\w/detail')"],
    ["fetch('/v1.1/:kind/detail'.replace(':kind', kind))"],
    ["fetch('/v1.1/%s/detail'.replace('%s', kind))"],
    ['https%3A%2F%2Fims%2Fv1.1%2Fimages%2Fdetail'],
    ['const text = `/v1.1/images/\\\ndetail`;'],
    ["if (kind === 'detail') load();"],
    ["const last = isLong ? 'detail' : 'short';"],
    ["const last = { path: 'detail' };"],
    ["if ('/v1.1/images/' + 'detail' in mocks) load();"],
    ["if (`/${'detail'}` in mocks) load();"],
    ["['detail', 'in']"],
    ["'/orders/detail', '/images/detail'"],
    ["{ 'detail': 'detail' }"],
    ['detail'],
  ])('%s', text => {
    expect(isSeed(text)).toBe(true);
  });

  test.each([
    ["fetch('/v1.1/images/details')"],
    ["fetch('/v1.1/images/the-detail')"],
    ["fetch('/v1.1/flavors/detail')"],
    ["import Detail from '@/views/order-list/detail';"],
    ["const route = { path: 'orders/detail' };"],
    ['const route = { path: `orders/detail` };'],
    ["const texts = { 'detail': 'more' };"],
    ['{\n  "title": "one",\n  "detail": "more"\n}'],
    ["if ('detail' in event) show(event);"],
    ['return"detail"in e&&e.detail'],
    ['event.detail'],
  ])('but not where it is the end of another path, or a key: %s', text => {
    expect(isSeed(text)).toBe(false);
  });

  test('behind a version where the path has one segment', () => {
    const segments = segmentsOf('/v1.1/things', ['v1', 'v1.1']);
    for (const text of ["'/v1.1/things'", "'/v1/things'", "'1/things'", "'things'", '`v${major}/things`'])
      expect(isSeed(text, segments)).toBe(true);
    for (const text of ["'/v2/things'", "'/api/things'"]) expect(isSeed(text, segments)).toBe(false);
  });

  test('of two rules with one last segment each has its say', () => {
    const rule = (path: string) => ({ deprecated: { method: 'GET' as const, path, versions: ['v1'] } });
    const { segments } = needlesOf([rule('/v1/images/detail'), rule('/v1/servers/detail')]);
    const found = ['images', 'servers', 'flavors'].map(name => isSeed(`'/v1/${name}/detail'`, segments));
    expect(found).toEqual([true, true, false]);
  });
});
