import type { Blocker, Note, Span } from '../finding.ts';
import { isExcepted, prefixOf, treatmentOf, type Written } from '../query-table.ts';
import type { Parameter, Rule } from '../rule.ts';
import { HOLE } from './paths.ts';

/**
 * A parameter that is written somewhere. `written` and `value` are its name and its value as they stand there;
 * `name` has holes in the place of variables.
 */
export type TextParam = Written & { written: string; value: string | undefined; span: Span };

/** What has to become of some parameters. */
export type QueryAdvice = {
  /** The new query, where all of it can be told. */
  text: string | undefined;
  steps: { span: Span; text: string }[];
  blockers: Blocker[];
  notes: Note[];
};

type Told = { text: string | undefined; step?: string; note?: string | undefined; blocker?: Blocker };

/** Reads `a=1&b=2` as it stands at an offset of a text; `masked` is that text with its holes masked. */
export function readParams(text: string, masked: string, { file, start, end }: Span): TextParam[] {
  const found = masked.slice(start, end).matchAll(/([^&?=\s]+)(?:=([^&\s]*))?/g);
  return [...found].flatMap(match => {
    if (match[0] === 'amp;') return [];
    const from = start + match.index + (match[0].startsWith('amp;') ? 4 : 0);
    const to = start + match.index + match[0].length;
    const equals = masked.indexOf('=', from);
    const isPair = match[2] !== undefined;
    const value = isPair ? text.slice(equals + 1, to) : undefined;
    const name = masked.slice(from, isPair ? equals : to);
    const written = text.slice(from, from + name.length);
    const literal = match[2]?.includes(HOLE) ? undefined : decode(value ?? '');
    return [
      {
        name: name.includes(HOLE) ? name : decode(name),
        written,
        literal,
        value,
        span: { file, start: from, end: to },
      },
    ];
  });
}

/** The parameters of a query by the rule's table, as far as they are known. */
export function adviseQuery(
  params: readonly TextParam[],
  rule: Rule,
  accept: ReadonlySet<string>,
): QueryAdvice {
  // v1.1 takes the last of repeated parameters.
  const isLast = ({ name }: TextParam, index: number) =>
    !params.slice(index + 1).some(later => later.name === name);
  const last = params.filter(isLast);
  const told = last.map(param => ({ param, ...tell(param, last, rule) }));
  const added = Object.entries(rule.query.add).flatMap(([name, { value, note }]) =>
    accept.has(note) ? [] : [`${name}=${value}`],
  );
  const texts = [...told.map(({ text }) => text), ...added].filter(text => text !== '');
  const query = texts.length === 0 ? '' : `?${texts.join('&')}`;
  return {
    text: texts.includes(undefined) ? undefined : query,
    steps: params.flatMap(param => {
      const { step } = tell(param, last, rule);
      return step === undefined ? [] : [{ span: param.span, text: step }];
    }),
    blockers: told.flatMap(({ blocker }) => blocker ?? []),
    notes: told.flatMap(({ note, param: { name, span } }) =>
      note === undefined ? [] : [{ code: note, span, args: { name } }],
    ),
  };
}

function tell(param: TextParam, all: readonly TextParam[], rule: Rule): Told {
  const { name, span } = param;
  if (name.includes(HOLE)) {
    const code = param.value === undefined ? 'opaque-query' : 'dynamic-name';
    return { text: undefined, blocker: { code, span, args: { text: param.written } } };
  }
  const treatment = treatmentOf(name, rule);
  if (treatment.kind === 'row') return tellRow(param, treatment.row, all, rule);
  if (treatment.kind === 'remove') return removed(name, treatment.note);
  if (treatment.isReserved)
    return { text: undefined, blocker: { code: 'reserved-filter', span, args: { name, to: treatment.to } } };
  return { text: pair(treatment.to, param.value), step: `${name} → ${treatment.to}` };
}

const removed = (name: string, note: string): Told => ({ text: '', step: `${name} is removed`, note });

const pair = (name: string, value: string | undefined): string =>
  value === undefined ? name : `${name}=${value}`;

function tellRow(param: TextParam, row: Parameter, all: readonly TextParam[], rule: Rule): Told {
  const { name, literal } = param;
  if (row.action === 'remove') return removed(name, row.note ?? rule.query.others.note);
  const blocker = findUnmapped(param, row);
  if (blocker) return { text: undefined, blocker };
  const to = row.to ?? name;
  const prefix = prefixOf(param, row);
  const value = (literal === undefined ? undefined : row.value?.map?.[literal]) ?? param.value;
  const isSame = to === name && prefix === '' && value === param.value;
  return {
    text: pair(to, value === undefined && prefix === '' ? undefined : prefix + (value ?? '…')),
    ...(!isSame && { step: `${name} → ${pair(to, prefix + (value ?? '…'))}` }),
    note: isExcepted(row, all) ? undefined : row.note,
  };
}

function findUnmapped({ name, literal, value, span }: TextParam, row: Parameter): Blocker | undefined {
  const map = row.value?.map;
  if (!map || value === undefined || (literal !== undefined && Object.hasOwn(map, literal))) return undefined;
  const allowed = [...new Set(Object.values(map))].join(', ');
  return { code: 'unmapped-value', span, args: { name, text: value, allowed } };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    // A lone % is no escape: servers take it as it stands.
    return text;
  }
}
