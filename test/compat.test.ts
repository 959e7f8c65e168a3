import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type CompatForm, renderCompat } from '../src/analysis/compat/compat.ts';
import { rule } from './report-samples.ts';

const FORM: CompatForm = { language: 'js', module: 'cjs', accept: new Set() };

type Compat = {
  v1Body: <T>(answer: T) => T;
  v2Query: <T>(query: T, isRest?: boolean) => T;
};

/** The module as a program would load it. */
function loadCompat(form: Partial<CompatForm> = {}, from = rule): Compat {
  const exports = {};
  new Function('exports', renderCompat(from, { ...FORM, ...form }))(exports);
  return exports as Compat;
}

const { v1Body, v2Query } = loadCompat();

const IMAGE = {
  id: '1',
  name: 'a',
  visibility: 'public',
  created_at: '2016-05-22T06:04:20Z',
  updated_at: '2016-05-22T06:04:20Z',
  tags: [],
  os_type: 'Linux',
};
const BODY = { images: [IMAGE], first: '/v2/images', schema: '/v2/schemas/images' };

describe('the compat module', () => {
  test.each(['ts', 'js'] as const)('compiles without a complaint as %s', language => {
    const text = renderCompat(rule, { ...FORM, language, module: 'esm' });
    const name = `/compat.${language}`;
    const options: ts.CompilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      allowJs: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2020,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2020);
    const { getSourceFile } = host;
    host.getSourceFile = (path, ...more) => (path === name ? source : getSourceFile(path, ...more));
    const program = ts.createProgram([name], options, host);
    const told = ts
      .getPreEmitDiagnostics(program)
      .map(row => ts.flattenDiagnosticMessageText(row.messageText, ' '));
    expect(told).toEqual([]);
  });

  test('says on its first line whose it is', () => {
    expect(renderCompat(rule, FORM).split('\n')[0]).toContain('glanceshift compat');
  });

  test.each<[unknown, unknown]>([
    [
      { 'changes-since': '2016', foo: 1 },
      { updated_at: 'gt:2016', member_status: 'all' },
    ],
    [{ 'changes-since': undefined }, { updated_at: undefined, member_status: 'all' }],
    [{ 'changes-since': new Date(0) }, { updated_at: 'gt:1970-01-01T00:00:00.000Z', member_status: 'all' }],
    [undefined, { member_status: 'all' }],
    [
      { name: 'a:b', 'property-os_type': 'x' },
      { name: 'eq:a:b', os_type: 'x', member_status: 'all' },
    ],
    [
      { protected: 'True', is_public: true },
      { protected: 'true', member_status: 'all' },
    ],
    [{ status: ['active'] }, { member_status: 'all' }],
    ['limit=5&limit=6', 'limit=6&member_status=all'],
    ['?changes-since=2016-01-01T00:00:00Z', '?updated_at=gt%3A2016-01-01T00%3A00%3A00Z&member_status=all'],
    ['https://h/image/v1.1/images/detail?limit=5#x', 'https://h/image/v2/images?limit=5&member_status=all#x'],
    ['/v1/images/detail', '/v2/images?member_status=all'],
    ['https://h/v1.1/servers/detail?is_public=1', 'https://h/v1.1/servers/detail?is_public=1'],
    ['/v1.1/images/detail/1', '/v1.1/images/detail/1'],
  ])('translates the query %j', (query, expected) => {
    expect(v2Query(query)).toEqual(expected);
  });

  test('translates what is not plain text in its own form', () => {
    expect(`${v2Query(new URLSearchParams({ marker: '1', x: '2' }))}`).toBe('marker=1&member_status=all');
    expect(v2Query(new URL('http://h/v1.1/images/detail')).href).toBe('http://h/v2/images?member_status=all');
    expect(v2Query({ limit: 1 }, true)).toEqual({ limit: 1 });
  });

  test('adds nothing that the project does without', () => {
    const plain = loadCompat({ accept: new Set(['sharing-defaults']) });
    expect(plain.v2Query({ limit: 1 })).toEqual({ limit: 1 });
  });

  test('refuses a filter that v2 would take for another', () => {
    expect(() => v2Query({ 'property-status': 'x' })).toThrow('status');
    expect(() => v2Query({ 'property-a_name': 'x' })).not.toThrow();
  });

  test('takes any name of a property where the rule reserves no ending', () => {
    const patterns = rule.query.patterns.map(pattern => ({ ...pattern, reservedSuffixes: [] }));
    const { v2Query } = loadCompat({}, { ...rule, query: { ...rule.query, patterns } });
    expect(v2Query({ 'property-os_type': 'linux' })).toMatchObject({ os_type: 'linux' });
  });

  const OLD = {
    images: [
      {
        id: '1',
        name: 'a',
        created_at: '2016-05-22T06:04:20.000000',
        updated_at: '2016-05-22T06:04:20.000000',
        is_public: true,
        deleted: false,
        deleted_at: null,
        properties: { os_type: 'Linux' },
      },
    ],
  };

  test('gives a body its old form, wherever it is held', async () => {
    expect(v1Body(BODY)).toMatchObject(OLD);
    expect(JSON.parse(v1Body(JSON.stringify(BODY)))).toMatchObject(OLD);
    expect(v1Body({ status: 200, data: BODY })).toMatchObject({ status: 200, data: OLD });
    expect(await v1Body(Promise.resolve(BODY))).toMatchObject(OLD);
    const response = v1Body(new Response(JSON.stringify(BODY), { status: 203 }));
    expect([response.status, response.ok]).toEqual([203, true]);
    expect(await response.clone().json()).toMatchObject(OLD);
    expect(JSON.parse(await response.text())).toMatchObject(OLD);
  });

  test('translates what a response of a client holds: text, a body that is read later, both', async () => {
    const text = JSON.stringify(BODY);
    class Held {
      constructor(members: object) {
        Object.assign(this, members);
      }
    }
    const got = v1Body(new Held({ statusCode: 200, body: text })) as unknown as { body: string };
    expect(got).toBeInstanceOf(Held);
    expect(JSON.parse(got.body)).toMatchObject(OLD);
    expect(v1Body({ ok: true, body: BODY, text })).toMatchObject({ ok: true, body: OLD });
    expect(JSON.parse(v1Body({ body: BODY, text }).text)).toMatchObject(OLD);
    const undici = v1Body({ statusCode: 200, body: { json: async () => BODY, text: async () => text } });
    expect(await undici.body.json()).toMatchObject(OLD);
    expect(JSON.parse(await undici.body.text())).toMatchObject(OLD);
    const other = { body: 'text', data: { list: [] }, value: '{"images": []}' };
    expect(v1Body(other)).toBe(other);
  });

  test.each([[null], [undefined], ['text'], ['{"images": []}'], [3], [[1]]])('leaves %j alone', value => {
    expect(v1Body(value)).toEqual(value);
  });

  test('leaves alone what it has translated, and lists of others', () => {
    const old = v1Body(BODY);
    expect(v1Body(old)).toBe(old);
    const servers = { servers: [], first: '' };
    expect(v1Body(servers)).toBe(servers);
  });
});
