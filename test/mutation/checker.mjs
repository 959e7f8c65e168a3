import ts from 'typescript';
import { isDrawn, sources } from './sample.mjs';

// A mutant that TypeScript refuses is none: `npm run check` sees it before any test.

const PASSED = { status: 'passed' };

function createChecker() {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, '.');
  /** What stands in a file in place of what is on the disk; a number tells one text from another. */
  const texts = new Map();
  let changes = 0;
  const put = (file, text) => texts.set(file, { text, version: String(++changes) });
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => fileNames,
    getScriptVersion: file => texts.get(file)?.version ?? '0',
    getScriptSnapshot(file) {
      const text = texts.get(file)?.text ?? sources.get(file) ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });

  /** The first reason that the compiler gives against the file with the mutant in it. */
  function refusalOf({ fileName, location, replacement }) {
    const before = sources.get(fileName);
    put(fileName, withMutant(before, location, replacement));
    const [first] = [
      ...service.getSyntacticDiagnostics(fileName),
      ...service.getSemanticDiagnostics(fileName),
    ].filter(({ category }) => category === ts.DiagnosticCategory.Error);
    put(fileName, before);
    return first && ts.flattenDiagnosticMessageText(first.messageText, '\n');
  }

  function check(mutant) {
    const reason = isDrawn(mutant) ? refusalOf(mutant) : undefined;
    return [mutant.id, reason === undefined ? PASSED : { status: 'compileError', reason }];
  }

  return {
    init: async () => undefined,
    check: async mutants => Object.fromEntries(mutants.map(check)),
    /** Those that are not looked at go on together. */
    async group(mutants) {
      const rest = mutants.filter(mutant => !isDrawn(mutant)).map(({ id }) => id);
      const drawn = mutants.filter(isDrawn).map(({ id }) => [id]);
      return rest.length > 0 ? [rest, ...drawn] : drawn;
    },
  };
}

function withMutant(text, { start, end }, replacement) {
  const lines = text.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + column;
  return text.slice(0, offset(start)) + replacement + text.slice(offset(end));
}

export const checker = { kind: 'Checker', name: 'types', factory: createChecker };
