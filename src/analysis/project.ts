import { Project, ts } from 'ts-morph';
import type { Host, Span } from '../finding.ts';
import { LIB } from './lib.ts';
import { createResolver } from './modules.ts';
import { createNearby } from './nearby.ts';
import { readPackages } from './packages.ts';
import { collectWishes, type Wishes } from './wishes.ts';

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
  /** Whether code of one file may get values from another, as far as their packages say. */
  reaches(from: string, to: string): boolean;
  /** All scanned files that mention a name, loaded or not. */
  mentioning(name: string): readonly string[];
} & Pick<Wishes, 'want' | 'wantMentions'>;

export type Loader = {
  /** Loads more files; unreadable ones are passed over. */
  load(paths: Iterable<string>): void;
  /** A view of what is loaded now, and how to know afterwards what it lacked. */
  open(): { workspace: Workspace; findWanted: () => ReadonlySet<string> };
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
    const wishes = collectWishes(host, nearby, path => files.has(path));
    const program = project.getProgram().compilerObject;
    const workspace: Workspace = {
      checker: program.getTypeChecker(),
      files: new Map([...files.keys()].map(path => [path, programFile(program, path)])),
      pathOf: node => paths.get(node.getSourceFile().fileName) ?? node.getSourceFile().fileName,
      resolve,
      reaches: packages.reaches,
      mentioning: host.mentioning,
      want: wishes.want,
      wantMentions: wishes.wantMentions,
    };
    return { workspace, findWanted: wishes.find };
  };
  return { load, open };
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
