import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config/config.ts';
import { loadRules } from '../src/rule-files.ts';
import { addFiles, makeFolder, read, run } from './sandbox.ts';

describe('finding the configuration', () => {
  test.each([
    ['glanceshift.config.json', '{ "accept": ["timestamps"] }'],
    ['glanceshift.config.json', '\uFEFF{ "accept": ["timestamps"] }'],
    ['glanceshift.config.yaml', 'accept: # note codes\n  - timestamps\n'],
    ['glanceshift.config.yml', 'accept: [timestamps]\n'],
    ['package.json', '{ "name": "x", "glanceshift": { "accept": ["timestamps"] } }'],
  ])('from the working directory upwards: %s', async (name, text) => {
    const folder = makeFolder({ [name]: text, 'deep/er/package.json': '{ "name": "inner" }' });
    const loaded = await loadConfig(join(folder, 'deep/er'));
    expect(loaded).toEqual({ config: { accept: ['timestamps'] }, file: join(folder, name), folder });
  });

  test('the nearest one counts, a file before the key of a package', async () => {
    const folder = makeFolder({
      'glanceshift.config.json': '{ "ext": ["outer"] }',
      'in/package.json': '{ "glanceshift": { "ext": ["package"] } }',
      'in/glanceshift.config.yaml': 'ext: [file]',
    });
    expect((await loadConfig(join(folder, 'in'))).config).toEqual({ ext: ['file'] });
  });

  test('none, or none wanted', async () => {
    const folder = makeFolder({ 'package.json': '{}' });
    expect(await loadConfig(folder)).toEqual({ config: {}, folder });
    addFiles(folder, { 'glanceshift.config.json': 'broken' });
    expect(await loadConfig(folder, false)).toEqual({ config: {}, folder });
  });

  test('a named one, with any name', async () => {
    const folder = makeFolder({ 'conf/g.json': '{ "maxWarnings": 3 }', 'glanceshift.config.json': 'broken' });
    const loaded = await loadConfig(folder, 'conf/g.json');
    expect(loaded).toEqual({
      config: { maxWarnings: 3 },
      file: join(folder, 'conf/g.json'),
      folder: join(folder, 'conf'),
    });
  });
});

describe('a wrong configuration is told with file, place and remedy', () => {
  const problem = async (text: string, name = 'glanceshift.config.json') => {
    const folder = makeFolder({ [name]: text });
    return loadConfig(folder).then(
      () => 'nothing wrong',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  };

  test.each([
    ['{ "acept": [] }', '/acept: there is no such key (did you mean "accept"?)'],
    ['{ "zzzzzzzz": 1 }', '/zzzzzzzz: there is no such key; known are $schema, rules, severity, ignore,'],
    ['{ "accept": "timestamps" }', '/accept: must be a list, not "timestamps"'],
    ['{ "accept": [1] }', '/accept/0: must be a text in quotes, not 1'],
    ['{ "maxWarnings": -1 }', '/maxWarnings: must be a whole number of 0 or more, not -1'],
    ['{ "failOn": "warn" }', '/failOn: must be one of error, warning, note, not "warn"'],
    ['{ "severity": { "a/b": 2 } }', '/severity/a~1b: must be one of on, off, error, warning, note, not 2'],
    ['{ "clients": [{ "call": "api" }] }', '/clients/0/url: is missing'],
    [
      '{ "clients": [{ "call": "api", "url": "0", "querry": "1" }] }',
      '/clients/0/querry: there is no such key (did you mean "query"?)',
    ],
    [
      '{ "clients": [{ "call": "api", "url": "first" }] }',
      '/clients/0/url: must be the index of an argument, or that and a key, e.g. "0" or "0.path", not "first"',
    ],
    ['[]', '/: must be an object, not a list'],
    ['3', '/: must be an object, not 3'],
    ['{ "a": 1, "ext": 2 }', '/ext: must be a list, not 2; /a: there is no such key'],
  ])('%s', async (text, message) => {
    expect(await problem(text)).toContain(`Failure: glanceshift.config.json: ${message}`);
  });

  test('broken text is told with line and column', async () => {
    expect(await problem('{\n  "accept": [,]\n}')).toBe(
      'Failure: glanceshift.config.json:2:14 is not valid JSON',
    );
    expect(await problem('{ // no\n}')).toBe('Failure: glanceshift.config.json:1:3 is not valid JSON');
    expect(await problem('a: [1\nb: 2', 'glanceshift.config.yaml')).toMatch(
      /^Failure: glanceshift\.config\.yaml:2:1 is not valid YAML: /,
    );
    expect(await problem('{', 'package.json')).toBe('Failure: package.json:1:2 is not valid JSON');
    expect(await problem('{ "glanceshift": { "x": 1 } }', 'package.json')).toContain(
      'package.json: /x: there is no such key',
    );
  });

  test('an empty file says nothing', async () => {
    expect(await problem('')).toBe('nothing wrong');
    expect(await problem('# nothing yet\n', 'glanceshift.config.yaml')).toBe('nothing wrong');
  });

  test('code is never run', async () => {
    const folder = makeFolder({
      'g.config.js': "throw new Error('was run');",
      'glanceshift.config.js': "throw new Error('was run');",
    });
    await expect(loadConfig(folder, 'g.config.js')).rejects.toThrow(
      'a configuration is a .json, .yaml or .yml file',
    );
    expect((await loadConfig(folder)).config).toEqual({});
  });

  test('a file that is not there, and a folder', async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'x.json'));
    await expect(loadConfig(folder, 'no.json')).rejects.toThrow('no.json does not exist');
    await expect(loadConfig(folder, 'x.json')).rejects.toThrow('x.json cannot be read (EISDIR)');
  });
});

describe('rule files', () => {
  const shipped = read('rules', 'images-detail.json');
  const withId = (id: string) => JSON.stringify({ ...JSON.parse(shipped), id });

  test('stand beside the shipped rules', async () => {
    const folder = makeFolder({ 'my.json': withId('mine') });
    expect((await loadRules(['my.json'], folder)).map(({ id }) => id)).toEqual(['images-detail', 'mine']);
  });

  test.each([
    ['{ "id": "mine" }', /^my\.json: .*title/],
    [withId('Not An Id'), 'my.json: id: lower-case words joined by dashes'],
    [withId('images-detail'), 'two rule files have the id "images-detail"'],
    ['{', 'my.json:1:2 is not valid JSON'],
  ])('a wrong one is told with its place', async (text, message) => {
    await expect(loadRules(['my.json'], makeFolder({ 'my.json': text }))).rejects.toThrow(message);
  });
});

test('the program that is built names the place in a broken file', () => {
  const { status, err } = run(makeFolder({ 'glanceshift.config.json': '{\n  "accept": [],,\n}\n' }));
  expect([status, err]).toEqual([2, 'glanceshift: glanceshift.config.json:2:16 is not valid JSON\n']);
});
