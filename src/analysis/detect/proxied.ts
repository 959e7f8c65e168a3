import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { escaped } from '../fold/match.ts';
import { flatText, HOLE } from '../fold/template.ts';
import { findRequest } from '../request/request.ts';
import { dottedVersions, isInSome } from './likely.ts';
import { findMock } from './mocks.ts';
import type { DetectContext } from './strays.ts';
import type { Trail } from './trail.ts';

/** What proxies and development servers call the place where they change the paths of requests. */
const WORDS = [
  'proxy',
  'pathRewrite',
  'rewrite',
  'rewrites',
  'createProxyMiddleware',
  'routeRules',
  'proxy_pass',
];

/**
 * `fetch('/api/images/detail')`, where a proxy of the project puts the version in the place of `/api`: the path that is
 * sent.
 */
export function proxiedPath({ calls }: Trail, context: DetectContext): string | undefined {
  const { workspace, table, rule } = context;
  const requests = calls.flatMap(({ call, frame }) =>
    findMock(call, workspace) ? [] : (findRequest(call, frame, workspace, table) ?? []),
  );
  const paths = requests.filter(({ method }) => method === 'GET').flatMap(({ templates }) => templates);
  const found = paths.map(flatText).find(path => {
    const prefix = prefixOf(path, rule);
    return prefix !== undefined && isRewritten(prefix, context);
  });
  return found?.replaceAll(HOLE, '…');
}

/** What stands before the segments behind the version, where that is no more than a name or two. */
function prefixOf(path: string, rule: Rule): string | undefined {
  const rest = escaped(pathShape(rule).rest.join('/'));
  return new RegExp(`^(/[\\w-]+(?:/[\\w-]+)?)/${rest}(?:[?#]|$)`).exec(path)?.[1];
}

/** Whether a file that speaks of a proxy names the prefix, and the version as the end of a path. */
function isRewritten(prefix: string, { workspace, rule }: DetectContext): boolean {
  const versions = dottedVersions(rule).map(escaped).join('|');
  const patterns = [
    new RegExp(`${escaped(prefix)}(?![\\w-])`),
    new RegExp(`/(?:${versions})(?![\\w.-]|/\\w)`),
  ];
  const isProxy = (text: string) => patterns.every(pattern => pattern.test(text));
  if (WORDS.some(word => workspace.settings(word).some(isProxy))) return true;
  const paths = new Set(WORDS.flatMap(word => [...workspace.mentioning(word)]));
  return isInSome(paths, workspace, ({ text }) => isProxy(text));
}
