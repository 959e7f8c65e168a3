import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Change, renderDiff } from '../src/report/diff.ts';
import { addFiles, git, makeFolder, makeRepository, read, run } from './sandbox.ts';

const CALL = "await fetch('/v1.1/images/detail');";
const line = (n: number): string => `const line${n} = ${n};`;
const around = [...Array.from({ length: 9 }, (_, n) => line(n)), CALL, ...[10, 11, 12, 13, 14].map(line)];

/** Names and texts that patches are known to go wrong with. */
const FILES: [string, string, string][] = [
  ['LF', 'a.js', `${around.join('\n')}\n`],
  ['CRLF', 'a.js', `${around.join('\r\n')}\r\n`],
  ['mixed line ends', 'a.js', around.map((text, n) => text + (n % 2 === 0 ? '\r\n' : '\n')).join('')],
  ['no line end after the call', 'a.js', `${line(1)}\n${CALL}`],
  ['no line end below the call', 'a.js', around.join('\n')],
  ['CRLF, and none at the end', 'a.js', around.join('\r\n')],
  ['one line', 'a.js', CALL],
  ['a byte order mark', 'a.js', `\uFEFF${CALL}\n`],
  ['a byte order mark and CRLF', 'a.js', `\uFEFF${around.join('\r\n')}\r\n`],
  ['a name with a space', 'a folder/a file.js', `${CALL}\n`],
  ['a name with quotes', 'it\'s "a".js', `${CALL}\n`],
  ['a name in another script', '镜像/é.js', `${CALL}\n`],
  ['a name with a tab', 'a\tb.js', `${CALL}\n`],
  ['two calls far apart', 'a.js', `${around.join('\n')}\n${around.join('\n')}\n`],
  ['lines that look like a patch', 'a.js', `/*\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n*/\n${CALL}\n-- 1;\n`],
  ['a page break and a lone CR', 'a.js', `${line(1)}\f\n// a\rconst b = 1;\n${CALL}\n`],
];

const fixedText = (text: string): string =>
  text.replaceAll('/v1.1/images/detail', '/v2/images?member_status=all');

test('git takes the patch of every kind of file, and it makes what --fix makes', () => {
  const tree = Object.fromEntries(FILES.map(([name, path, text]) => [`${name}/${path}`, text]));
  const readAll = (folder: string) => Object.keys(tree).map(path => [path, read(folder, path)]);
  const patched = makeRepository(tree);
  git(patched, 'config', 'core.autocrlf', 'false');
  const { out, status } = run(patched, ['--diff']);
  expect(status).toBe(1);
  expect(readAll(patched)).toEqual(Object.entries(tree));
  git(patched, 'apply', join(makeFolder({ 'fix.patch': out }), 'fix.patch'));
  const wanted = Object.entries(tree).map(([path, text]) => [path, fixedText(text)]);
  expect(readAll(patched)).toEqual(wanted);
  const fixed = makeRepository(tree);
  expect(run(fixed, ['--fix']).status).toBe(0);
  expect(readAll(fixed)).toEqual(wanted);
});

test('a new file, in a folder of its own, and a file that is there', () => {
  const folder = makeRepository({ 'a.js': 'a\n', 'a\\b "c".js': 'a' });
  const changes: Change[] = [
    { path: 'a.js', before: 'a\n', after: 'b\n' },
    { path: 'new folder/new.js', before: undefined, after: 'x\r\ny' },
    { path: 'a\\b "c".js', before: 'a', after: 'b' },
    { path: 'same.js', before: 'a', after: 'a' },
  ];
  const patch = renderDiff(changes);
  expect(patch).not.toContain('same.js');
  addFiles(folder, { 'fix.patch': patch });
  git(folder, 'apply', 'fix.patch');
  expect(read(folder, 'a.js')).toBe('b\n');
  expect(read(folder, 'a\\b "c".js')).toBe('b');
  expect(read(folder, 'new folder/new.js')).toBe('x\r\ny');
});

test('the patch of a folder below is taken in that folder', () => {
  const folder = makeRepository({ 'packages/web/src/a.js': `${CALL}\n`, 'packages/api/b.js': `${CALL}\n` });
  const below = join(folder, 'packages/web');
  addFiles(folder, { 'fix.patch': run(below, ['--diff']).out });
  git(below, 'apply', '../../fix.patch');
  expect(read(below, 'src/a.js')).toContain('/v2/images');
  expect(read(folder, 'packages/api/b.js')).toContain('/v1.1/images/detail');
});
