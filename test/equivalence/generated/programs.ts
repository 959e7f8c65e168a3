import fc from 'fast-check';
import type { Program } from '../programs.ts';
import { nameParams, type Param, params, SYNTAXES } from './queries.ts';
import { DECLARATIONS, READINGS } from './readings.ts';
import { CLIENTS, COMPOSITIONS, hasText, PATH_SOURCES, takesObject, textOf } from './requests.ts';

/** How the list gets from the body to who reads it. */
const HANDOVERS: Readonly<Record<string, (body: string) => string[]>> = {
  pattern: body => [`const { images } = ${body};`],
  member: body => [`const body = ${body};`, 'const images = body.images;'],
  parentheses: body => [`const images = (${body}).images;`],
  'pattern with a default': body => [`const { images = [] } = ${body};`],
  assignment: body => ['let images;', `({ images } = ${body});`],
  'renamed pattern': body => [`const { images: list } = ${body};`, 'const images = list;'],
};

/** Where the request is made. */
const PLACES = ['in run', 'in a function', 'in a module', 'in a class'] as const;

export type Plan = {
  version: string;
  client: string;
  composition: string;
  path: string;
  pathElsewhere: boolean;
  syntax: string;
  params: Param[];
  handover: string;
  place: (typeof PLACES)[number];
  typed: boolean;
  readings: string[];
};

const keysOf = (table: object): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(table));

/** All that a program is made of; fast-check makes it smaller until it no longer fails. */
export const plans: fc.Arbitrary<Plan> = fc.record({
  version: fc.constantFrom('v1.1', 'v1', 'v1.0'),
  client: keysOf(CLIENTS),
  composition: keysOf(COMPOSITIONS),
  path: keysOf(PATH_SOURCES),
  pathElsewhere: fc.boolean(),
  syntax: keysOf(SYNTAXES),
  params,
  handover: keysOf(HANDOVERS),
  place: fc.constantFrom(...PLACES),
  typed: fc.boolean(),
  readings: fc.uniqueArray(fc.constantFrom(...READINGS), { minLength: 1, maxLength: 3 }),
});

const pick = <T>(table: Readonly<Record<string, T>>, key: string): T => {
  const row = table[key];
  if (row === undefined) throw new Error(`no ${key}`);
  return row;
};

type Parts = {
  imports: string[];
  declarations: string[];
  parameters: string[];
  arguments: string[];
  list: string[];
};

/** Writes the program that a plan describes. */
export function writeProgram(plan: Plan): Program {
  const parts = planRequest(plan);
  const files = new Map<string, string>();
  const moved = movePath(plan, parts, files);
  const used = Object.entries(DECLARATIONS).filter(([name]) =>
    plan.readings.some(reading => reading.includes(name)),
  );
  const readers = used.map(([, code]) => code);
  const results = plan.readings.map((reading, i) => `r${i}: ${reading}`).join(', ');
  const head = [...moved.imports, ...moved.declarations];
  const main = placeRequest(plan, { ...parts, imports: [], declarations: head }, files);
  const body = [...main.call, `return { ${results} };`].map(line => `  ${line}`).join('\n');
  const run = `export async function run(base, token) {\n${body}\n}`;
  files.set('main.ts', `${[...main.head, ...readers, run].join('\n\n')}\n`);
  return { name: 'generated', files };
}

/** The statements that end with `images` being there. */
function planRequest(plan: Plan): Parts {
  const { named, constants, parameters, arguments: values } = nameParams(plan.params);
  const source = pick(PATH_SOURCES, plan.path)(plan.version);
  const client = pick(CLIENTS, plan.client);
  const wanted = pick(SYNTAXES, plan.syntax)(named);
  const isObject = takesObject(client.takes, wanted);
  const query = isObject || hasText(wanted) ? wanted : pick(SYNTAXES, 'text')(named);
  const url = pick(COMPOSITIONS, plan.composition)(source.pieces, isObject ? [] : textOf(query));
  const call = client.call(url, isObject ? query.object : undefined);
  const body = plan.typed ? `(${call.body}) as ImageList` : call.body;
  return {
    imports: [...query.imports, ...(call.imports ?? [])],
    declarations: [...source.declarations, ...(plan.typed ? [TYPES] : []), ...(call.declarations ?? [])],
    parameters,
    arguments: values,
    list: [...constants, ...query.setup, ...(call.setup ?? []), ...pick(HANDOVERS, plan.handover)(body)],
  };
}

const TYPES = `interface Image {
  id: string;
  name: string | null;
  is_public: boolean;
  deleted: boolean;
  created_at: string;
  updated_at: string;
  properties: Record<string, string>;
}

interface ImageList {
  images: Image[];
}`;

/** Constants of the path may stand in a module of their own. */
function movePath(plan: Plan, parts: Parts, files: Map<string, string>): Parts {
  const isPath = (code: string) =>
    /^(export )?const (IMAGES|API|VERSION|PREFIX|endpoint|imageUrl|membersOf)\b/.test(code);
  const moved = parts.declarations.filter(isPath);
  if (!plan.pathElsewhere || moved.length === 0) return parts;
  files.set('paths.ts', `${moved.map(code => code.replace(/^(?!export)/, 'export ')).join('\n')}\n`);
  const name = /const (\w+)/.exec(moved[0] ?? '')?.[1];
  return {
    ...parts,
    imports: [...parts.imports, `import { ${name} } from './paths';`],
    declarations: parts.declarations.filter(code => !isPath(code)),
  };
}

/** Puts the request into its place; `call` gives `run` its images. */
function placeRequest(
  { place }: Plan,
  { declarations: head, list, parameters, arguments: values }: Parts,
  files: Map<string, string>,
): { head: string[]; call: string[] } {
  const takes = ['base', 'token', ...parameters].join(', ');
  const gives = ['base', 'token', ...values].join(', ');
  const indent = (depth: number) =>
    [...list, 'return images;'].map(line => `${' '.repeat(depth)}${line}`).join('\n');
  const fn = `async function list(${takes}) {\n${indent(2)}\n}`;
  if (place === 'in a function')
    return { head: [...head, fn], call: [`const images = await list(${gives});`] };
  if (place === 'in a module') {
    files.set('list.ts', `${[...head, `export ${fn}`].join('\n\n')}\n`);
    return { head: ["import { list } from './list';"], call: [`const images = await list(${gives});`] };
  }
  if (place === 'in a class') {
    const cls = `class Glance {\n  async list(${takes}) {\n${indent(4)}\n  }\n}`;
    return { head: [...head, cls], call: [`const images = await new Glance().list(${gives});`] };
  }
  const constants = parameters.map((name, i) => `const ${name} = ${values[i]};`);
  return { head, call: [...constants, ...list] };
}
