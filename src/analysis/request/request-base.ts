import { ts } from 'ts-morph';
import { propertyName, unwrap } from '../code/syntax.ts';
import type { FoldContext } from '../fold/fold.ts';
import { objectLiteralOf } from '../fold/objects.ts';
import { type Frame, flatText, type Template } from '../fold/template.ts';
import { defaultOf } from './client-defaults.ts';
import type { Client } from './clients.ts';
import { isSameClient, type ResolvedClient } from './resolve-client.ts';

/** One member of an options object, and the frame that it belongs to. */
type Member = { property: ts.ObjectLiteralElementLike; frame: Frame | undefined };

/**
 * An options object that is written out, and the frame that it belongs to. `members`: those that take the place of
 * others come first.
 */
export type Config = {
  literal: ts.ObjectLiteralExpression;
  frame: Frame | undefined;
  isLiteral: boolean;
  members: readonly Member[];
};

/** The options object that an expression is; undefined where it is not written out. */
export function configOf(node: ts.Expression, context: FoldContext): Config | undefined {
  const found = objectLiteralOf(node, context);
  return (
    found && { ...found, isLiteral: unwrap(node) === found.literal, members: membersOf(found, context, 0) }
  );
}

const DEEPEST_SPREAD = 4;

/** `{ ...LIST_IMAGES, params }`: also what other objects bring along. */
function membersOf(
  { literal, frame }: Pick<Config, 'literal' | 'frame'>,
  context: FoldContext,
  depth: number,
): Member[] {
  return [...literal.properties].reverse().flatMap(property => {
    if (!ts.isSpreadAssignment(property)) return [{ property, frame }];
    const found =
      depth < DEEPEST_SPREAD ? objectLiteralOf(property.expression, { ...context, frame }) : undefined;
    return found ? membersOf(found, context, depth + 1) : [];
  });
}

/**
 * `isOwn`: given with the call; else with one of the calls that made the instance. `isDefault`: set on the instance
 * afterwards.
 */
export type Base = Slot & { key: string; isOwn: boolean; isDefault: boolean };

/** The value of an option. `isSometimes`: there may be calls without it. */
export type Slot = { node: ts.Expression; frame: Frame | undefined; isSometimes?: boolean };

/** The first of some keys that an options object has. */
export function slotOf(configs: readonly Config[], keys: readonly string[]): Slot | undefined {
  for (const { members } of configs) {
    for (const { property, frame } of members) {
      const name = propertyName(property.name);
      if (name === undefined || !keys.includes(name)) continue;
      if (ts.isPropertyAssignment(property)) return { node: property.initializer, frame };
      if (ts.isShorthandPropertyAssignment(property)) return { node: property.name, frame };
    }
  }
  return undefined;
}

/** The options that an instance was made with. */
const instanceConfigs = (instance: readonly ts.Expression[], context: FoldContext): Config[] =>
  instance
    .flatMap(node => configOf(node, { ...context, frame: undefined }) ?? [])
    .map(config => ({ ...config, isLiteral: false }));

export function baseOf(
  { client, instance }: ResolvedClient,
  configs: readonly Config[],
  context: FoldContext,
): Base | undefined {
  for (const key of client.bases) {
    const slot = slotOf([...configs, ...instanceConfigs(instance, context)], [key]);
    if (slot) return { ...slot, key, isOwn: slotOf(configs, [key]) !== undefined, isDefault: false };
  }
  return undefined;
}

/** `axios.defaults.baseURL = …` */
export function defaultBase(
  call: ts.CallExpression | ts.NewExpression,
  { client }: ResolvedClient,
  { workspace }: FoldContext,
  table: readonly Client[],
): Base | undefined {
  const [key] = client.hasDefaults ? client.bases : [];
  const isSame = (owner: ts.Expression) => isSameClient(owner, call.expression, workspace, table);
  const node = key === undefined ? undefined : defaultOf(key, isSame, call, workspace);
  return key !== undefined && node
    ? { node, frame: undefined, key, isOwn: false, isDefault: true }
    : undefined;
}

/** A base stands before every URL that is not absolute, with one slash between them. */
export function withBase(bases: Template[], urls: Template[]): Template[] {
  return urls.flatMap(url => {
    const text = flatText(url);
    if (/^[a-z][\w+.-]*:\/\//i.test(text)) return [url];
    return bases.map(base => joinBase(base, url));
  });
}

export function joinBase(base: Template, url: Template): Template {
  const [first] = url;
  const doubled = flatText(base).endsWith('/') && flatText(url).startsWith('/');
  const missing = !flatText(base).endsWith('/') && !flatText(url).startsWith('/') && first !== undefined;
  if (doubled && first && 'text' in first)
    return [
      ...base,
      { ...first, text: first.text.slice(1), start: first.start < 0 ? -1 : first.start + 1 },
      ...url.slice(1),
    ];
  const glue =
    missing && first ? [{ text: '/', node: 'node' in first ? first.node : first.hole, start: -1 }] : [];
  return [...base, ...glue, ...url];
}
