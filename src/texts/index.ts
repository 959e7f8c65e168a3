import type { Blocker, Finding, Span, Step } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { headline } from '../words.ts';
import { findTextComments, type Language, languageOf } from './comment-forms.ts';
import { hasOtherMethod, isMentioned } from './method.ts';
import { isOwnOutput } from './own-output.ts';
import { endOfQuery, findPaths, maskHoles, type TextPath } from './paths.ts';
import { adviseQuery, readParams, type TextParam } from './query.ts';
import { findSplitPaths, paramsBeside, type SplitPath } from './split.ts';

export { scanRouteFile } from './route-files.ts';

import { type Place, placeAt, readTree, type TreeNode } from './tree.ts';

export type TextInput = {
  path: string;
  text: string;
  rules: readonly Rule[];
  /** Path segments that may stand before the version, beside those of the rules. */
  mounts: readonly string[];
  accept: readonly string[];
};

type Scene = TextInput & { rule: Rule; masked: string; language: Language; roots: readonly TreeNode[] };

/** A hit before it is told. `steps` are other places where the path stands. */
type Hit = {
  span: Span;
  /** As it is written; empty where it is only known at run time. */
  path: string;
  params: TextParam[];
  steps: Step[];
  doubts: Blocker[];
};

/**
 * Finds deprecated paths in a text that is no code, each with what has to become of its query. Nothing is rewritten:
 * who sends it and who reads the answer is not in the text. Pure.
 */
export function scanText(input: TextInput): Finding[] {
  const { path, text } = input;
  if (isOwnOutput(text)) return [];
  const language = languageOf(path);
  const masked = maskHoles(text);
  const mayHold = input.rules.filter(rule => holdsSegments(text, rule));
  const roots = mayHold.length === 0 ? [] : readTree(text, language);
  return mayHold.flatMap(rule => {
    const scene = { ...input, rule, masked, language, roots };
    const mounts = new Set([...rule.mounts, ...input.mounts]);
    const whole = findWhole(scene, mounts);
    const split = findSplitPaths(roots, rule, mounts);
    return joinHits(whole, split, scene).map(hit => toFinding(hit, scene));
  });
}

/** Whether the segments stand near each other somewhere, as a path or as a list. Parsing a structure costs more. */
function holdsSegments(text: string, { deprecated }: Rule): boolean {
  const segments = deprecated.path.split('/').slice(2);
  const escaped = segments.map(segment => segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(escaped.join('\\W{1,60}')).test(text);
}

type WholeHit = Hit & { place: Place | undefined };

/** Paths that stand in one piece, outside of comments and sentences, and are not sent anything to. */
function findWhole(scene: Scene, mounts: ReadonlySet<string>): WholeHit[] {
  const { path: file, text, masked, rule, language, roots } = scene;
  const paths = findPaths(text, masked, rule, mounts);
  if (paths.length === 0) return [];
  const comments = findTextComments(text, language);
  return paths.flatMap(found => {
    if (comments.some(({ start, end }) => start <= found.start && found.start < end)) return [];
    const place = placeAt(roots, found.start);
    const end = endOfQuery(masked, found, language === 'http');
    const around = { text, from: found.from, end, language, place };
    if (hasOtherMethod(around) || isMentioned(around)) return [];
    const span = { file, start: found.start, end };
    const params = [
      ...readParams(text, masked, { file, start: found.end, end }),
      ...paramsBeside(place && ownerOf(place), file),
    ];
    return [{ span, path: found.path, params, steps: [], doubts: doubtsOf(found, scene), place }];
  });
}

/** What a path belongs to: the operations below it where it is a key, else the object that it is a member of. */
const ownerOf = ({ isKey, entry, around }: Place): TreeNode | undefined => (isKey ? entry?.value : around[0]);

function doubtsOf({ start, prefix, hole }: TextPath, { path: file, text }: Scene): Blocker[] {
  if (hole) {
    const args = { text: text.slice(hole.start, hole.end) };
    return [{ code: 'unfolded-path', span: { file, ...hole }, args }];
  }
  if (prefix === undefined) return [];
  return [{ code: 'unknown-prefix', span: { file, start, end: start + 1 }, args: { prefix } }];
}

/** Postman writes a URL whole and in pieces, side by side: one hit. */
function joinHits(whole: WholeHit[], split: readonly SplitPath[], { path: file }: Scene): Hit[] {
  const alone = split.flatMap(({ start, end, path, owner }): Hit[] => {
    const span = { file, start, end };
    const twin = whole.find(({ place }) => place?.around[0] === owner);
    twin?.steps.push({ role: 'path', span, text: path });
    return twin ? [] : [{ span, path, params: paramsBeside(owner, file), steps: [], doubts: [] }];
  });
  return [...whole, ...alone];
}

function toFinding({ span, path, params, steps, doubts }: Hit, { rule, accept }: Scene): Finding {
  const advice = adviseQuery(params, rule, new Set(accept));
  const deprecated = `${rule.deprecated.method} ${path === '' ? rule.deprecated.path : `/${path}`}`;
  const replacement = `${rule.deprecated.method} ${rule.replacement.path}`;
  const todo =
    advice.text === undefined
      ? `write ${rule.replacement.path}, and change the query by hand`
      : `write ${rule.replacement.path}${advice.text}`;
  const outside: Blocker = { code: 'outside-code', span, args: {} };
  return {
    rule: rule.id,
    severity: 'note',
    span,
    deprecated,
    replacement,
    trace: [
      { role: 'path', span, text: path === '' ? rule.deprecated.path : path },
      ...steps,
      ...advice.steps.map((step): Step => ({ role: 'query', ...step })),
    ],
    blockers: [outside, ...doubts, ...advice.blockers],
    notes: advice.notes,
    message: `${headline(deprecated, replacement)}: ${todo}`,
  };
}
