import { compareSpans, type Finding, type Host, type Problem } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { changedFields } from './answer/fields.ts';
import { inOriginals } from './components/findings.ts';
import { analyseWhatFits } from './depth.ts';
import { createLoader, type Loader, type Workspace } from './project/project.ts';
import { clientTable } from './request/clients.ts';
import { parseErrors, type Study, type StudyInput, study } from './study.ts';
import { verifyFixes } from './verify.ts';

/** A row that a configuration adds to the table of clients: a team's own wrapper. */
export type ClientConfig = {
  /** Callee as written, e.g. `api.list` or `openstack`. */
  call: string;
  /** Package or file the callee is imported from; absent: any. */
  from?: string | undefined;
  method?: string | undefined;
  /** Index of the argument with the URL, or that index and a key, e.g. `0.path`. */
  url: string;
  /** Where the query object is, e.g. `1` or `0.query`. */
  query?: string | undefined;
  /** Members from the awaited answer to the body, e.g. `data`; empty: the answer is the body. */
  body?: string | undefined;
};

export type AnalysisInput = {
  host: Host;
  /** Paths of the script files that may hold a call. */
  seeds: readonly string[];
  rules: readonly Rule[];
  /** Codes of notes that the project has decided to live with. */
  accept?: readonly string[];
  /** Path segments that may stand before the version, beside those of the rules. */
  mounts?: readonly string[];
  clients?: readonly ClientConfig[];
  /** Path of the compat module; present: calls that cannot be followed go through it. */
  compat?: string | undefined;
};

export type Analysis = {
  findings: Finding[];
  problems: Problem[];
  /** New files that fixes rely on, e.g. the compat module. */
  created: { path: string; text: string }[];
};

/** Rounds of loading after which a chain of imports is given up: each follows one more hop. */
const MOST_ROUNDS = 12;

/**
 * Finds, explains and plans the rewrite of every deprecated call that starts in one of the seeds.
 * Pure and synchronous: sees files only through the host. Findings are sorted by path and offset.
 */
export function analyse(input: AnalysisInput): Analysis {
  const loader = createLoader(input.host, input.rules.flatMap(changedFields));
  loader.load(input.seeds);
  const { sources, ...first } = analyseOnce(input, loader);
  // A seed that led to nothing leads to nothing still, unless it is edited itself: no edit writes the old path.
  const suspects = new Set(sources);
  const analyseAgain = (next: AnalysisInput) => {
    for (const path of loader.turnTo(next.host)) suspects.add(path);
    return analyseOnce(next, loader, suspects).findings;
  };
  const findings = verifyFixes(first, input, analyseAgain);
  return { ...first, findings };
}

/** The same where the call stack is all that there can be: files that are nested too deeply for it are told. */
export const analyseDeep = (input: AnalysisInput): Analysis => analyseWhatFits(input, analyse);

/** `only`: the seeds to start from, where that is not all of them. */
function analyseOnce(
  input: AnalysisInput,
  loader: Loader,
  only?: ReadonlySet<string>,
): Analysis & Pick<Study, 'sources'> {
  for (let round = 1; ; round++) {
    const { workspace, findWanted } = loader.open();
    const studies = input.rules.map(rule => study({ ...studyInput(input, rule, workspace), only }));
    const findings = studies.flatMap(one => one.findings);
    const wanted = findWanted();
    if (wanted.size === 0 || round === MOST_ROUNDS)
      return {
        findings: inOriginals(findings, workspace.components).sort((a, b) => compareSpans(a.span, b.span)),
        problems: findProblems(input, workspace),
        created: studies.flatMap(one => one.created),
        sources: new Set(studies.flatMap(one => [...one.sources])),
      };
    loader.load(wanted);
  }
}

function studyInput(input: AnalysisInput, rule: Rule, workspace: Workspace): StudyInput {
  return {
    workspace,
    seeds: input.seeds.flatMap(path => workspace.files.get(path) ?? []),
    rule,
    table: clientTable(input.clients ?? []),
    mounts: new Set([...rule.mounts, ...(input.mounts ?? [])]),
    accept: new Set(input.accept ?? []),
    compat: input.compat,
    host: input.host,
  };
}

function findProblems({ seeds }: AnalysisInput, workspace: Workspace): Problem[] {
  return seeds.flatMap(path => {
    const file = workspace.files.get(path);
    const [error] = file ? parseErrors(file) : [];
    if (!file || !error) return [];
    const { line, character } = file.getLineAndCharacterOfPosition(error.start ?? 0);
    const text = typeof error.messageText === 'string' ? error.messageText : error.messageText.messageText;
    return [
      {
        code: 'unparsable',
        file: path,
        message: `line ${line + 1}, column ${character + 1}: ${text}`,
        fatal: false,
      },
    ];
  });
}
