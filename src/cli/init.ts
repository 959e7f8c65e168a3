import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { configText, githubText, gitlabText, hookText, huskyText, type Runner } from './init-files.ts';
import type { Target } from './values.ts';

/** Asks a person; undefined where there is none. */
export type Ask = ((question: string) => Promise<string>) | undefined;

type Question = { question: string; fallback: string; targets: Readonly<Record<string, Target[]>> };

const NO = { n: [], no: [] };

const QUESTIONS: readonly Question[] = [
  {
    question: 'Write a configuration? (Y/n) ',
    fallback: 'y',
    targets: { y: ['config'], yes: ['config'], ...NO },
  },
  {
    question: 'Check staged files before each commit? (y/N) ',
    fallback: 'n',
    targets: { y: ['pre-commit'], yes: ['pre-commit'], ...NO },
  },
  {
    question: 'Check in CI? (github, gitlab, N) ',
    fallback: 'n',
    targets: { github: ['github'], gitlab: ['gitlab'], ...NO },
  },
];

async function askTargets(ask: NonNullable<Ask>): Promise<Target[]> {
  const chosen: Target[] = [];
  for (const { question, fallback, targets } of QUESTIONS) {
    let answer: Target[] | undefined;
    // An answer that is none would decide something that nobody has decided.
    while (answer === undefined) answer = targets[(await ask(question)).trim().toLowerCase() || fallback];
    chosen.push(...answer);
  }
  return chosen;
}

/**
 * Writes the files that a project starts with: those that are named, else those that a person asks for, else the
 * configuration. A file that is there is never touched. Returns what was done, as lines.
 */
export async function init(cwd: string, named: readonly Target[], ask: Ask): Promise<string[]> {
  const targets =
    named.length > 0 ? named : ask === undefined ? (['config'] as const) : await askTargets(ask);
  const runner = findRunner(cwd);
  const lines = [...new Set(targets)].flatMap(target => write(cwd, fileFor(target, cwd, runner)));
  if (lines.length === 0) return ['nothing written'];
  return runner.isInstalled ? lines : [...lines, `next: ${runner.add}`];
}

type Draft = { path: string; text: string; mode?: number };

function fileFor(target: Target, cwd: string, runner: Runner): Draft {
  const files: Record<Target, () => Draft> = {
    config: () => ({ path: 'glanceshift.config.json', text: configText() }),
    'pre-commit': () =>
      existsSync(join(cwd, '.husky'))
        ? { path: '.husky/pre-commit', text: huskyText(runner), mode: 0o755 }
        : { path: '.pre-commit-config.yaml', text: hookText(runner) },
    github: () => ({ path: '.github/workflows/glanceshift.yml', text: githubText(runner) }),
    gitlab: () => ({ path: '.gitlab-ci.yml', text: gitlabText(runner) }),
  };
  return files[target]();
}

function write(cwd: string, { path, text, mode }: Draft): string[] {
  const file = join(cwd, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx', ...(mode !== undefined && { mode }) });
    return [`wrote ${path}`];
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' && existsSync(file)) {
      return [
        `${path} is there already and was left as it is; it would have been:`,
        text.replace(/^(?=.)/gm, '    '),
      ];
    }
    if (code === undefined) throw error;
    throw new Failure(`--init: ${path} cannot be written (${code})`);
  }
}

/** By the lock file; the first that is there. */
const RUNNERS: readonly [string, Pick<Runner, 'add' | 'install' | 'run' | 'setup'>][] = [
  [
    'pnpm-lock.yaml',
    {
      add: 'pnpm add --save-dev glanceshift',
      setup: 'corepack enable',
      install: 'pnpm install --frozen-lockfile',
      run: 'pnpm exec glanceshift',
    },
  ],
  [
    'yarn.lock',
    {
      add: 'yarn add --dev glanceshift',
      setup: 'corepack enable',
      install: 'yarn install --immutable',
      run: 'yarn run glanceshift',
    },
  ],
];

const NPM = {
  add: 'npm install --save-dev glanceshift',
  setup: undefined,
  install: 'npm ci',
  run: 'npx --no-install glanceshift',
};

/** How the project installs packages and starts them. */
function findRunner(cwd: string): Runner {
  const own = RUNNERS.find(([lock]) => existsSync(join(cwd, lock)))?.[1] ?? NPM;
  return { ...own, isInstalled: existsSync(join(cwd, 'node_modules/glanceshift')) || isListed(cwd) };
}

function isListed(cwd: string): boolean {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
    return 'glanceshift' in { ...dependencies, ...devDependencies };
  } catch {
    // Without a package.json, or with one that is broken, nothing is listed.
    return false;
  }
}
