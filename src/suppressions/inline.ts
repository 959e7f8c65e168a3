import type { Finding, Span, SuppressedFinding } from '../finding.ts';
import { type Comment, findComments } from '../texts/comments.ts';
import type { FileKind } from '../texts/file-kinds.ts';

/** The rule id of findings about suppressions themselves. */
export const UNUSED = 'unused-suppression';

export type InlineInput = {
  findings: readonly Finding[];
  /** Files with an inline suppression: path, kind and text. */
  marked: readonly { path: string; kind: FileKind; text: string }[];
  /** Ids of all rules that exist. */
  known: ReadonlySet<string>;
  /** Ids of the rules that were applied: only of these can it be said that nothing was there to suppress. */
  applied: ReadonlySet<string>;
  /** Whether comments may suppress anything; default: they may. */
  isAllowed?: boolean | undefined;
};

export type InlineResult = {
  kept: Finding[];
  suppressed: SuppressedFinding[];
  /** Findings about suppressions that are unused or suppress nothing for want of a rule or a reason. */
  unused: Finding[];
};

/** What one comment asks for. `region` is where it holds. */
type Directive = { span: Span; kind: string; rules: string[]; reason: string; region: Span };

/** Takes out what comments in the code suppress. Pure. */
export function applyInline(input: InlineInput): InlineResult {
  const { findings, marked, applied } = input;
  const directives = marked.flatMap(readDirectives);
  const faulty = directives.flatMap(directive => {
    const message = findFault(directive, input);
    return message === undefined ? [] : [unusedFinding(directive.span, message)];
  });
  const sound = directives.filter(directive => findFault(directive, input) === undefined);
  const used = new Set<string>();
  const result: InlineResult = { kept: [], suppressed: [], unused: faulty };
  for (const finding of findings) {
    const found = sound.find(directive => covers(directive, finding));
    if (found === undefined) result.kept.push(finding);
    else result.suppressed.push({ ...finding, suppression: { kind: 'inline', reason: found.reason } });
    for (const directive of sound)
      if (covers(directive, finding)) used.add(keyOfUse(directive, finding.rule));
  }
  for (const directive of sound) {
    const idle = directive.rules.filter(rule => applied.has(rule) && !used.has(keyOfUse(directive, rule)));
    if (idle.length > 0) result.unused.push(unusedFinding(directive.span, unusedMessage(idle)));
  }
  return result;
}

const keyOfUse = ({ span }: Directive, rule: string): string => `${span.file}:${span.start}:${rule}`;

const unusedMessage = (rules: readonly string[]): string =>
  `this comment suppresses nothing: there is no finding of ${rules.join(', ')} here; remove it`;

const covers = ({ rules, region }: Directive, { rule, span }: Finding): boolean =>
  rules.includes(rule) && region.file === span.file && region.start < span.end && span.start < region.end;

const FORM = 'glanceshift-disable-next-line RULE -- reason';

function findFault(directive: Directive, { known, isAllowed }: InlineInput): string | undefined {
  if (REGIONS[directive.kind] === undefined)
    return `this comment suppresses nothing: there is no "glanceshift-${directive.kind}"; write "${FORM}"`;
  if (isAllowed === false)
    return 'this comment suppresses nothing: the configuration does not allow it (inlineSuppressions)';
  if (directive.rules.length === 0)
    return `this comment names no rule and suppresses nothing; write "${FORM}"`;
  const unknown = directive.rules.find(rule => !known.has(rule));
  if (unknown !== undefined) return `this comment suppresses nothing: there is no rule "${unknown}"`;
  if (directive.reason !== '') return undefined;
  return `this comment gives no reason and suppresses nothing; write "${FORM}"`;
}

const unusedFinding = (span: Span, message: string): Finding => ({
  rule: UNUSED,
  severity: 'warning',
  span,
  deprecated: '',
  replacement: '',
  trace: [],
  blockers: [],
  notes: [],
  message,
});

const DIRECTIVE = /^[\s*!]*glanceshift-((?:disable|enable)[\w-]*)([\s\S]*)$/;

function readDirectives(file: InlineInput['marked'][number]): Directive[] {
  const { path, text } = file;
  const rows = findComments(text, file.kind, path).flatMap(comment => readDirective(path, comment));
  return rows.flatMap((row, index) => {
    if (row.kind === 'enable') return [];
    const region = REGIONS[row.kind]?.(text, row.span, rows.slice(index + 1), row.rules);
    return [{ ...row, region: region ?? row.span }];
  });
}

type Row = Omit<Directive, 'region'>;

function readDirective(file: string, { start, end, text }: Comment): Row[] {
  const [, kind, rest] = DIRECTIVE.exec(text) ?? [];
  if (kind === undefined || rest === undefined) return [];
  const [names = '', ...reason] = rest.split(/\s-{2,}\s/);
  const rules = names.split(/[\s,]+/).filter(name => name !== '' && !/^-+$/.test(name));
  return [
    { span: { file, start, end }, kind, rules, reason: reason.join(' -- ').replace(/\s+/g, ' ').trim() },
  ];
}

/** Where a comment of each kind holds. */
const REGIONS: Record<string, (text: string, span: Span, later: readonly Row[], rules: string[]) => Span> = {
  'disable-next-line': (text, span) => lineAt(text, span, lineEnd(text, span.end) + 1),
  'disable-line': (text, span) => lineAt(text, span, span.start),
  disable: (text, span, later, rules) => ({ ...span, start: span.end, end: endOfBlock(text, later, rules) }),
};

/** Up to the first comment that ends all regions, or one of these rules. */
function endOfBlock(text: string, later: readonly Row[], rules: readonly string[]): number {
  const end = later.find(
    row => row.kind === 'enable' && (row.rules.length === 0 || rules.some(rule => row.rules.includes(rule))),
  );
  return end?.span.start ?? text.length;
}

function lineAt(text: string, span: Span, offset: number): Span {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  return { ...span, start: offset > text.length ? text.length : start, end: lineEnd(text, offset) };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
