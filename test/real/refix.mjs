import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A hash of every file of a folder, by its path. */
function hashAll(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(({ parentPath, path, name }) => join(parentPath ?? path, name));
  const hash = path => createHash('sha256').update(readFileSync(path)).digest('hex');
  return new Map(paths.map(path => [relative(folder, path).split(sep).join('/'), hash(path)]));
}

const changesBetween = (before, after) =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => before.get(path) !== after.get(path))
    .sort();

/** Fixes a copy of a package: only what was announced changes, what is left is what had no fix, and a second run does nothing. */
export function checkFix(folder, report, scan) {
  const faults = [];
  const fixable = report.findings.filter(({ fix }) => fix !== null);
  const announced = [
    ...new Set(fixable.flatMap(({ fix }) => fix.edits.map(({ place }) => place.file))),
  ].sort();
  const before = hashAll(folder);
  // Nothing in a temporary folder could be given back by git.
  const args = ['--fix', '--unsafe', '--allow-dirty'];
  const first = scan(folder, args);
  const after = hashAll(folder);
  const changed = changesBetween(before, after);
  if (changed.join() !== announced.join()) faults.push(`changed ${changed}, announced ${announced}`);
  const left = first.report?.findings.length;
  if (left !== report.findings.length - fixable.length) faults.push(`${left} findings left after --fix`);
  scan(folder, args);
  const again = changesBetween(after, hashAll(folder));
  if (again.length > 0) faults.push(`a second --fix changes ${again}`);
  return faults;
}
