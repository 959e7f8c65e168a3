import type { Rule } from '../../rule.ts';

/** How the compat module has to be written to fit into a project. */
export type CompatForm = {
  language: 'ts' | 'js';
  module: 'esm' | 'cjs';
  /** Notes that the project lives with: what they add to a query is left out. */
  accept: ReadonlySet<string>;
};

/** The words by which a file is known to be ours; on its first line. */
const COMPAT_MARK = 'glanceshift compat';

/** Whether a text is that of a compat module, of this run or of an earlier one. */
export const isCompatText = (text: string): boolean => text.split('\n', 1)[0]?.includes(COMPAT_MARK) ?? false;

export const COMPAT_NAMES = ['v1Body', 'v2Query'] as const;
export type CompatName = (typeof COMPAT_NAMES)[number];

/**
 * The text of the module that calls go through which cannot be followed: two pure functions made from the rule.
 * The same input gives the same text, so a second run has nothing to write.
 */
export function renderCompat(rule: Rule, form: CompatForm): string {
  const isTyped = form.language === 'ts';
  const lines = [...headLines(rule), ...tableLines(rule, form), ...QUERY_CODE, ...BODY_CODE];
  const wanted = isTyped ? lines : lines.filter(line => !/^⟨[^⟩]*⟩$/.test(line));
  const text = wanted.map(line => writeLine(line, isTyped)).join('\n');
  if (form.module === 'esm') return `${text}\n`;
  return `${text.replace(/^export function/gm, 'function')}\n\nexports.v2Query = v2Query;\nexports.v1Body = v1Body;\n`;
}

/** Types stand between `⟨` and `⟩` in the code below, and are left out of JavaScript. */
const writeLine = (line: string, isTyped: boolean): string =>
  isTyped ? line.replace(/[⟨⟩]/g, '') : line.replace(/⟨[^⟩]*⟩/g, '');

function headLines({ id, deprecated, replacement }: Rule): string[] {
  return [
    `// ${COMPAT_MARK}: made from the rule ${id}; a run with --compat may write it again.`,
    '',
    '/*',
    ` * Keeps code working that was written for ${deprecated.method} ${deprecated.path} and now calls ${deprecated.method} ${replacement.path}:`,
    ' * v2Query translates what is asked, v1Body what is answered. Both are pure, and leave alone what is not theirs,',
    ' * so they may also stand where other calls pass. When the code around a call is moved by hand, take its calls',
    ' * of these functions away; when none is left, delete this file.',
    ' */',
    '',
  ];
}

/** Plain data as it is written in code. */
function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  const members = Object.entries(value as object).map(([name, member]) => `${key(name)}: ${literal(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function tableLines({ deprecated, replacement, query, response }: Rule, { accept }: CompatForm): string[] {
  const [, ...tail] = deprecated.path.split('/').filter(Boolean);
  const versions = deprecated.versions.map(escapePattern).join('|');
  const added = Object.entries(query.add).filter(([, { note }]) => !accept.has(note));
  const fields = Object.entries(response.fields);
  const bag = fields.find(([, { action }]) => action === 'flatten');
  return [
    '⟨type Item = Record<string, unknown>;⟩',
    '⟨type Pair = [string, unknown];⟩',
    '⟨type Parameter = { to?: string; prefix?: string; unless?: string; map?: Record<string, string> };⟩',
    '⟨⟩',
    `const OLD_PATH = /(^|\\/)(?:${versions})\\/${tail.map(escapePattern).join('\\/')}(?=[?#]|$)/;`,
    `const NEW_PATH = ${quote(replacement.path.slice(1))};`,
    '',
    '/** Parameters that have a meaning in both; all others go, as v1.1 ignored them. */',
    'const PARAMETERS⟨: ReadonlyMap<string, Parameter>⟩ = new Map⟨<string, Parameter>⟩([',
    ...parameterRows(query).map(([name, row]) => `  [${quote(name)}, ${literal(row)}],`),
    ']);',
    `const PATTERNS = [${query.patterns.map(({ prefix }) => quote(prefix)).join(', ')}];`,
    '/** Names of properties that v2 would take for something else. */',
    `const RESERVED = new Set(${list(query.patterns.flatMap(row => row.reserved))});`,
    `const RESERVED_END = /(?:${
      query.patterns
        .flatMap(row => row.reservedSuffixes)
        .map(escapePattern)
        .join('|') || '(?!)'
    })$/;`,
    `const ADDED⟨: [string, string][]⟩ = [${added.map(([name, { value }]) => `[${quote(name)}, ${quote(value)}]`).join(', ')}];`,
    '',
    `const LIST = ${quote(response.list)};`,
    '/** Members of a v2 answer beside the list. `next` alone does not tell it from others. */',
    `const ENVELOPE = ${list(response.envelope.filter(name => name !== 'next'))};`,
    `const BESIDE = new Set(${list(response.envelope)});`,
    '/** Members of a v2 image that are not custom properties. */',
    `const OWN = new Set(${list(bag?.[1].action === 'flatten' ? bag[1].reserved : [])});`,
    '/** How each field of a v1.1 image comes from a v2 image. */',
    'const FIELDS⟨: Record<string, (image: Item) => unknown>⟩ = {',
    ...fields.map(([name, field]) => `  ${key(name)}: ${fieldCode(name, field)},`),
    '};',
    '',
  ];
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name));
const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
/** A list of texts, in lines of ten where it is long. */
function list(names: readonly string[]): string {
  if (names.length <= 10) return `[${names.map(quote).join(', ')}]`;
  const lines = names.map((name, index) => `${index % 10 === 0 ? '\n  ' : ' '}${quote(name)},`);
  return `[${lines.join('')}\n]`;
}
const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const parameterRows = (query: Rule['query']): [string, unknown][] =>
  Object.entries(query.parameters).flatMap(([name, row]) => {
    if (row.action === 'remove') return [];
    const { prefix, escape: escaped, map } = row.value ?? {};
    return [
      [
        name,
        {
          ...(row.to !== undefined && { to: row.to }),
          ...(prefix !== undefined && { prefix }),
          ...(escaped && { prefix: escaped.prefix, unless: escaped.contains }),
          ...(map && { map }),
        },
      ],
    ];
  });

function fieldCode(name: string, field: Rule['response']['fields'][string]): string {
  switch (field.action) {
    case 'same':
      return `image => image.${name}`;
    case 'equals':
      return `image => image.${field.to} === ${quote(String(field.value))}`;
    case 'constant':
      return `() => ${field.value}`;
    case 'timestamp':
      return `image => oldTime(image.${name}, /${field.pattern}/, ${quote(field.replacement)})`;
    case 'flatten':
      return 'image => Object.fromEntries(Object.entries(image).filter(([name]) => !OWN.has(name)))';
  }
}

const QUERY_CODE = [
  '/**',
  ' * Translates a v1.1 query, in the form it is given in: an object of parameters, `URLSearchParams`, pairs, the text',
  ' * of a query, or a whole URL (also its path). URLs of other endpoints stay as they are. `isRest`: the other half',
  ' * of the query has been translated already, so that nothing is added. Throws a RangeError for a filter that v2',
  ' * does not have. One thing cannot be had from v2 in any way: images that have been deleted, which v1.1 gave with',
  ' * changes-since.',
  ' */',
  'export function v2Query⟨<T>⟩(query⟨: T⟩, isRest = false)⟨: T⟩ {',
  '  return translateQuery(query, isRest)⟨ as T⟩;',
  '}',
  '',
  'function translateQuery(query⟨: unknown⟩, isRest⟨: boolean⟩)⟨: unknown⟩ {',
  "  if (typeof query === 'string') return translateText(query, isRest);",
  '  if (query instanceof URL) return new URL(translateText(query.href, isRest));',
  '  if (query instanceof URLSearchParams) return new URLSearchParams(asText(translatePairs([...query], isRest)));',
  '  if (Array.isArray(query)) return translatePairs(query, isRest);',
  '  return Object.fromEntries(translatePairs(Object.entries(query ?? {}), isRest));',
  '}',
  '',
  'function translateText(text⟨: string⟩, isRest⟨: boolean⟩)⟨: string⟩ {',
  "  if (!/^[^=]*[/:]/.test(text)) return text.startsWith('?') ? '?' + translateSearch(text.slice(1), isRest) : translateSearch(text, isRest);",
  "  if (!OLD_PATH.test(text.replace(/[?#].*$/s, ''))) return text;",
  "  const [, path = '', query = '', hash = ''] = /^([^?#]*)(?:\\?([^#]*))?(#.*)?$/s.exec(text) ?? [];",
  '  const search = translateSearch(query, isRest);',
  "  return path.replace(OLD_PATH, '$1' + NEW_PATH) + (search === '' ? '' : '?' + search) + hash;",
  '}',
  '',
  'const translateSearch = (text⟨: string⟩, isRest⟨: boolean⟩)⟨: string⟩ =>',
  '  new URLSearchParams(asText(translatePairs([...new URLSearchParams(text)], isRest))).toString();',
  '',
  'const asText = (pairs⟨: Pair[]⟩)⟨: [string, string][]⟩ => pairs.map(([name, value]) => [name, String(value)]);',
  '',
  '/** Of repeated parameters v1.1 read the last. */',
  'function translatePairs(pairs⟨: Pair[]⟩, isRest⟨: boolean⟩)⟨: Pair[]⟩ {',
  '  const translated = [...new Map(pairs)].flatMap(([name, value]) => translatePair(name, value));',
  '  return isRest ? translated : [...translated, ...ADDED];',
  '}',
  '',
  'function translatePair(name⟨: string⟩, value⟨: unknown⟩)⟨: Pair[]⟩ {',
  '  // Clients send a list under other names, `status[]` and such, which v1.1 ignored.',
  '  if (Array.isArray(value)) return [];',
  '  const row = PARAMETERS.get(name);',
  '  if (row) return [[row.to ?? name, translateValue(value, row)]];',
  '  const prefix = PATTERNS.find(start => name.startsWith(start));',
  '  if (prefix === undefined) return [];',
  '  const property = name.slice(prefix.length);',
  "  if (RESERVED.has(property) || RESERVED_END.test(property)) throw new RangeError('v2 has no filter for the property ' + property);",
  '  return [[property, value]];',
  '}',
  '',
  'function translateValue(value⟨: unknown⟩, row⟨: Parameter⟩)⟨: unknown⟩ {',
  '  if (value === undefined || value === null) return value;',
  '  const text = value instanceof Date ? value.toISOString() : String(value);',
  '  if (row.map) return Object.entries(row.map).find(([from]) => from === text)?.[1] ?? value;',
  '  if (row.prefix === undefined || (row.unless !== undefined && !text.includes(row.unless))) return value;',
  '  return row.prefix + text;',
  '}',
  '',
];

const BODY_CODE = [
  '/**',
  ' * Gives a v2 answer the form of v1.1: the body itself, its text, a response that holds it, or a promise of any of',
  ' * these. Everything else is given back as it is, answers of v1.1 among it.',
  ' */',
  'export function v1Body⟨<T>⟩(answer⟨: T⟩)⟨: T⟩ {',
  '  return translateAnswer(answer)⟨ as T⟩;',
  '}',
  '',
  'function translateAnswer(answer⟨: unknown⟩)⟨: unknown⟩ {',
  "  if (typeof answer === 'string') return translateBodyText(answer);",
  '  if (!isObject(answer)) return answer;',
  "  if (typeof answer.then === 'function') return Promise.resolve(answer).then(translateAnswer);",
  '  if (isListing(answer)) return { ...ownOf(answer), [LIST]: (answer[LIST] ?? []).map(oldImage) };',
  '  if (Array.isArray(answer)) return answer.map(translateAnswer);',
  "  if (typeof answer.json === 'function') return withOldBody(answer);",
  '  const members = HOLDERS.filter(name => isHeld(answer[name]))',
  '    .map(name => [name, translateAnswer(answer[name])]⟨ as const⟩)',
  '    .filter(([name, value]) => value !== answer[name])',
  '    .map(([name, value]) => [name, { value, enumerable: true, writable: true, configurable: true }]);',
  '  if (members.length === 0) return answer;',
  '  const changed = { ...Object.getOwnPropertyDescriptors(answer), ...Object.fromEntries(members) };',
  '  return Object.create(Object.getPrototypeOf(answer), changed);',
  '}',
  '',
  '/** Where clients put the body, its text, or what it is read from. */',
  "const HOLDERS = ['data', 'body', 'text', '_data', 'result', 'value', 'payload'];",
  '',
  'const isHeld = (value⟨: unknown⟩)⟨: boolean⟩ =>',
  "  isListing(value) || typeof value === 'string' || (isObject(value) && typeof value.json === 'function');",
  '',
  "const isObject = (value⟨: unknown⟩)⟨: value is Item⟩ => typeof value === 'object' && value !== null;",
  '',
  '/** What the caller, not the service, has put beside the list. */',
  'const ownOf = (body⟨: Item⟩)⟨: Item⟩ => Object.fromEntries(Object.entries(body).filter(([name]) => !BESIDE.has(name)));',
  '',
  'const isListing = (body⟨: unknown⟩)⟨: body is Record<string, Item[]>⟩ =>',
  '  isObject(body) && Array.isArray(body[LIST]) && ENVELOPE.some(name => name in body);',
  '',
  'function translateBodyText(text⟨: string⟩)⟨: string⟩ {',
  '  if (!/^\\s*\\{/.test(text)) return text;',
  '  try {',
  '    const body⟨: unknown⟩ = JSON.parse(text);',
  '    return isListing(body) ? JSON.stringify(translateAnswer(body)) : text;',
  '  } catch {',
  '    // Not JSON: no answer of a listing.',
  '    return text;',
  '  }',
  '}',
  '',
  '/** A response of fetch, whose body is read later. */',
  'function withOldBody(response⟨: object⟩)⟨: unknown⟩ {',
  '  return new Proxy(response, {',
  '    get(target, name) {',
  '      const value = Reflect.get(target, name, target);',
  "      if (typeof value !== 'function') return value;",
  "      if (name === 'json' || name === 'text') return () => value.call(target).then(translateAnswer);",
  "      if (name === 'clone') return () => withOldBody(value.call(target));",
  '      return value.bind(target);',
  '    },',
  '  });',
  '}',
  '',
  'const oldImage = (image⟨: Item⟩)⟨: Item⟩ =>',
  '  Object.fromEntries(Object.entries(FIELDS).map(([name, take]) => [name, take(image)]));',
  '',
  '/** v2 writes whole seconds and a zone, v1.1 microseconds and none. */',
  'const oldTime = (time⟨: unknown⟩, pattern⟨: RegExp⟩, replacement⟨: string⟩)⟨: unknown⟩ =>',
  "  typeof time === 'string' ? time.replace(pattern, replacement) : time;",
];
