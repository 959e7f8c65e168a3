import { Project, ts } from 'ts-morph';
import type { Host, Span } from '../finding.ts';
import { LIB } from './lib.ts';
import { createResolver } from './modules.ts';
import { createNearby, type Nearby, type Scope } from './nearby.ts';
import { readPackages } from './packages.ts';

/** Where the in-memory project lives; what is above the working directory is put beside it. */
const ROOT = '/project/';

/** The parsed files of one round and the checker that knows their symbols. */
export type Workspace = {
  checker: ts.TypeChecker;
  /** All loaded files by path. */
  files: ReadonlyMap<string, ts.SourceFile>;
  pathOf(node: ts.Node): string;
  /** The project file that an import means, loaded or not; undefined for packages. */
  resolve(specifier: string, from: string): string | undefined;
  /** Asks for a file. True when it is loaded in this round; false: it will be in the next. */
  want(path: string): boolean;
  /** Whether code of one file may get values from another, as far as their packages say. */
  reaches(from: string, to: string): boolean;
  /** All scanned files that mention a name, loaded or not. */
  mentioning(name: string): readonly string[];
  /** Asks for the files that mention a name and may know what its homes mean by it. */
  wantMentions(name: string, homes: readonly string[], scope?: Scope): void;
};

export type Loader = {
  /** Loads more files; unreadable ones are passed over. */
  load(paths: Iterable<string>): void;
  /** A view of what is loaded now. `wanted` fills up while it is used. */
  open(): { workspace: Workspace; wanted: Set<string> };
};

const fileNameOf = (path: string): string => {
  const inside = path.replaceAll('../', '__up__/');
  return ROOT + (/\.[cm]?[jt]sx?$/.test(inside) ? inside : `${inside}.ts`);
};

/**
 * Makes an empty project over a host. Nothing is read but through the host, and nothing is written. `telling` are names
 * by which a file may be a reader of the answer, whoever hands it over.
 */
export function createLoader(host: Host, telling: readonly string[]): Loader {
  const paths = new Map<string, string>();
  const resolve = createResolver(host);
  const packages = readPackages(host);
  const files = new Map<string, ts.SourceFile>();
  const project = createProject((specifier, from) => {
    const path = resolve(specifier, paths.get(from) ?? '');
    return path !== undefined && files.has(path) ? fileNameOf(path) : undefined;
  });

  project.createSourceFile(`${ROOT}lib.d.ts`, LIB);

  const load = (wanted: Iterable<string>) => {
    for (const path of wanted) {
      if (files.has(path)) continue;
      const text = host.readFile(path);
      if (text === undefined) continue;
      const name = fileNameOf(path);
      paths.set(name, path);
      files.set(path, project.createSourceFile(name, text).compilerNode);
    }
  };

  const nearby = createNearby(host, packages, telling);

  const open = () => {
    const wanted = new Set<string>();
    const program = project.getProgram().compilerObject;
    const current = new Map([...files.keys()].map(path => [path, programFile(program, path)]));
    const want = (path: string) => {
      if (files.has(path)) return true;
      if (host.readFile(path) !== undefined) wanted.add(path);
      return false;
    };
    const workspace: Workspace = {
      checker: program.getTypeChecker(),
      files: current,
      pathOf: node => paths.get(node.getSourceFile().fileName) ?? node.getSourceFile().fileName,
      resolve,
      want,
      reaches: packages.reaches,
      mentioning: host.mentioning,
      wantMentions: wantOnce(nearby, want),
    };
    return { workspace, wanted };
  };
  return { load, open };
}

/** Asks for the files near a name, once for each name. */
function wantOnce(nearby: Nearby, want: (path: string) => boolean): Workspace['wantMentions'] {
  const asked = new Set<string>();
  return (name, homes, scope) => {
    const key = [name, ...homes, scope?.size].join();
    if (asked.has(key)) return;
    asked.add(key);
    for (const path of nearby(name, homes, scope)) want(path);
  };
}

function programFile(program: ts.Program, path: string): ts.SourceFile {
  const file = program.getSourceFile(fileNameOf(path));
  if (!file) throw new Error(`${path} is loaded but not part of the program`);
  return file;
}

function createProject(resolve: (specifier: string, from: string) => string | undefined): Project {
  return new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: {
      allowJs: true,
      noLib: true,
      strict: true,
      noResolve: false,
      types: [],
      jsx: ts.JsxEmit.Preserve,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    },
    resolutionHost: () => ({
      resolveModuleNames: (names: string[], from: string) =>
        names.map(name => {
          const file = resolve(name, from);
          return file === undefined ? undefined : { resolvedFileName: file };
        }),
    }),
  });
}

/** The span of a node without the trivia before it. */
export function spanOf(workspace: Workspace, node: ts.Node): Span {
  return {
    file: workspace.pathOf(node),
    start: node.getStart(),
    end: node.getEnd(),
  };
}
