import { describe, expect, test } from 'vitest';
import { findImports } from '../src/files/imports.ts';

const importsIn = (text: string) => findImports(Buffer.from(text));

describe('what a file imports is found in its bytes', () => {
  test.each([
    ["import { a } from './a';", './a'],
    ['export * from "./b";', './b'],
    ["import './side-effect';", './side-effect'],
    ["const c = require('./c');", './c'],
    ["const c = require ( './c' );", './c'],
    ["const d = await import(\n  './d'\n);", './d'],
    ["import e from'./e'", './e'],
    ["import {\n  f\n}\nfrom\n'./größe';", './größe'],
    ["} from '@/api/list';", '@/api/list'],
    ["Buffer.from('./too-much')", './too-much'],
    ['const d = await import(`./d`);', './d'],
  ])('%s', (text, specifier) => {
    expect(importsIn(text)).toEqual({ specifiers: [specifier], beginnings: [], isComputed: false });
  });

  test.each([
    ["import fs from 'node:fs'; import path from 'path';"],
    ["const xfrom = 'a'; reimport('b'); _require('c');"],
    ["import ''"],
    ["import './cut\noff'"],
    ["import './end"],
    ['import('],
    ['import()'],
    ['import'],
    ['import.meta.url'],
    ['from(name)'],
  ])('nothing in %j', text => {
    expect(importsIn(text)).toEqual({ specifiers: [], beginnings: [], isComputed: false });
  });

  test.each([
    ["import.meta.glob('./**/*.ts')"],
    ["require.context('./pages', true)"],
    ['import(name)'],
    ['require ( name )'],
    ["require('lodash/' + name)"],
    ['import(`${folder}/list`)'],
    ["require('.' + name)"],
    ['import(`./pages'],
  ])('by a name that is made at run time: %s', text => {
    expect(importsIn(text).isComputed).toBe(true);
  });

  test.each([
    ['import(`./pages/${name}`)', './pages/'],
    ["require('../locales/' + name)", '../locales/'],
    ["import('./a-' /* of them */ + name)", './a-'],
  ])('by a name of which the beginning is known: %s', (text, beginning) => {
    expect(importsIn(text)).toEqual({ specifiers: [], beginnings: [beginning], isComputed: false });
  });

  test('several, whatever stands between them', () => {
    const text =
      "import a from './a'; const from = 'x'; import b from \"./b\"; require('./c')(require(name));";
    const { specifiers, isComputed } = importsIn(text);
    expect(specifiers.sort()).toEqual(['./a', './b', './c']);
    expect(isComputed).toBe(true);
  });
});
