import { readFileSync } from 'node:fs';
import type { Finding, Report, Span, Step, SuppressedFinding } from '../src/finding.ts';
import { parseRule, type Rule } from '../src/rule.ts';

export const rule: Rule = parseRule(JSON.parse(readFileSync('rules/images-detail.json', 'utf8')));

/** Finds the n-th occurrence of a piece of text in a file, so that samples never count offsets by hand. */
export function at(sources: ReadonlyMap<string, string>, file: string, text: string, n = 1): Span {
  let start = -1;
  for (let i = 0; i < n; i++) start = sources.get(file)?.indexOf(text, start + 1) ?? -1;
  if (start < 0) throw new RangeError(`no ${JSON.stringify(text)} in ${file}`);
  return { file, start, end: start + text.length };
}

const deprecated = 'GET /v1.1/images/detail';
const replacement = 'GET /v2/images';

export const finding = (span: Span, parts: Partial<Finding> = {}): Finding => ({
  rule: rule.id,
  severity: 'error',
  span,
  deprecated,
  replacement,
  trace: [],
  blockers: [],
  notes: [],
  ...parts,
});

export const report = (sources: ReadonlyMap<string, string>, parts: Partial<Report> = {}): Report => ({
  findings: [],
  problems: [],
  rules: [rule],
  stats: { files: sources.size, seeds: sources.size, skipped: 0, milliseconds: 12.5 },
  sources,
  ...parts,
});

const URLS = `// 接口地址 (CJK before the path)
export const API = {
  servers: '/v2.1/servers',
  images: '/v1.1/images/detail',
} as const;
`;

const SERVICE = `import axios from 'axios';
import { API } from '../urls';

export async function listPublic(since?: string) {
  const { data } = await axios.get(API.images, {
    params: { 'changes-since': since, limit: 50 },
  });
  return data.images.filter((image: Image) => image.is_public);
}

export interface Image {
  id: string;
  is_public: boolean;
}
`;

const CRLF = [
  'const load = async (params) => {',
  "\tconst 镜像列表 = '一二三'; const res = await fetch('/v1.1/images/detail?' + params);",
  '\tconsole.log(res);',
  '\treturn res.json();',
  '};',
  '',
].join('\r\n');

const TRICKY = `const html = "</script><script>alert('x')</script>"; // \u202Eevil
document.body.innerHTML = html + \`<img src="\${'/v1.1/images/detail'}">\`;
`;

const NOTE = `# Images\n\nCall \`GET /v1.1/images/detail\` with a token.\n`;

/** One report with everything in it: several files, each kind of fix, problems, suppressions. */
export function fullReport(): Report {
  const sources = new Map([
    ['docs/images & more.md', NOTE],
    ['legacy/load.js', CRLF],
    ['src/api/images.ts', SERVICE],
    ['src/urls.ts', URLS],
    ['web/a "quoted" name é.js', TRICKY],
  ]);
  const findings = [
    noteFinding(sources),
    crlfFinding(sources),
    serviceFinding(sources),
    trickyFinding(sources),
  ];
  return report(sources, {
    findings,
    suppressed: suppressedFindings(sources),
    problems: [
      { code: 'unparsable', file: 'src/broken.ts', message: "line 3, column 1: '}' expected.", fatal: false },
      { code: 'unreadable', file: 'src/secret.ts', message: 'cannot be read', fatal: true },
    ],
    stats: { files: 41, seeds: 5, skipped: 3, milliseconds: 12.5 },
  });
}

type Sources = ReadonlyMap<string, string>;

/** Text outside code: no fix, no reasons. */
const noteFinding = (sources: Sources): Finding =>
  finding(at(sources, 'docs/images & more.md', '/v1.1/images/detail'), { severity: 'note' });

/** A path in a constant, a call and a type in other files, a safe fix over two of them. */
function serviceFinding(sources: Sources): Finding {
  const file = 'src/api/images.ts';
  const step = (role: Step['role'], span: Span, text: string): Step => ({ role, span, text });
  const since = at(sources, file, "'changes-since'");
  const read = at(sources, file, 'image.is_public');
  const member = at(sources, file, 'is_public: boolean');
  const path = at(sources, 'src/urls.ts', '/v1.1/images/detail');
  return finding(at(sources, file, SERVICE.slice(SERVICE.indexOf('axios.get'), SERVICE.indexOf(');') + 1)), {
    trace: [
      step('path', at(sources, 'src/urls.ts', "'/v1.1/images/detail'"), "'/v1.1/images/detail'"),
      step('pass', at(sources, file, 'API.images'), 'API.images'),
      step('call', at(sources, file, 'axios.get'), 'axios.get(API.images, …)'),
      step('query', since, 'changes-since → updated_at=gt:…'),
      step('field', read, 'image.is_public'),
      step('type', member, 'is_public: boolean'),
    ],
    notes: [
      { code: 'image-sizes', span: at(sources, file, 'data.images'), args: {} },
      { code: 'ignored-parameter', span: since, args: { name: '_' } },
      { code: 'administrators', span: since, args: {} },
    ],
    fix: {
      kind: 'safe',
      edits: [
        { ...path, text: '/v2/images' },
        { ...since, text: 'updated_at' },
        { file, start: since.end + 2, end: since.end + 2, text: 'since === undefined ? undefined : `gt:${' },
        { file, start: since.end + 7, end: since.end + 7, text: '}`' },
        { ...read, text: "image.visibility === 'public'" },
        { ...member, text: "visibility: 'public' | 'private' | 'shared' | 'community'" },
      ],
    },
  });
}

/** CRLF, tabs and wide characters before the call; an opaque query and a logged answer: no fix. */
function crlfFinding(sources: Sources): Finding {
  const file = 'legacy/load.js';
  const call = at(sources, file, "fetch('/v1.1/images/detail?' + params)");
  return finding(call, {
    trace: [
      { role: 'path', span: at(sources, file, '/v1.1/images/detail?'), text: "'/v1.1/images/detail?'" },
      { role: 'call', span: call, text: "fetch('/v1.1/images/detail?' + params)" },
    ],
    blockers: [
      { code: 'opaque-query', span: at(sources, file, 'params', 2), args: { text: 'params' } },
      {
        code: 'logged',
        span: at(sources, file, 'console.log(res)'),
        args: { shape: 'answer', text: 'console.log(res)' },
      },
      { code: 'escape', span: at(sources, file, 'res.json()'), args: { shape: 'answer', text: 'load[0]' } },
    ],
  });
}

/** Uncertain, with an unsafe fix, in a file whose text tries to break out of every format. */
function trickyFinding(sources: Sources): Finding {
  const file = 'web/a "quoted" name é.js';
  const span = at(sources, file, '/v1.1/images/detail');
  return finding(span, {
    severity: 'warning',
    blockers: [{ code: 'unknown-prefix', span, args: { prefix: '</script>\u001b[31m<b>&amp;' } }],
    notes: [{ code: 'timestamps', span, args: {} }],
    fix: { kind: 'unsafe', edits: [{ ...span, text: '/v2/images' }] },
  });
}

function suppressedFindings(sources: Sources): SuppressedFinding[] {
  const span = at(sources, 'src/urls.ts', '/v1.1/images/detail');
  const twin = finding({ ...span, file: 'src/urls.ts' });
  return [
    { ...twin, suppression: { kind: 'baseline', reason: 'recorded as known, owner @images' } },
    {
      ...finding(at(sources, 'src/api/images.ts', 'data.images')),
      suppression: { kind: 'inline', reason: 'served by a mock -- see #12' },
    },
  ];
}
