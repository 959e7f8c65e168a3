import { ts } from 'ts-morph';
import type { Rule } from '../../rule.ts';
import { pathShape } from '../../rule.ts';
import { givenByCallers } from '../code/callers.ts';
import { listBehind, walkedBehind } from '../code/listed.ts';
import { excerpt, propertyName, unwrap } from '../code/syntax.ts';
import { fold } from '../fold/fold.ts';
import { escaped, matchTemplate } from '../fold/match.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { flatText, HOLE, isText, type Template } from '../fold/template.ts';
import { findRequest } from '../request/request.ts';
import { PLACEHOLDER, textsAround } from './likely.ts';
import { findMock, memberValue } from './mocks.ts';
import type { Needle } from './needles.ts';
import type { DetectContext } from './strays.ts';
import type { Trail } from './trail.ts';

/** A stretch of a path that its text does not tell: `${resource}`, or `:resource`, which is filled later. */
type Gap = { text: string; hole?: ts.Expression };

type Scene = { trail: Trail; context: DetectContext };

/**
 * The gap in a path of which the version and the last segment are written, and whose other segments may become those of
 * the endpoint; or, where they are written, the placeholder of the version. Undefined where there is none.
 */
export function findGap(needle: Needle, trail: Trail, context: DetectContext): string | undefined {
  const { workspace } = context;
  const requests = trail.calls.flatMap(({ call, frame }) => {
    const found = findMock(call, workspace)?.request ?? findRequest(call, frame, workspace, context.table);
    const isOwn = needle.isAlone || found?.templates.some(template => holds(template, needle));
    return found && isOwn ? found : [];
  });
  const texts = [needle.expression, ...textsAround(needle.expression)];
  const templates =
    requests.length > 0
      ? requests.filter(({ method }) => method !== 'other').flatMap(request => request.templates)
      : texts.flatMap(text => fold(text, { workspace, frame: undefined, depth: 0 }));
  for (const template of templates) {
    const gap = gapIn(template, { trail, context });
    if (gap) return gap.text;
  }
  return undefined;
}

const holds = (template: Template, { literal }: Needle): boolean =>
  template.some(part => isText(part) && part.node === literal);

function gapIn(template: Template, scene: Scene): Gap | undefined {
  const { rule, mounts } = scene.context;
  const { text, gaps } = spell(template);
  const found = patternOf(rule).exec(text);
  if (!found) return undefined;
  const [whole, before = '', version = '', ...others] = found;
  const { middle, last } = pathShape(rule);
  const written = [version, ...others.slice(0, middle.length)];
  const wanted = [rule.deprecated.versions[0], ...middle];
  const open = written.flatMap((segment, index) => gapsOf(segment, gaps).map(gap => ({ gap, index })));
  const isOpen = open.every(({ gap, index }) =>
    index === 0 ? isVersionGap(gap, scene) : mayBe(gap, wanted[index] ?? '', version, scene),
  );
  const isMiddle = written.every(
    (segment, index) => index === 0 || pieces(segment).test(wanted[index] ?? ''),
  );
  const end = others.at(-1) ?? '';
  if (!isOpen || !isMiddle || !isLast(end, last, gaps, scene)) return undefined;
  const head = text.slice(0, found.index) + before;
  const full = `${head}${wanted.join('/')}/${last}${text.slice(found.index + whole.length)}`;
  const [part] = template;
  const node = part && (isText(part) ? part.node : part.hole);
  const match = node && matchTemplate([{ text: full.replace(MARKED, HOLE), node, start: -1 }], rule, mounts);
  return match?.isCertain ? (open[0]?.gap ?? gapsOf(end, gaps)[0]) : undefined;
}

/** The last segment itself, or what a list that has it gives one after the other. */
function isLast(segment: string, last: string, gaps: readonly Gap[], { context }: Scene): boolean {
  const [gap] = gapsOf(segment, gaps);
  return (
    segment === last || (gap?.hole !== undefined && valuesOf(gap.hole, context)?.includes(last) === true)
  );
}

/** A gap in a text, by its number. */
const MARKED = new RegExp(`${HOLE}\\d+${HOLE}`, 'g');

/** The text of a template with numbers for its gaps. */
function spell(template: Template): { text: string; gaps: Gap[] } {
  const gaps: Gap[] = [];
  const mark = (gap: Gap) => `${HOLE}${gaps.push(gap) - 1}${HOLE}`;
  const parts = template.map(part =>
    isText(part)
      ? part.text.replace(PLACEHOLDER, text => mark({ text }))
      : mark({ text: excerpt(part.hole), hole: part.hole }),
  );
  return { text: parts.join(''), gaps };
}

const gapsOf = (segment: string, gaps: readonly Gap[]): Gap[] =>
  [...segment.matchAll(MARKED)].flatMap(([mark]) => gaps[Number(mark.replaceAll(HOLE, ''))] ?? []);

/** What a segment may become when its gaps are filled. */
const pieces = (segment: string): RegExp =>
  new RegExp(`^${segment.split(MARKED).map(escaped).join('[^/]*')}$`);

function patternOf(rule: Rule): RegExp {
  const { middle, last } = pathShape(rule);
  const versions = rule.deprecated.versions.map(escaped).join('|');
  const between = middle.map(() => '/([^/?#]+)').join('');
  return new RegExp(
    `(^|/|${HOLE}\\d+${HOLE})(${versions}|${HOLE}\\d+${HOLE})${between}/(${escaped(last)}|${HOLE}\\d+${HOLE})(?=$|[?#*${HOLE}])`,
  );
}

/** `:version`; of what the code puts there, its own name tells elsewhere. */
function isVersionGap({ text, hole }: Gap, { trail, context }: Scene): boolean {
  const isNamed = hole === undefined && /\bv(?:er)?\b|version|apiver/i.test(text);
  if (!isNamed) return false;
  const values = fillings(text, trail, context);
  return values?.some(value => context.rule.deprecated.versions.includes(value)) ?? true;
}

/** Names of what tells one thing from another of its kind, or whose it is: no kind of things. */
const ONE =
  /(?:\b|_)(?:id|uuid|guid|slug|key|index|name)\b|[a-z](?:Id|ID|Uuid|UUID|Slug)\b|project|tenant|user|account|region/;
const KIND =
  /resource|collection|entit|kind|type|plural|noun|path|image|model|endpoint|service|table|section|route|object|item|thing/i;

/** Whether a gap may become a segment, as far as its name, its type, and what fills it tell. */
function mayBe(gap: Gap, wanted: string, version: string, { trail, context }: Scene): boolean {
  const { text, hole } = gap;
  const isKind = KIND.test(text);
  // `/v1/…/detail` is said by too many: there the name has to tell.
  if (!isKind && (ONE.test(text) || !version.includes('.'))) return false;
  if (/(?:\b|_)id\b|[a-z]I[dD]\b/.test(text)) return false;
  const values = hole ? valuesOf(hole, context) : fillings(text, trail, context);
  return values === undefined || values.includes(wanted);
}

/**
 * All texts that an expression may be, by its type, by a list, by the members of an object, or by what callers pass;
 * undefined where not known.
 */
function valuesOf(hole: ts.Expression, context: DetectContext): string[] | undefined {
  const { workspace } = context;
  const type = workspace.checker.getTypeAtLocation(hole);
  const members = type.isUnion() ? type.types : [type];
  const texts = members.flatMap(member => (member.isStringLiteral() ? member.value : []));
  if (texts.length === members.length) return texts;
  const listed = listBehind(hole, workspace);
  if (listed) return textsOf(listed.elements, context);
  return keysBehind(hole, context) ?? entriesBehind(hole, context) ?? passedTo(hole, context);
}

/** `PATHS[name]`, of whatever name. */
function entriesBehind(hole: ts.Expression, context: DetectContext): string[] | undefined {
  if (!ts.isElementAccessExpression(hole)) return undefined;
  const { workspace } = context;
  const literal = objectLiteralOf(hole.expression, { workspace, frame: undefined, depth: 0 })?.literal;
  return (
    literal &&
    textsOf(
      literal.properties.map(one => (ts.isPropertyAssignment(one) ? one.initializer : undefined)),
      context,
    )
  );
}

/** `Object.keys(PATHS).map(name => …)` */
function keysBehind(hole: ts.Expression, { workspace }: DetectContext): string[] | undefined {
  const walked = walkedBehind(hole, workspace);
  const call = walked && unwrap(walked);
  if (!call || !ts.isCallExpression(call) || call.expression.getText() !== 'Object.keys') return undefined;
  const [owner] = call.arguments;
  const literal = owner && objectLiteralOf(owner, { workspace, frame: undefined, depth: 0 })?.literal;
  const names = literal?.properties.map(({ name }) => propertyName(name));
  return names?.every(name => name !== undefined) ? names : undefined;
}

/** What all callers give to a parameter, or to a member of it that is taken out there. */
function passedTo(hole: ts.Expression, context: DetectContext): string[] | undefined {
  const { workspace } = context;
  const declaration = ts.isIdentifier(hole) && workspace.checker.getSymbolAtLocation(hole)?.valueDeclaration;
  if (!declaration) return undefined;
  const parameter = ts.isBindingElement(declaration) ? declaration.parent.parent : declaration;
  if (!ts.isParameter(parameter) || ts.isArrayBindingPattern(parameter.name)) return undefined;
  const given = givenByCallers(parameter, workspace);
  if (parameter === declaration) return textsOf(given, context);
  const { propertyName: key, name } = declaration as ts.BindingElement;
  const member = propertyName(key ?? name) ?? '';
  return textsOf(
    given.map(one => one && memberOf(one, member, context)),
    context,
  );
}

function memberOf(
  node: ts.Expression,
  name: string,
  { workspace }: DetectContext,
): ts.Expression | undefined {
  const literal = objectLiteralOf(node, { workspace, frame: undefined, depth: 0 })?.literal;
  return literal && memberValue(literal, [name]);
}

/** `fill(ROUTE, { resource: 'images' })`: what calls that take the path put into a placeholder. */
function fillings(placeholder: string, trail: Trail, context: DetectContext): string[] | undefined {
  const name = placeholder.replace(/\W/g, '');
  const { workspace } = context;
  const given = trail.calls.flatMap(({ call, frame }) =>
    (call.arguments ?? []).flatMap(argument => {
      const literal = objectLiteralOf(argument, { workspace, frame, depth: 0 })?.literal;
      return (literal && memberValue(literal, [name])) ?? [];
    }),
  );
  return textsOf(given, context);
}

/** The texts that all of some expressions may be; undefined where there are none, or one is not known. */
function textsOf(
  nodes: readonly (ts.Expression | undefined)[],
  { workspace }: DetectContext,
): string[] | undefined {
  if (nodes.length === 0) return undefined;
  const texts = nodes.flatMap(node =>
    node ? fold(unwrap(node), { workspace, frame: undefined, depth: 0 }).map(flatText) : [HOLE],
  );
  return texts.some(text => text.includes(HOLE)) ? undefined : texts;
}
