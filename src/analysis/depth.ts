import { ts } from 'ts-morph';
import type { Host, Problem } from '../finding.ts';
import { readComponent } from './components/component.ts';
import type { Analysis, AnalysisInput } from './index.ts';

/** What is nested less deeply has room on any call stack that is given to the analysis. */
const DEEP = 20_000;

/**
 * The analysis, without the files that are nested too deeply for the call stack: those are told. A RangeError that no
 * file explains is thrown.
 */
export function analyseWhatFits(input: AnalysisInput, analyse: (input: AnalysisInput) => Analysis): Analysis {
  const told: Problem[] = [];
  for (;;) {
    const left = new Set(told.map(({ file }) => file));
    const read = new Set<string>();
    const host = withoutFiles(input.host, left, read);
    try {
      const analysis = analyse({ ...input, host });
      return { ...analysis, problems: [...told, ...analysis.problems] };
    } catch (error) {
      const file = error instanceof RangeError ? deepestOf(read, host) : undefined;
      if (file === undefined) throw error;
      told.push({ code: 'too-deep', file, message: 'is nested too deeply, not looked at', fatal: false });
    }
  }
}

/** The host as it is without some files; `read` gets the paths of those that are asked for. */
const withoutFiles = (host: Host, left: ReadonlySet<string>, read: Set<string>): Host => ({
  ...host,
  readFile: path => {
    if (left.has(path)) return undefined;
    read.add(path);
    return host.readFile(path);
  },
  mentioning: name => host.mentioning(name).filter(path => !left.has(path)),
});

/** The file that needs most of the call stack; undefined where none needs much. */
function deepestOf(paths: ReadonlySet<string>, host: Host): string | undefined {
  const depths = [...paths].map(path => ({ path, depth: depthOf(path, host) }));
  const deepest = depths.sort((a, b) => b.depth - a.depth)[0];
  return deepest && deepest.depth > DEEP ? deepest.path : undefined;
}

/** How many levels the code of a file has; infinite where it cannot even be parsed. */
function depthOf(path: string, { readFile }: Host): number {
  const text = readFile(path) ?? '';
  // Each level takes a character at least.
  if (text.length < DEEP) return 0;
  try {
    const component = readComponent(path, text, readFile);
    const name = path + (component?.ending ?? '');
    return levelsOf(ts.createSourceFile(name, component?.code ?? text, ts.ScriptTarget.ESNext, false));
  } catch (error) {
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

function levelsOf(file: ts.SourceFile): number {
  let nodes: ts.Node[] = [file];
  let levels = 0;
  for (; nodes.length > 0; levels++) {
    const below: ts.Node[] = [];
    for (const node of nodes) ts.forEachChild(node, child => void below.push(child));
    nodes = below;
  }
  return levels;
}
