import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadOwners, parseOwners } from '../src/owners.ts';
import { addFiles, makeFolder } from './sandbox.ts';

describe('patterns mean what the documentation of CODEOWNERS says', () => {
  const OWNERS = `# a comment
*       @global-owner1 @global-owner2
*.js    @js-owner #inline comment
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/scripts/ @doctocat @octocat
**/logs @log-owner
/apps/github
a\\ b/*.ts @spaces
[Section][2] @nobody
^[Optional]
/src/**/index.ts @index
`;
  test.each([
    ['README.md', '@global-owner1 @global-owner2'],
    ['src/deep/a.js', '@js-owner'],
    ['build/logs/deep/a.txt', '@log-owner'],
    ['docs/start.md', 'docs@example.com'],
    ['docs/build/more.md', '@global-owner1 @global-owner2'],
    ['apps/web/a.ts', '@octocat'],
    ['deep/apps/web/a.ts', '@octocat'],
    ['scripts/run.sh', '@doctocat @octocat'],
    ['deep/scripts/run.sh', '@global-owner1 @global-owner2'],
    ['deep/logs/a.txt', '@log-owner'],
    ['apps/github/a.ts', undefined],
    ['apps/github.ts', '@octocat'],
    ['a b/c.ts', '@spaces'],
    ['src/index.ts', '@index'],
    ['src/a/b/index.ts', '@index'],
    ['src/a/xindex.ts', '@global-owner1 @global-owner2'],
  ])('%s', (path, owners) => {
    expect(parseOwners(OWNERS)(path)).toBe(owners);
  });
});

describe('the file is found', () => {
  test('in the folder of the host first, and paths count from where it is', () => {
    const folder = makeFolder({ CODEOWNERS: '* @root', '.github/CODEOWNERS': '/web/src/ @web' });
    mkdirSync(join(folder, 'web'));
    expect(loadOwners(join(folder, 'web'))?.('src/a.ts')).toBe('@web');
    expect(loadOwners(join(folder, 'web'))?.('a.ts')).toBeUndefined();
    expect(loadOwners(folder)?.('web/src/a.ts')).toBe('@web');
  });

  test.each(['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'])('%s', place => {
    const folder = makeFolder();
    addFiles(folder, { [place]: '*.ts @team\r\n' });
    expect(loadOwners(folder)?.('a/b.ts')).toBe('@team');
  });
});
