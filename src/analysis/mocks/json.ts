import { ts } from 'ts-morph';
import type { Host } from '../../finding.ts';
import { unwrap } from '../code/syntax.ts';
import type { Workspace } from '../project/project.ts';

/** Where a fixture of that name may lie: as it is written, and where test runners look. */
const FOLDERS = ['', 'cypress/fixtures/', 'test/fixtures/', 'tests/fixtures/'];

/** The path of a JSON file that a test names without an import; undefined where there is none. */
export function findJson(name: string, file: string, host: Host): string | undefined {
  const folders = file.split('/').map((_, index, parts) =>
    parts
      .slice(0, index)
      .map(part => `${part}/`)
      .join(''),
  );
  const bare = name.startsWith('./') ? name.slice(2) : name;
  const full = bare.endsWith('.json') ? bare : `${bare}.json`;
  const paths = folders.flatMap(top => FOLDERS.map(folder => top + folder + full));
  return paths.find(path => host.readFile(path) !== undefined);
}

/** Whether a JSON file is named twice, in one file or in two: whoever else reads it would see the new shape. */
export function isJsonMentioned(path: string, own: string, host: Host): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const bare = name.replace(/\.json$/, '');
  const ways = [name, `fixture('${bare}'`, `fixture: '${bare}'`, `fixture("${bare}"`, `fixture: "${bare}"`];
  const count = ways.reduce((sum, way) => sum + (host.readFile(own) ?? '').split(way).length - 1, 0);
  return count !== 1 || ways.flatMap(way => host.mentioning(way)).some(file => file !== own);
}

const parsed = new WeakMap<Workspace, Map<string, ts.SourceFile>>();

/** What a JSON file holds, as nodes that edits can be planned with; undefined where it is no object or list. */
export function jsonRoot(
  path: string,
  workspace: Workspace,
  host: Host,
): ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | undefined {
  const text = host.readFile(path);
  if (text === undefined) return undefined;
  const files = parsed.get(workspace) ?? new Map<string, ts.SourceFile>();
  parsed.set(workspace, files);
  const file =
    files.get(path) ?? ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JSON);
  files.set(path, file);
  const [statement] = file.statements;
  const root = statement && ts.isExpressionStatement(statement) ? unwrap(statement.expression) : undefined;
  const isRoot = root && (ts.isObjectLiteralExpression(root) || ts.isArrayLiteralExpression(root));
  return isRoot ? root : undefined;
}

export const isJson = (node: ts.Node): boolean => node.getSourceFile().fileName.endsWith('.json');
