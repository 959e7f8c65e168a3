import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { flatText, HOLE, isText, pathText, type Template, type TextPart } from './template.ts';

/** Where the endpoint stands in the flat text of a template. Offsets count the template's flat text. */
export type Match = {
  template: Template;
  /** What stands before the version, as far as it is no scheme, host or hole. */
  prefix: string;
  version: { start: number; end: number; text: string };
  /** The last segments, which the replacement does not have, with the slash before them; may be empty. */
  tail: { start: number; end: number };
  /** Offset behind the path: the query, a fragment or the end. */
  end: number;
  isCertain: boolean;
};

/** A text as a pattern that stands for itself. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const patterns = new WeakMap<Rule, RegExp>();

function patternOf(rule: Rule): RegExp {
  const known = patterns.get(rule);
  if (known) return known;
  const { common, dropped } = pathShape(rule);
  const versions = rule.deprecated.versions.map(escaped).join('|');
  const segments = (names: readonly string[]) => names.map(name => `/${escaped(name)}`).join('');
  const source = `^([^?#]*?)(^|[/${HOLE}])(${versions})(${segments(common)})(${segments(dropped)})(?=$|[?#*${HOLE}])`;
  const pattern = new RegExp(source);
  patterns.set(rule, pattern);
  return pattern;
}

/** Whether a folded URL is that of the endpoint which takes the place of the deprecated one. */
export const isReplacement = (template: Template, { replacement }: Rule): boolean =>
  new RegExp(`${escaped(replacement.path)}/?(?=$|[?#${HOLE}])`).test(flatText(template));

/** Finds the endpoint of a rule in a folded URL; undefined where it is another one. */
export function matchTemplate(
  template: Template,
  rule: Rule,
  mounts: ReadonlySet<string>,
): Match | undefined {
  const text = flatText(template);
  const found = patternOf(rule).exec(text);
  if (!found) return undefined;
  const [, before = '', glue = '', version = '', common = '', dropped = ''] = found;
  const head = before + glue;
  const place = head.replace(VERB, '');
  if (/\s/.test(place)) return undefined;
  const start = head.length;
  const tailStart = start + version.length + common.length;
  const end = tailStart + dropped.length;
  const prefix = unknownPrefix(place, mounts);
  return {
    template,
    prefix: prefix ?? '',
    version: { start, end: start + version.length, text: version },
    tail: { start: tailStart, end },
    end,
    isCertain: prefix === undefined,
  };
}

/** `GET /v1/things`: some clients and tables have the method before the path. */
const VERB = /^GET\s+/;

/**
 * The segments before the version that are no scheme, host, hole or known mount; undefined where there are
 * none. A hole may be a host or a base path, so what it is glued to is not judged.
 */
function unknownPrefix(head: string, mounts: ReadonlySet<string>): string | undefined {
  const path = head.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '').replace(/^\/\/[^/]+(?=\/)/, '');
  const unknown = path
    .split('/')
    .filter(segment => segment !== '' && !segment.includes(HOLE) && !mounts.has(segment) && !isGlob(segment));
  return unknown.length === 0 ? undefined : path.replaceAll(HOLE, '…').replace(/\/$/, '');
}

/** `**`, `*` in the patterns of mocks stand for any host, and some mocks are told what kind of pattern it is. */
const isGlob = (segment: string): boolean => /^(?:[*:.]+|(?:begin|end|glob|path|express):)$/.test(segment);

/**
 * Whether a template may be the end of the endpoint, with the version in a part that is not known: the text
 * behind the last hole is a suffix of the path, the slash before which may be a part of the hole.
 */
export function isTailOfEndpoint(template: Template, rule: Rule): boolean {
  const text = pathText(template);
  const tail = text.slice(text.lastIndexOf(HOLE) + 1);
  const rest = pathShape(rule).rest.join('/');
  return text.includes(HOLE) && (tail === `/${rest}` || tail === rest);
}

/**
 * Whether the version is written in pieces that are not all known, and may be one of the rule's: `v${major}.${minor}`.
 * A segment of which nothing is known says nothing.
 */
export function hasVersionInPieces(template: Template, rule: Rule): boolean {
  const path = pathText(template);
  const tail = `/${pathShape(rule).rest.join('/')}`;
  const version = path.endsWith(tail) ? path.slice(0, -tail.length).split('/').at(-1) : undefined;
  if (!version?.includes(HOLE) || version.replaceAll(HOLE, '') === '') return false;
  const pieces = new RegExp(`^${version.split(HOLE).map(escaped).join('[^/]*')}$`);
  return rule.deprecated.versions.some(one => pieces.test(one));
}

/** Whether a template is the endpoint without its version, and nothing before it. */
export const isRestOfEndpoint = (template: Template, rule: Rule): boolean =>
  pathText(template).replace(/^\//, '') === pathShape(rule).rest.join('/');

/** What the parts of a version become: the beginning that both versions have stays, the first change gets the rest. */
export function versionTexts(parts: Template, to: string): { part: TextPart; text: string }[] {
  let rest = to;
  let isChanged = false;
  return parts.filter(isText).map(part => {
    if (!isChanged && rest.startsWith(part.text)) {
      rest = rest.slice(part.text.length);
      return { part, text: part.text };
    }
    const text = isChanged ? '' : rest;
    isChanged = true;
    return { part, text };
  });
}
