import type { Edit, Host } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { renderCompat } from './compat/compat.ts';
import { type CompatModule, type CompatUse, chooseForm, importEdit } from './compat/import.ts';
import type { Group } from './edits/groups.ts';
import type { Analysis } from './index.ts';
import { nearestManifest } from './project/package-entries.ts';
import type { Workspace } from './project/project.ts';

type Input = { workspace: Workspace; rule: Rule; accept: ReadonlySet<string> };

/**
 * Brings the functions into the files that call them: all groups that change a file add the same import, so that it
 * does not matter which of them are applied. Gives the module that they are imported from; none where no group uses it.
 */
export function finishCompat(
  { groups }: { groups: Group[] },
  module: CompatModule,
  { workspace, rule, accept }: Input,
): Analysis['created'] {
  const { path } = module;
  const uses = groups.flatMap(usesOf);
  if (uses.length === 0) return [];
  const files = [...new Set(uses.map(({ file }) => file))];
  const imports = new Map(files.map(file => [file, importInto(file, path, uses, workspace)]));
  for (const group of groups) {
    const own = new Set(usesOf(group).map(({ file }) => file));
    group.edits.push(...[...own].flatMap(file => imports.get(file) ?? []));
  }
  const users = files.flatMap(file => workspace.files.get(file) ?? []);
  const form = chooseForm(module, users);
  return [{ path, text: renderCompat(rule, { ...form, accept }) }];
}

const usesOf = ({ drafts }: Group): CompatUse[] => drafts.flatMap(draft => draft.compat?.uses ?? []);

function importInto(
  path: string,
  compat: string,
  uses: readonly CompatUse[],
  workspace: Workspace,
): Edit | undefined {
  const file = workspace.files.get(path);
  const names = uses.filter(use => use.file === path).map(({ name }) => name);
  return file && importEdit(file, path, names, compat);
}

/** What the nearest `package.json` says of plain `.js` files. */
export function packageTypeOf(path: string, host: Host): unknown {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return nearestManifest(folder, host)?.manifest.type;
}
