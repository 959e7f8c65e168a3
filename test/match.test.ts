import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isTailOfEndpoint, matchTemplate } from '../src/analysis/fold/match.ts';
import { HOLE, type Part, type Template } from '../src/analysis/fold/template.ts';
import { parseRule, pathShape, type Rule } from '../src/rule.ts';

const shipped = parseRule(JSON.parse(readFileSync('rules/images-detail.json', 'utf8')));

/** A rule for other paths. */
const ruleFor = (path: string, replacement: string, versions: string[]): Rule => ({
  ...shipped,
  deprecated: { ...shipped.deprecated, path, versions },
  replacement: { path: replacement },
});

/** Parts without a place in a source: `{}` is a hole. */
const templateOf = (text: string): Template =>
  text
    .split(/(\{\})/)
    .filter(part => part !== '')
    .map(part => (part === '{}' ? { hole: undefined, frame: undefined } : { text: part, start: -1 }) as Part);

const MOUNTS = new Set(['image', 'glance']);

/** `certain`, or the prefix that stands in the way, or undefined where it is another endpoint. */
function judge(text: string, rule = shipped): string | undefined {
  const match = matchTemplate(templateOf(text), rule, MOUNTS);
  if (!match) return undefined;
  if (match.isCertain) expect(match.prefix).toBe('');
  return match.isCertain ? 'certain' : match.prefix;
}

describe('the endpoint in a URL', () => {
  test.each([
    '/v1.1/images/detail',
    'v1.1/images/detail',
    '/v1/images/detail',
    '/v1.0/images/detail',
    'https://glance.example.com:9292/v1.1/images/detail',
    'HTTPS://glance.example.com/v1.1/images/detail',
    '//glance.example.com/v1.1/images/detail',
    '{}/v1.1/images/detail',
    '{}v1.1/images/detail',
    'https://{}/v1.1/images/detail',
    'https://{}:9292/v1.1/images/detail',
    '{}/glance/v1.1/images/detail',
    'https://cloud.example.com/image/v1.1/images/detail',
    '/v1.1/images/detail?limit=5',
    '/v1.1/images/detail#top',
    '/v1.1/images/detail{}',
    '**/v1.1/images/detail',
    '*/v1.1/images/detail',
    '*://*:*/v1.1/images/detail',
    // What a hole is glued to may be a part of a host.
    'api-{}/v1.1/images/detail',
    '{}-api/v1.1/images/detail',
  ])('%s is certain', text => {
    expect(judge(text)).toBe('certain');
  });

  test.each([
    ['/api/v1.1/images/detail', '/api'],
    ['api/v1.1/images/detail', 'api'],
    ['https://example.com/api/v1.1/images/detail', '/api'],
    ['//example.com/api/v1.1/images/detail', '/api'],
    ['{}/api/v1.1/images/detail', '…/api'],
    ['/glance/api/v1.1/images/detail', '/glance/api'],
    ['/a//b/v1.1/images/detail', '/a//b'],
    ['/to/https://example.com/v1.1/images/detail', '/to/https://example.com'],
    ['/a*/v1.1/images/detail', '/a*'],
    ['/*a/v1.1/images/detail', '/*a'],
  ])('%s is not: there is a prefix', (text, prefix) => {
    expect(judge(text)).toBe(prefix);
  });

  test.each([
    '/v1.1/images/details',
    '/v1.1/images/detail/',
    '/v1.1/images/detail.json',
    '/v1.1/images',
    '/v1.1/123/images/detail',
    '/v1.1/images/{}/detail',
    '/v1.1//images/detail',
    '/v2/images/detail',
    '/v1.10/images/detail',
    '/v1x1/images/detail',
    '/xv1.1/images/detail',
    '/V1.1/images/detail',
    'see https://example.com/v1.1/images/detail',
    '/proxy?to=/v1.1/images/detail',
    '/app#/v1.1/images/detail',
    '/v{}/images/detail',
  ])('%s is another one', text => {
    expect(judge(text)).toBeUndefined();
  });

  test('its version, its last segments and its end are told by offsets', () => {
    const match = matchTemplate(templateOf('{}/v1.1/images/detail?a=b'), shipped, MOUNTS);
    expect(match).toMatchObject({
      version: { start: 2, end: 6, text: 'v1.1' },
      tail: { start: 13, end: 20 },
      end: 20,
    });
  });

  test('only the end of the path stands behind a hole', () => {
    const isTail = (text: string) => isTailOfEndpoint(templateOf(text), shipped);
    expect(isTail('{}/images/detail')).toBe(true);
    expect(isTail('/{}/{}/images/detail?limit=5')).toBe(true);
    expect(isTail('{}/images/detail#top')).toBe(true);
    expect(isTail('/images/detail')).toBe(false);
    expect(isTail('{}/detail')).toBe(false);
    expect(isTail('{}/images/detail/{}')).toBe(false);
    // The base may end with the slash.
    expect(isTail('{}images/detail')).toBe(true);
    expect(isTail('{}-images/detail')).toBe(false);
    expect(isTail('{}/my/images/detail')).toBe(false);
    expect(isTail('{}/images/detail{}')).toBe(false);
    expect(isTail(`?next={}/images/detail`)).toBe(false);
  });

  test('a hole cannot be mistaken for text', () => {
    expect(judge(`/v1.1${HOLE}/images/detail`)).toBeUndefined();
  });
});

describe('the paths of other rules', () => {
  test.each([
    ['/v1.1/images/detail', '/v2/images', { common: ['images'], dropped: ['detail'], added: [] }],
    ['/v1/images', '/v2/images', { common: ['images'], dropped: [], added: [] }],
    ['/v1/os/images/all', '/v2/os/images', { common: ['os', 'images'], dropped: ['all'], added: [] }],
    ['/v1/images/all/old', '/v2/images', { common: ['images'], dropped: ['all', 'old'], added: [] }],
    ['/v1/images', '/v2/images/list', { common: ['images'], dropped: [], added: ['list'] }],
    [
      '/v1/servers/all',
      '/v2/machines/list',
      { common: [], dropped: ['servers', 'all'], added: ['machines', 'list'] },
    ],
    [
      '/v1/old/images/all',
      '/v2/new/images',
      { common: [], dropped: ['old', 'images', 'all'], added: ['new', 'images'] },
    ],
  ])('%s becomes %s', (path, replacement, shape) => {
    const rule = ruleFor(path, replacement, ['v1']);
    expect(pathShape(rule)).toMatchObject({ version: 'v2', ...shape });
    const spelling = path.replace('v1.1', 'v1');
    expect(judge(spelling, rule)).toBe('certain');
    expect(judge(`${spelling}s`, rule)).toBeUndefined();
    expect(judge(`${spelling}/`, rule)).toBeUndefined();
    expect(judge(spelling.slice(0, spelling.lastIndexOf('/')), rule)).toBeUndefined();
  });
});
