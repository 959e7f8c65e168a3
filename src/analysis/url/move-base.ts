import { ts } from 'ts-morph';
import { functionsIn, interceptorsOf, memberOf, speaksOf, usesOfClient, wordOf } from '../answer/hooks.ts';
import { isAccess, isWritten } from '../code/syntax.ts';
import { type Draft, insertAfter, keyText, quoted } from '../edits/draft.ts';
import type { Match } from '../fold/match.ts';
import { flatText, HOLE, isText, slice, type Template } from '../fold/template.ts';
import { ENDPOINT } from '../request/clients.ts';
import type { Request } from '../request/request.ts';
import type { Move } from './move.ts';
import { asExpression, changeImports, type Operand, wordsOf } from './move-operand.ts';
import { ownerName, type Speech } from './spell.ts';

type Input = {
  request: Request;
  base: Template;
  match: Match;
  /** Where the URL of the call begins, behind the base and what joins them. */
  offset: number;
  /** Expressions of the URL that have to be written anew as well. */
  operands: readonly Operand[];
};

/** The request is given a base of its own, which all clients with a base prefer to that of their instance. */
export function moveBase(input: Input, draft: Draft): Move | undefined {
  const { request, base, match, offset } = input;
  const { base: slot } = request;
  if (
    request.client === ENDPOINT ||
    !slot ||
    slot.isOwn ||
    input.operands.length > 0 ||
    request.frame !== undefined
  )
    return undefined;
  if (match.version.end > flatText(base).length) return undefined;
  if (!hasPlace(request) || hasHooks(request, draft)) return undefined;
  // A base that ends within the path leaves its last segment to the URL of the call.
  const isCut = match.tail.start <= offset;
  const template = isCut ? slice(base, 0, match.version.end) : base;
  const operand: Operand = { node: slot.node, frame: slot.frame, template, start: 0, inserts: [] };
  const value = baseText(operand, input, draft);
  if (value === undefined) return undefined;
  const moved = new Set(base.filter(isText).map(({ node }) => node));
  return {
    match,
    isMoved: part => moved.has(part.node),
    insert: () => false,
    finish: target => {
      giveOption(request, `${keyText(request.call, slot.key)}: ${value.text}`, target);
      if (value.speech) changeImports(request.call, value.speech, target);
    },
  };
}

function baseText(
  operand: Operand,
  { request, base, match }: Input,
  draft: Draft,
): { text: string; speech?: Speech } | undefined {
  const found = wordsOf(operand, match, draft, request.call);
  if (found) return { text: asExpression(found.words, request.call), speech: found.speech };
  const name = ownerName(request.call.expression);
  const known = name !== undefined ? DEFAULTS[request.client.name]?.(name) : undefined;
  const rest = flatText(slice(base, match.version.end, flatText(base).length));
  if (known === undefined || rest.includes(HOLE)) return undefined;
  const from = `/${match.version.text}${rest}`.replace(/[./]/g, '\\$&');
  const to = flatText(slice(operand.template, match.version.end, flatText(operand.template).length));
  return { text: `${known}.replace(/${from}$/, ${quoted(request.call, `/${versionOf(draft)}${to}`)})` };
}

const versionOf = ({ rule }: Draft): string => rule.replacement.path.split('/')[1] ?? '';

/** How an instance tells its base, where it does. */
const DEFAULTS: Readonly<Record<string, (name: string) => string>> = {
  axios: name => `${name}.defaults.baseURL?`,
};

/** There is a literal with options, or room for one behind the arguments. */
const hasPlace = ({ options, optionsAt, call }: Request): boolean =>
  options !== undefined || (call.arguments?.length === optionsAt && !call.arguments.some(ts.isSpreadElement));

function giveOption({ options, call }: Request, text: string, draft: Draft): void {
  if (options)
    draft.lists.push({
      file: draft.workspace.pathOf(options),
      owner: options,
      elements: options.properties,
      add: text,
    });
  else {
    const last = call.arguments?.at(-1);
    if (last) insertAfter(draft, last, `, { ${text} }`);
  }
}

const BASES = /\b(?:baseURL|baseUrl|prefixUrl)\b/;

/** Whether code that sees each request of the instance looks at its base, or cannot be looked into. */
const hasHooks = ({ call, instance, base }: Request, { workspace }: Draft): boolean =>
  (!base?.isDefault && usesOfClient(call, workspace).some(isRebased)) ||
  [...instance.flatMap(functionsIn), ...interceptorsOf(call, 'request', workspace)].some(hook =>
    speaksOf(hook, node => BASES.test(wordOf(node)), workspace),
  );

/** `http.defaults.baseURL = …`. */
function isRebased(use: ts.Node): boolean {
  const defaults = memberOf(use, 'defaults');
  return defaults !== undefined && isAccess(defaults.parent) && isWritten(defaults.parent);
}
