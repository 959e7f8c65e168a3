import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { ScanOptions } from '../src/index.ts';
import { parseRule } from '../src/rule.ts';

/** Texts by path, as `scan` takes them. */
export type Files = ReadonlyMap<string, string>;

/** A folder of `fixtures/<rule>/`. What is absent there is undefined here. */
export type Case = {
  name: string;
  rule: string;
  folder: string;
  before: Files;
  /** What `--fix` gives. */
  after: Files | undefined;
  /** What `--fix --unsafe` gives, where that is more. */
  afterUnsafe: Files | undefined;
  findings: string | undefined;
  options: ScanOptions;
};

const ROOT = 'fixtures';

/** All cases, sorted by name. */
export function loadCases(): Case[] {
  return foldersIn(ROOT)
    .filter(rule => rule !== 'demo')
    .flatMap(rule => foldersIn(join(ROOT, rule)).map(name => loadCase(rule, name)));
}

function loadCase(rule: string, name: string): Case {
  const folder = join(ROOT, rule, name);
  return {
    name,
    rule,
    folder,
    before: readTree(join(folder, 'before')) ?? new Map(),
    after: readTree(join(folder, 'after')),
    afterUnsafe: readTree(join(folder, 'after-unsafe')),
    findings: readText(join(folder, 'findings.txt')),
    options: loadOptions(folder),
  };
}

/** A case may bring options of its own, and a rule, or a list of rules, of its own. */
function loadOptions(folder: string): ScanOptions {
  const options = JSON.parse(readText(join(folder, 'options.json')) ?? '{}');
  const rules = readText(join(folder, 'rule.json'));
  return rules === undefined ? options : { ...options, rules: [JSON.parse(rules)].flat().map(parseRule) };
}

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();

const readText = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** All files below a folder, by their path in it; undefined where there is no such folder. */
export function readTree(folder: string): Files | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(
    paths.map(path => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/** Puts a tree in the place of what was there; undefined: of nothing. */
export function writeTree(folder: string, files: Files | undefined): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files ?? []) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
