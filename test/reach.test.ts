import { describe, expect, test } from 'vitest';
import { openPackages } from '../src/files/own-packages.ts';
import { openDependents } from '../src/files/reach.ts';
import { scan } from '../src/scan.ts';

const dependentsIn = (files: Record<string, string>, path: string) => {
  const source = (name: string) => {
    const text = files[name];
    return text === undefined ? undefined : { path: name, text, bom: false };
  };
  const scripts = Object.keys(files).filter(name => !name.endsWith('.json'));
  const bytesOf = (name: string) => (files[name] === undefined ? undefined : Buffer.from(files[name]));
  return [...openDependents(bytesOf, scripts, openPackages({ source }, scripts))(path)].sort();
};

describe('files that may get something from a file', () => {
  const home = { 'src/api/list.ts': 'export const list = 1;' };

  test('import it, directly or through others', () => {
    const files = {
      ...home,
      'src/api/index.ts': "export * from './list';",
      'src/page.ts': "import { list } from './api';",
      'src/old.cjs': "const { list } = require('./api/list.js');",
      'src/late.ts': "const { list } = await import('./page');",
      'src/other.ts': "import { list } from './other/list';",
    };
    expect(dependentsIn(files, 'src/api/list.ts')).toEqual(
      Object.keys(files)
        .filter(path => path !== 'src/other.ts')
        .sort(),
    );
  });

  test('or import by a name that may be any path, or by one that is made at run time', () => {
    const files = {
      ...home,
      'src/alias.ts': "import { x } from '#glance';",
      'src/rooted.ts': "import { list } from '@/api/list';",
      'src/all.ts': "const pages = import.meta.glob('./**/*.ts');",
      'src/plugin.js': 'module.exports = name => require(name);',
      'src/package.ts': "import { list } from 'lodash';",
    };
    expect(dependentsIn(files, 'src/api/list.ts')).toEqual(
      Object.keys(files)
        .filter(path => path !== 'src/package.ts')
        .sort(),
    );
  });

  test('or import the package of the project that it is in', () => {
    const files = {
      'packages/images/lib/list.ts': 'export const list = 1;',
      'packages/web/page.ts': "import { list } from '@console/glance';",
      'packages/web/deep.ts': "import { list } from '@console/glance/any/where';",
      'packages/web/main.ts': "import './page';",
      'packages/web/other.ts': "import { list } from '@console/glance-v2';",
    };
    const manifests = {
      'packages/images/package.json': '{ "name": "@console/glance" }',
      'packages/web/package.json': '{ "name": "@console/web" }',
    };
    expect(dependentsIn({ ...files, ...manifests }, 'packages/images/lib/list.ts')).toEqual(
      Object.keys(files)
        .filter(path => path !== 'packages/web/other.ts')
        .sort(),
    );
  });

  test('or import by a path that begins with its folder', () => {
    const files = {
      ...home,
      'src/lazy.ts': 'export const load = name => import(`./api/${name}`);',
      'src/pages/up.js': "module.exports = name => require('../' + name);",
      'src/api/beside.js': "module.exports = name => require('./' + name);",
      'src/other.ts': 'export const load = name => import(`./views/${name}`);',
    };
    expect(dependentsIn(files, 'src/api/list.ts')).toEqual([
      'src/api/beside.js',
      'src/api/list.ts',
      'src/lazy.ts',
      'src/pages/up.js',
    ]);
  });

  test('or by a name made at run time, where their package knows of its package', () => {
    const load = 'module.exports = name => require(name);';
    const files = {
      'packages/images/list.ts': 'export const list = 1;',
      'packages/images/package.json': '{ "name": "images" }',
      'packages/web/load.js': load,
      'packages/web/package.json': '{ "name": "web", "dependencies": { "images": "*" } }',
      'packages/docs/load.js': load,
      'packages/docs/package.json': '{ "name": "docs" }',
      'load.js': load,
      'package.json': '{ "private": true }',
    };
    const expected = ['packages/images/list.ts', 'packages/web/load.js'];
    expect(dependentsIn(files, 'packages/images/list.ts')).toEqual(expected);
    const unnamed = { ...files, 'packages/images/package.json': '{}' };
    expect(dependentsIn(unnamed, 'packages/images/list.ts')).toEqual([
      'load.js',
      'packages/docs/load.js',
      ...expected,
    ]);
  });

  test('are all, where the file is no module: what it declares is global', () => {
    const files = { 'a.js': 'function list() {}', 'b.js': 'list();', 'c.js': 'var x = 1;' };
    expect(dependentsIn(files, 'a.js')).toEqual(['a.js', 'b.js', 'c.js']);
  });
});

describe('a name that half of a project uses', () => {
  const CALL = `export async function list(host: string) {
  const response = await fetch(host + '/v1.1/images/detail');
  return (await response.json()).images;
}
`;
  const strangers = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`src/other-${at}.ts`, `export const list = () => ${at};\n`]),
  );
  const READER = 'images.filter(image => image.is_public).length';
  const scanned = (more: Record<string, string>) =>
    scan({ files: new Map(Object.entries({ ...strangers, 'src/images.ts': CALL, ...more })) });

  test('is followed to its readers', async () => {
    const { findings } = await scanned({
      'src/api.ts': "export * from './images';\n",
      'src/page.ts': `import { list } from './api';\nexport const count = async () => {\n  const images = await list('');\n  return ${READER};\n};\n`,
    });
    const files = findings.flatMap(({ fix }) => fix?.edits.map(({ file }) => file) ?? []);
    expect(new Set(files)).toEqual(new Set(['src/images.ts', 'src/page.ts']));
  });

  test('and seen where the function is handed over to a reader that does not import it', async () => {
    const { findings } = await scanned({
      'src/main.ts':
        "import { list } from './images';\nimport { count } from './count';\ncount({ list }).then(console.log);\n",
      'src/count.js': `export async function count(api) {\n  const images = await api.list('');\n  return ${READER};\n}\n`,
    });
    const { fix, blockers } = findings[0] ?? {};
    const places = [
      ...(fix?.edits ?? []).map(({ file }) => file),
      ...(blockers ?? []).map(({ span }) => span.file),
    ];
    expect(places).toContain('src/count.js');
  });
});

describe('a last segment that stands alone', () => {
  const tabs = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [
      `src/tab-${at}.ts`,
      `export const tab${at} = { label: 'detail' };\nexport const show${at} = (tab) => tab.label;\n`,
    ]),
  );
  const loaded = async (more: Record<string, string>) => {
    const read = new Set<string>();
    const files = new Map(Object.entries({ ...tabs, ...more }));
    const { findings } = await scan({ files }, async () => {
      const { analyse } = await import('../src/analysis/index.ts');
      return input => {
        const readFile = (path: string) => {
          read.add(path);
          return input.host.readFile(path);
        };
        return analyse({ ...input, host: { ...input.host, readFile } });
      };
    });
    return { findings, read: [...read].filter(path => !path.startsWith('src/tab-')) };
  };

  test('is not followed into files that cannot make the path of it', async () => {
    const others = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `src/other-${at}.ts`,
        `export const x${at} = tab => tab.label;\n`,
      ]),
    );
    const { findings, read } = await loaded({ ...others, 'src/v1.ts': "export const v = 'v1.1/images';\n" });
    expect(findings).toEqual([]);
    expect(read.filter(path => path.startsWith('src/other-'))).toEqual([]);
  });

  test('is followed to where it becomes the path, through a name that many use', async () => {
    const { findings } = await loaded({
      'src/words.ts': "export const words = { label: 'detail' };\n",
      'src/list.ts':
        "import { words } from './words';\nexport const list = async () => {\n  const response = await fetch(`/v1.1/images/${words.label}`);\n  return (await response.json()).images.length;\n};\n",
    });
    expect(findings.map(({ severity, span }) => `${severity} ${span.file}`)).toEqual(['error src/list.ts']);
  });
});
