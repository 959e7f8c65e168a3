import { ts } from 'ts-morph';
import { applyEdits, compareSpans, type Edit, type Finding, type Fix, type Host } from '../finding.ts';
import { readComponent } from './components/component.ts';
import type { Analysis, AnalysisInput } from './index.ts';

type Analyse = (input: AnalysisInput) => Finding[];

/**
 * Holds every fix against its result: applied in memory, the texts still parse, the findings are gone, and a second
 * run has nothing more to change. A fix that fails loses its edits and gains a blocker.
 */
export function verifyFixes(
  { findings, created }: Pick<Analysis, 'findings' | 'created'>,
  given: AnalysisInput,
  analyse: Analyse,
): Finding[] {
  const input = { ...given, host: withFiles(given.host, created) };
  const fixes = [...new Set(findings.flatMap(finding => finding.fix ?? []))];
  const holds = (some: readonly Fix[]) => some.length === 0 || isVerified(some, findings, input, analyse);
  if (holds(fixes)) return [...findings];
  const good = fixes.filter(fix => holds([fix]));
  // Fixes that hold one by one need not do so together.
  const kept = new Set(good.length < fixes.length && holds(good) ? good : []);
  return findings.map(finding => (finding.fix && !kept.has(finding.fix) ? withoutFix(finding) : finding));
}

/** The host as it will be when the new files are there. */
function withFiles(host: Host, created: Analysis['created']): Host {
  const texts = new Map(created.map(({ path, text }) => [path, text]));
  return { ...host, readFile: path => texts.get(path) ?? host.readFile(path) };
}

function withoutFix({ fix: _, ...finding }: Finding): Finding {
  const args = { text: 'a finding or a syntax error is left' };
  return {
    ...finding,
    blockers: [...finding.blockers, { code: 'not-verified', span: finding.span, args }],
  };
}

function isVerified(
  fixes: readonly Fix[],
  findings: readonly Finding[],
  input: AnalysisInput,
  analyse: Analyse,
): boolean {
  const edits = fixes.flatMap(fix => fix.edits);
  const texts = editTexts(edits, input.host);
  if (!texts || [...texts].some(([path, text]) => breaksSyntax(path, text, input.host))) return false;
  const host: Host = {
    readFile: path => texts.get(path) ?? input.host.readFile(path),
    mentioning: name => mentioning(name, texts, input.host),
    dependents: path => input.host.dependents(path),
    settings: input.host.settings,
    packages: input.host.packages,
  };
  const left = analyse({ ...input, host });
  const others = findings.filter(({ fix }) => !fix || !fixes.includes(fix));
  // What a test expects of a call says nothing of the endpoint any more once that call has moved.
  const expected = others.filter(({ blockers }) => blockers.some(({ code }) => code === 'mock-query'));
  return left.length <= others.length && left.length >= others.length - expected.length;
}

/** Files that mentioned a name before, and those that do after the edits. */
function mentioning(name: string, texts: ReadonlyMap<string, string>, host: Host): string[] {
  const now = [...texts].flatMap(([path, text]) => (text.includes(name) ? [path] : []));
  return [...new Set([...host.mentioning(name), ...now])];
}

/** The texts after the edits; undefined where two edits overlap or a file is gone. */
function editTexts(edits: readonly Edit[], host: Pick<Host, 'readFile'>): Map<string, string> | undefined {
  const unique = new Map(edits.map(edit => [`${edit.file}:${edit.start}:${edit.end}:${edit.text}`, edit]));
  const sorted = [...unique.values()].sort(compareSpans);
  const texts = new Map<string, string>();
  for (const file of new Set(sorted.map(edit => edit.file))) {
    const inFile = sorted.filter(edit => edit.file === file);
    const text = host.readFile(file);
    const overlaps = inFile.some((edit, index) => edit.start < (inFile[index - 1]?.end ?? 0));
    if (text === undefined || overlaps) return undefined;
    texts.set(file, applyEdits(text, inFile));
  }
  return texts;
}

/** Most texts have no error, so the text before is rarely asked for. */
function breaksSyntax(path: string, text: string, host: Host): boolean {
  const count = errorCount(path, text, host);
  return count > 0 && count > errorCount(path, host.readFile(path) ?? '', host);
}

function errorCount(path: string, text: string, { readFile }: Host): number {
  const component = readComponent(path, text, readFile);
  const name = path + (component?.ending ?? '');
  const code = component?.code ?? text;
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.ESNext, false) as ts.SourceFile & {
    parseDiagnostics?: readonly ts.Diagnostic[];
  };
  return file.parseDiagnostics?.length ?? 0;
}
