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

/** Each mistake is made in so many programs of those that have a place for it, from the first to the last. */
const PROGRAMS = Number(process.env.PROGRAMS ?? 30);

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

/** The programs that a mistake can be made in. */
const spoiltBy = (mistake: Mistake) =>
  results.flatMap(result => {
    const spoilt = makeMistake(mistake, result);
    return spoilt ? [{ ...result, spoilt }] : [];
  });

const spread = <T>(all: readonly T[]): T[] =>
  all.filter((_, index) => index % Math.max(1, Math.ceil(all.length / PROGRAMS)) === 0);

describe('a mistake turns the comparison red', () => {
  test.each(MISTAKES.map(mistake => [mistake.name, mistake] as const))('%s', async (name, mistake) => {
    const possible = spoiltBy(mistake);
    const made = spread(possible);
    const seen: string[] = [];
    for (const { program, rewritten, spoilt } of made) {
      const wrong = { ...rewritten, program: spoilt, isChanged: true, left: [] };
      const { status } = await compare(program, wrong, services);
      if (status === 'different') seen.push(program.name);
    }
    console.log(`${name}: seen in ${seen.length} of ${made.length}, possible in ${possible.length} programs`);
    expect(seen).not.toEqual([]);
  });
});
