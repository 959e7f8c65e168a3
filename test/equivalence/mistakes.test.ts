import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compare, type Services, startServices } from './check.ts';
import { loadPrograms, type Program } from './programs.ts';
import { type Mode, type Rewritten, rewrite } from './rewrite.ts';
import { removeBuilds } from './run-program.ts';

/** A wrong rewrite, made from the right one, or from a program that the tool must not touch. */
type Mistake = { name: string; untouched?: string; edit: (text: string) => string };

/** Adds a parameter wherever the right rewrite has its own. */
const alsoAsk = (name: string, value: string) => (text: string) =>
  text
    .replace(/member_status=all/g, `member_status=all&${name}=${value}`)
    .replace(/member_status: 'all'/g, `member_status: 'all', ${name}: '${value}'`);

const MISTAKES: readonly Mistake[] = [
  { name: 'gte: for gt:', edit: text => text.replaceAll('gt:', 'gte:') },
  { name: 'visibility=public for is_public', edit: alsoAsk('visibility', 'public') },
  { name: 'a parameter that v1.1 ignored is left', edit: alsoAsk('is_public', 'true') },
  {
    name: 'a parameter keeps its old name',
    edit: text =>
      text
        .replaceAll('updated_at=gt:', 'changes-since=')
        .replace(/updated_at: (['"`])gt:/g, "'changes-since': $1"),
  },
  {
    name: 'is_public is left',
    edit: text => text.replace(/\.visibility [!=]== 'public'/, '.is_public'),
  },
  {
    name: 'properties are left',
    edit: text => text.replace(/(\??\.os_type)\b/, '.properties?$1').replace('??.', '?.'),
  },
  { name: '/detail is kept', edit: text => text.replaceAll('v2/images', 'v2/images/detail') },
  {
    name: 'shares that were not accepted are lost',
    edit: text => text.replace(/member_status=all&?|member_status: 'all',? ?/g, ''),
  },
  {
    name: 'a constant of other endpoints is changed',
    untouched: 'shared-version',
    edit: text =>
      text
        .replaceAll("'/v1.1'", "'/v2'")
        .replaceAll('/images/detail?', '/images?member_status=all&')
        .replaceAll('image.is_public', "image.visibility === 'public'"),
  },
];

const UNSAFE: Mode = { name: '--fix --unsafe', unsafe: true, compat: false };
const programs = loadPrograms();
const results: { program: Program; rewritten: Rewritten }[] = [];

let services: Services;
beforeAll(async () => {
  services = await startServices();
  for (const program of programs) results.push({ program, rewritten: await rewrite(program, UNSAFE) });
});
afterAll(async () => {
  await services.close();
  removeBuilds();
});

const spoil = (program: Program, { edit }: Mistake): Program => ({
  ...program,
  files: new Map([...program.files].map(([path, text]) => [path, edit(text)])),
});

const isSpoilt = (a: Program, b: Program): boolean =>
  [...a.files].some(([path, text]) => b.files.get(path) !== text);

/** The program with the mistake in it; undefined where there is no place for it. */
function makeMistake(
  mistake: Mistake,
  { program, rewritten }: (typeof results)[number],
): Program | undefined {
  const { untouched } = mistake;
  if (untouched ? program.name !== untouched : !rewritten.isChanged) return undefined;
  const right = untouched ? program : rewritten.program;
  const spoilt = spoil(right, mistake);
  return isSpoilt(right, spoilt) ? spoilt : undefined;
}

describe('a mistake turns the comparison red', () => {
  test.each(MISTAKES.map(mistake => [mistake.name, mistake] as const))('%s', async (name, mistake) => {
    const statuses = new Map<string, string>();
    for (const result of results) {
      const spoilt = makeMistake(mistake, result);
      if (!spoilt) continue;
      const wrong = { ...result.rewritten, program: spoilt, isChanged: true, left: [] };
      const { status } = await compare(result.program, wrong, services);
      statuses.set(result.program.name, status);
    }
    const seen = [...statuses.values()].filter(status => status === 'different');
    console.log(`${name}: seen in ${seen.length} of ${statuses.size} programs`);
    expect(seen).not.toEqual([]);
  });
});
