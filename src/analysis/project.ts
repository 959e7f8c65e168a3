import { Project, ts } from 'ts-morph';
import type { Host, Span } from '../finding.ts';
import { type Component, readComponent } from './component.ts';
import { withTemplateNames } from './component-names.ts';
import { LIB } from './lib.ts';
import { createResolver } from './modules.ts';
import { createNearby } from './nearby.ts';
import { readPackages } from './packages.ts';
import { collectWishes, type Wishes } from './wishes.ts';

/** Where the in-memory project lives; what is above the working directory is put beside it. */
const ROOT = '/project/';

/** The library's name; no file of the project has it, as none keeps a percent sign. */
export const LIB_NAME = '%lib.d.ts';

/** The parsed files of one round and the checker that knows their symbols. */
export type Workspace = {
  checker: ts.TypeChecker;
  /** All loaded files by path. */
  files: ReadonlyMap<string, ts.SourceFile>;
  /** Those of them that are parsed in another form than they are written in. */
  components: ReadonlyMap<string, Component>;
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

/**
 * The name that the program knows a file by: no two files share one. On Linux a name may hold a backslash, which
 * TypeScript would take for a slash.
 */
const fileNameOf = (path: string, ending = ''): string =>
  `${ROOT}${path.replace(/[%\\:]/g, encodeURIComponent).replaceAll('../', '%up/')}${ending}`;

/** What is loaded: each file by its path and by the name that the program knows it by. */
type Loaded = {
  paths: Map<string, string>;
  names: Map<string, string>;
  components: Map<string, Component>;
};

/**
 * Makes an empty project over a host. Nothing is read but through the host, and nothing is written. `telling` are names
 * by which a file may be a reader of the answer, whoever hands it over.
 */
export function createLoader(host: Host, telling: readonly string[]): Loader {
  const loaded: Loaded = { paths: new Map(), names: new Map(), components: new Map() };
  const resolve = createResolver(host);
  const packages = readPackages(host);
  const project = createProject((specifier, from) => {
    const path = resolve(specifier, loaded.paths.get(from) ?? '');
    return path === undefined ? undefined : loaded.names.get(path);
  });

  project.createSourceFile(`${ROOT}${LIB_NAME}`, LIB);

  const load = (wanted: Iterable<string>) => {
    for (const path of wanted) if (!loaded.names.has(path)) loadFile(path, host, project, loaded);
  };

  const nearby = createNearby(host, packages, telling);

  const open = () => {
    const wishes = collectWishes(host, nearby, path => loaded.names.has(path));
    const workspace: Workspace = {
      ...openProgram(project, loaded),
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

function loadFile(path: string, host: Host, project: Project, { paths, names, components }: Loaded): void {
  const text = host.readFile(path);
  if (text === undefined) return;
  const component = readComponent(path, text, host.readFile);
  if (component) components.set(path, component);
  const name = fileNameOf(path, component?.ending);
  paths.set(name, path);
  names.set(path, name);
  project.createSourceFile(name, component?.code ?? text);
}

/** The files that are loaded now, and the checker over them. */
function openProgram(project: Project, { paths, names, components }: Loaded) {
  const program = project.getProgram().compilerObject;
  const files = new Map([...names].map(([path, name]) => [path, programFile(program, name)]));
  return {
    checker: withTemplateNames(program.getTypeChecker(), files, components),
    files,
    components,
    pathOf: (node: ts.Node) => paths.get(node.getSourceFile().fileName) ?? node.getSourceFile().fileName,
  };
}

function programFile(program: ts.Program, name: string): ts.SourceFile {
  const file = program.getSourceFile(name);
  if (!file) throw new Error(`${name} is loaded but not part of the program`);
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
