import { Project, ts } from 'ts-morph';
import type { Host, Span } from '../../finding.ts';
import { type Component, readComponent } from '../components/component.ts';
import { withTemplateNames } from '../components/names.ts';
import { LIB } from './lib.ts';
import { createResolver } from './modules.ts';
import { createNearby, type Nearby } from './nearby.ts';
import { withPlainExports } from './plain-exports.ts';
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
  /** All scanned files that may import a file, directly or through others, and its own. */
  dependents(path: string): ReadonlySet<string>;
  /** All scanned files that mention a name, loaded or not. */
  mentioning(name: string): readonly string[];
  /** The texts of files without code that mention a name. */
  settings(name: string): readonly string[];
} & Pick<Wishes, 'want' | 'wantMentions'>;

export type Loader = {
  /** Loads more files; unreadable ones are passed over. */
  load(paths: Iterable<string>): void;
  /** Goes on over another host; what is loaded and has another text there is read anew: its paths. */
  turnTo(host: Host): readonly string[];
  /** A view of what is loaded now, and how to know afterwards what it lacked. */
  open(): { workspace: Workspace; findWanted: () => ReadonlySet<string> };
};

/**
 * The name that the program knows a file by: no two files share one. On Linux a name may hold a backslash, which
 * TypeScript would take for a slash.
 */
const fileNameOf = (path: string, ending = ''): string =>
  `${ROOT}${path.replace(/[%\\:]/g, encodeURIComponent).replaceAll('../', '%up/')}${ending}`;

/** What is loaded: each file by its path and by the name that the program knows it by, and what it was made of. */
type Loaded = {
  paths: Map<string, string>;
  names: Map<string, string>;
  texts: Map<string, string>;
  components: Map<string, Component>;
};

/** What is known of the files of a host beside their code. */
type View = {
  host: Host;
  resolve: ReturnType<typeof createResolver>;
  nearby: Nearby;
};

/**
 * Makes an empty project over a host. Nothing is read but through the host, and nothing is written. `telling` are names
 * by which a file may be a reader of the answer, whoever hands it over.
 */
export function createLoader(host: Host, telling: readonly string[]): Loader {
  const loaded: Loaded = { paths: new Map(), names: new Map(), texts: new Map(), components: new Map() };
  let view = viewOf(host, telling);
  const project = createProject((specifier, from) => {
    const path = view.resolve(specifier, loaded.paths.get(from) ?? '');
    return path === undefined ? undefined : loaded.names.get(path);
  });

  project.createSourceFile(`${ROOT}${LIB_NAME}`, LIB);

  const load = (wanted: Iterable<string>) => {
    for (const path of wanted) if (!loaded.names.has(path)) loadFile(path, view.host, project, loaded);
  };

  const turnTo = (next: Host) => {
    view = viewOf(next, telling);
    const changed = [...loaded.names.keys()].filter(path => isOther(path, next, loaded));
    for (const path of changed) reloadFile(path, next, project, loaded);
    return changed;
  };

  const open = () => {
    const { host, resolve, nearby } = view;
    const wishes = collectWishes(host, nearby, path => loaded.names.has(path));
    const workspace: Workspace = {
      ...openProgram(project, loaded),
      resolve,
      reaches: host.packages.reaches,
      dependents: host.dependents,
      mentioning: host.mentioning,
      settings: host.settings,
      want: wishes.want,
      wantMentions: wishes.wantMentions,
    };
    return { workspace, findWanted: wishes.find };
  };
  return { load, turnTo, open };
}

function viewOf(host: Host, telling: readonly string[]): View {
  return { host, resolve: createResolver(host), nearby: createNearby(host, telling) };
}

function loadFile(path: string, host: Host, project: Project, loaded: Loaded): void {
  const text = host.readFile(path);
  if (text === undefined) return;
  const component = readComponent(path, text, host.readFile);
  if (component) loaded.components.set(path, component);
  const name = fileNameOf(path, component?.ending);
  const code = component?.code ?? withPlainExports(text);
  loaded.paths.set(name, path);
  loaded.names.set(path, name);
  loaded.texts.set(path, code);
  project.createSourceFile(name, code);
}

/** Whether a loaded file would be made of another text. A component is made of its template too. */
function isOther(path: string, host: Host, { texts, components }: Loaded): boolean {
  const text = host.readFile(path);
  if (text === undefined) return texts.has(path);
  if (!components.has(path)) return withPlainExports(text) !== texts.get(path);
  return readComponent(path, text, host.readFile)?.code !== texts.get(path);
}

/** Keeps the place of the file among the others. */
function reloadFile(path: string, host: Host, project: Project, loaded: Loaded): void {
  const name = loaded.names.get(path) ?? '';
  const file = project.getSourceFile(name);
  if (file) project.removeSourceFile(file);
  loaded.paths.delete(name);
  loaded.components.delete(path);
  loadFile(path, host, project, loaded);
  if (!loaded.paths.has(loaded.names.get(path) ?? '')) loaded.names.delete(path);
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
