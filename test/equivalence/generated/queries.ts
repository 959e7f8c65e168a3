import fc from 'fast-check';

/** One parameter as the program has it: the code of its value, and where that value comes from. */
export type Param = { name: string; value: string; from: 'literal' | 'constant' | 'argument' };

/** Values that v1.1 takes, as code. Names with a colon are left out: v1.1 itself fails on them. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  limit: ['100', "'50'", '7'],
  status: ["'active'", "'queued'", "'deleted'"],
  is_public: ["'true'", "'None'", 'true', "'0'"],
  'changes-since': [
    "'2014-03-18T01:00:00'",
    "'2014-04-09T01:00:00Z'",
    "'2014-04-12T03:00:00+02:00'",
    'new Date(Date.UTC(2014, 3, 5)).toISOString()',
  ],
  'property-os_type': ["'linux'", "'windows'"],
  'property-hw:foo': ["'bar'"],
  name: ["'cirros'", "'a,b'", '\'say "hi"\'', "'café 日本'", "'a+b'"],
  disk_format: ["'raw'", "'qcow2'"],
  container_format: ["'bare'"],
  size_min: ['13', "'60'"],
  size_max: ['1024'],
  protected: ["'true'", "'False'", "'1'", 'true'],
  min_ram: ['512', "'0'"],
  min_disk: ["'40'"],
  sort_key: ["'name'", "'size'"],
  sort_dir: ["'asc'"],
  marker: ["'00000000-0000-4000-8000-000000000037'"],
  visibility: ["'public'"],
  owner: ["'beta'"],
  deleted: ["'true'"],
  tenant: ["'alpha'"],
  _: ["'1'"],
};

const param: fc.Arbitrary<Param> = fc.constantFrom(...Object.keys(VALUES)).chain(name =>
  fc.record({
    name: fc.constant(name),
    value: fc.constantFrom(...(VALUES[name] ?? [])),
    from: fc.constantFrom('literal', 'constant', 'argument'),
  }),
);

export const params: fc.Arbitrary<Param[]> = fc.uniqueArray(param, {
  maxLength: 5,
  selector: ({ name }) => name,
});

/** A query in code: statements that make it, and either an expression of text or one of an object. */
export type Query = {
  setup: string[];
  imports: string[];
  text?: string;
  object?: string;
  /** Whether the object is none of a class. */
  isPlain: boolean;
  pieces?: Piece[];
};

/** A part of a text: what is written, or the code that gives it. */
export type Piece = { literal: string } | { code: string };

type Named = Param & { code: string };
type Syntax = (params: readonly Named[]) => Query;

const key = (name: string): string => (/^[a-z_]+$/i.test(name) ? name : `'${name}'`);
const member = ({ name, code }: Named): string => (key(name) === code ? code : `${key(name)}: ${code}`);
const textMember = ({ name, code }: Named): string => `${key(name)}: String(${code})`;
const object = (items: readonly Named[], write = member): string =>
  items.length === 0 ? '{}' : `{ ${items.map(write).join(', ')} }`;
const query = (rest: Partial<Query>): Query => ({
  setup: [],
  imports: [],
  isPlain: !rest.setup?.some(line => line.includes('URLSearchParams')),
  ...rest,
});

const isLiteral = (code: string): boolean => /^('[^']*'|[0-9]+|true)$/.test(code);
const evaluate = (code: string): string => code.replace(/^'|'$/g, '');

const pieces: Syntax = items =>
  query({
    pieces: items.flatMap(({ name, code }, i) => {
      const head = `${i === 0 ? '' : '&'}${name.replace(':', '%3A')}=`;
      return isLiteral(code)
        ? [{ literal: head + encodeURIComponent(evaluate(code)) }]
        : [{ literal: head }, { code: `encodeURIComponent(${code})` }];
    }),
  });

const statements =
  (holder: string, start: string, add: (item: Named) => string) =>
  (items: readonly Named[]): string[] => [`const ${holder} = ${start};`, ...items.map(add)];

const searchParams = (method: string): Syntax => {
  const write = statements(
    'query',
    'new URLSearchParams()',
    item => `query.${method}('${item.name}', ${item.code});`,
  );
  return items => query({ setup: write(items), text: 'query.toString()', object: 'query' });
};

/** Half of them depend on something. */
const sometimes: Syntax = items =>
  query({
    setup: [
      'const query = new URLSearchParams();',
      ...items.map((item, i) =>
        i % 2 === 0
          ? `if (${item.code}) query.set('${item.name}', ${item.code});`
          : `query.append('${item.name}', String(${item.code}));`,
      ),
    ],
    text: 'query',
    object: 'query',
  });

const spread: Syntax = items => {
  const [head, tail] = [items.slice(0, 1), items.slice(1)];
  return query({
    setup: [
      `const defaults = ${object(head)};`,
      `const query = { ...defaults, ${tail.map(member).join(', ')} };`,
    ],
    object: 'query',
    text: 'new URLSearchParams(query)',
  });
};

const conditionalSpread: Syntax = items =>
  query({
    object: `{ ${items.map(item => `...(${item.code} ? ${object([item])} : {})`).join(', ')} }`,
  });

const joined: Syntax = items =>
  query({
    setup: [
      'const parts = [];',
      ...items.map(({ name, code }) => `parts.push('${name}=' + encodeURIComponent(${code}));`),
    ],
    text: "parts.join('&')",
  });

export const SYNTAXES: Readonly<Record<string, Syntax>> = {
  text: pieces,
  'object literal': items => query({ object: object(items) }),
  'search params of an object': items =>
    query({ text: `new URLSearchParams(${object(items, textMember)}).toString()` }),
  'object in a constant': items =>
    query({
      setup: [`const query = ${object(items)};`],
      object: 'query',
      text: 'new URLSearchParams(query)',
    }),
  'object by assignment': items =>
    query({
      setup: statements('query', '{}', ({ name, code }) => `query['${name}'] = ${code};`)(items),
      object: 'query',
    }),
  'search params of pairs': items =>
    query({
      setup: [
        `const query = new URLSearchParams([${items.map(({ name, code }) => `['${name}', String(${code})]`).join(', ')}]);`,
      ],
      text: 'query',
      object: 'query',
    }),
  'search params set': searchParams('set'),
  'search params append': searchParams('append'),
  'search params sometimes': sometimes,
  'spread object': spread,
  'conditional spread': conditionalSpread,
  'qs.stringify': items =>
    query({ imports: ["import qs from 'qs';"], text: `qs.stringify(${object(items)})` }),
  'querystring.stringify': items =>
    query({
      imports: ["import querystring from 'node:querystring';"],
      text: `querystring.stringify(${object(items)})`,
    }),
  'joined parts': joined,
};

/** Names for what is not written in place, and the code that gives them their values. */
export function nameParams(items: readonly Param[]): {
  named: Named[];
  constants: string[];
  parameters: string[];
  arguments: string[];
} {
  const named = items.map((item): Named => {
    const id = item.name.replace(/\W/g, '_');
    return {
      ...item,
      code: item.from === 'literal' ? item.value : item.from === 'constant' ? `wanted_${id}` : id,
    };
  });
  const of = (from: Param['from']) => named.filter(item => item.from === from);
  return {
    named,
    constants: of('constant').map(({ code, value }) => `const ${code} = ${value};`),
    parameters: of('argument').map(({ code }) => code),
    arguments: of('argument').map(({ value }) => value),
  };
}
