import type { Finding, Step } from '../finding.ts';
import { printable, widthOf } from './cells.ts';
import { fixedTexts, renderHunks } from './change.ts';
import { type Mark, renderFrame } from './code-frame.ts';
import type { Look } from './pretty.ts';
import { count, doubtsOf, headlineOf, type ToldBlocker, tellBlockers, tellNotes } from './wording.ts';

/** One finding: headline, code, whether it can be fixed, what stands against it, the way of the value. */
export function renderFinding(finding: Finding, look: Look): string {
  return [
    renderHeadline(finding, look),
    renderCode(finding, look),
    [
      ...renderFix(finding, look),
      ...renderBlockers(finding, look),
      ...renderNotes(finding, look),
      ...renderTrace(finding, look),
      ...renderChange(finding, look),
    ].join('\n'),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function renderHeadline(finding: Finding, { places, paint }: Look): string {
  const { severity, rule, span } = finding;
  return [
    paint('place', printable(places.nameOf(span))),
    paint(severity, severity),
    paint('strong', printable(headlineOf(finding))),
    paint('faint', rule),
  ].join('  ');
}

/** The call, and in the same frame what stands against a fix in the same file. */
function renderCode({ span, blockers }: Finding, { places, paint, width }: Look): string {
  if (places.textOf(span.file) === '') return '';
  const marks: Mark[] = [
    { region: places.regionOf(span), sign: '^' },
    ...blockers
      .filter(blocker => blocker.span.file === span.file)
      .map(({ code, span: at }): Mark => ({ region: places.regionOf(at), sign: '-', label: code })),
  ];
  return renderFrame(places.linesOf(span.file), marks, { width, paint });
}

function renderFix(finding: Finding, { rules, paint }: Look): string[] {
  const { fix, message } = finding;
  if (message !== undefined && fix === undefined) return [];
  const doubts = doubtsOf(finding, rules.get(finding.rule));
  const because = doubts.length === 0 ? '' : `, because of ${doubts.join(', ')}`;
  if (fix === undefined) return [`  ${paint('strong', 'fix: none')}${because}`];
  const files = new Set(fix.edits.map(({ file }) => file)).size;
  const size = `${count(fix.edits.length, 'edit')} in ${count(files, 'file')}`;
  if (fix.kind === 'safe') return [`  ${paint('good', 'fix: safe')}, ${size} (--fix)`];
  return [`  ${paint('warning', 'fix: unsafe')}, ${size} (--fix --unsafe)${because}`];
}

/** Blockers of one kind share their reason and their remedy, which is said after the places. */
function renderBlockers(finding: Finding, { places, paint }: Look): string[] {
  const groups = new Map<string, ToldBlocker[]>();
  for (const blocker of tellBlockers(finding)) {
    const key = JSON.stringify([blocker.code, blocker.why, blocker.todo]);
    groups.set(key, [...(groups.get(key) ?? []), blocker]);
  }
  return [...groups.values()].flatMap(group => {
    const lines = group.map(
      ({ code, what, span }) =>
        `  ${paint('code', code)}  ${paint('place', printable(places.nameOf(span)))}  ${printable(what)}`,
    );
    const [first] = group;
    if (first === undefined) return [];
    return [
      ...lines,
      `    ${paint('faint', 'why:')} ${printable(first.why)}`,
      `    ${paint('faint', 'do:')}  ${printable(first.todo)}`,
    ];
  });
}

/** Notes in other words than those of the blockers: the fix works, the two APIs differ. */
function renderNotes(finding: Finding, { rules, places, paint }: Look): string[] {
  const told = new Set<string>();
  return tellNotes(finding, rules.get(finding.rule)).flatMap(({ code, what, todo, consent, span }) => {
    const key = `${code} ${what}`;
    if (told.has(key)) return [];
    told.add(key);
    return [
      `  note ${paint('code', code)}  ${paint('place', printable(places.nameOf(span)))}  ${printable(what)}`,
      `    ${paint('faint', 'do:')}  ${printable(todo)}`,
      ...(consent
        ? [`    ${paint('faint', 'or:')}  --accept ${code}, where the project can live with it`]
        : []),
    ];
  });
}

/** Longer ways are cut unless more is asked for. */
const LONGEST_TRACE = 12;

function renderTrace({ trace, span }: Finding, { places, paint, verbose }: Look): string[] {
  const isElsewhere = (step: Step): boolean =>
    step.span.file !== span.file || step.span.start !== span.start || step.span.end !== span.end;
  if (!trace.some(isElsewhere)) return [];
  const shown = verbose || trace.length <= LONGEST_TRACE + 1 ? trace : trace.slice(0, LONGEST_TRACE);
  const names = shown.map(step => printable(places.nameOf(step.span)));
  const widest = Math.max(...names.map(widthOf));
  const lines = shown.map((step, index) => {
    const name = names[index] ?? '';
    const pad = ' '.repeat(widest - widthOf(name));
    return `    ${step.role.padEnd(5)}  ${paint('place', name)}${pad}  ${printable(step.text)}`.trimEnd();
  });
  const rest = trace.length - shown.length;
  return [
    `  ${paint('strong', 'trace')}`,
    ...lines,
    ...(rest > 0 ? [`    and ${rest} more (--verbose)`] : []),
  ];
}

/** What the fix would change, where more is asked for. */
function renderChange({ fix }: Finding, { places, paint, verbose }: Look): string[] {
  if (fix === undefined || !verbose) return [];
  return fixedTexts(fix, places).flatMap(({ file, before, after }) => [
    `  ${paint('strong', 'change')}  ${paint('place', printable(file))}`,
    ...renderHunks(before, after).map(({ sign, text }) => {
      const line = `    ${sign} ${printable(text)}`.trimEnd();
      return sign === ' ' ? line : paint(sign === '+' ? 'added' : 'removed', line);
    }),
  ]);
}
