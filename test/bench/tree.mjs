import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CALLS, COMMON_CALLS } from './calls.mjs';

/** A small generator of pseudo-random numbers (mulberry32): the same tree everywhere. */
function randomFrom(seed) {
  let state = seed;
  return limit => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const WORDS =
  'account alert asset batch billing bucket button cache card cart chart cluster color column config context cursor dashboard dataset device dialog domain editor entry event export field filter flavor folder form gateway grid group handler health history host image images index input instance invoice item job key label layer layout limit link list log map member menu metric model monitor network node notice option options order owner page panel parser path payload policy pool port price product profile project queue quota range record region report request response role route row rule schedule schema script search secret select server service session setting snapshot source stack state status store stream subnet table tag target task team template tenant theme token topic trace type upload user value version view volume widget worker zone'.split(
    ' ',
  );

const KINDS = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'ts', 'tsx', 'ts'];
const upper = word => word[0].toUpperCase() + word.slice(1);

function functionText(word, pick) {
  const [one, two, three] = [pick(), pick(), pick()];
  return `
/** Loads the ${one} of a ${two} and keeps what the ${three} asks for. */
export async function load${upper(one)}${upper(two)}(client, { ${two}Id, ${three} = 25, signal } = {}) {
  const response = await client.get(\`/api/v3/${one}s/\${${two}Id}/${two}s?${three}=\${${three}}\`, { signal });
  if (!response.ok) throw new Error('cannot load ${one} of ' + ${two}Id);
  const rows = (response.data.items ?? []).filter(row => row.${one} !== undefined && !row.hidden);
  return rows.map(row => ({ ...row, ${word}: row.${one}, label: row.${two} ?? '${three}' }));
}
`;
}

/** A file of the usual length (about 7 kB), with imports of others. */
function fileText(random, words, own, others) {
  const pick = () => words[random(words.length)];
  const imports = Array.from({ length: 4 }, () => others[random(others.length)]).map(
    (path, at) => `import * as m${at} from '${relativeTo(own, path)}';`,
  );
  const functions = Array.from({ length: 9 + random(6) }, () => functionText(pick(), pick));
  return `${imports.join('\n')}\n${functions.join('')}\nexport const all = [m0, m1, m2, m3];\n`;
}

const relativeTo = (from, to) =>
  `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.\w+$/, '')}`.replace(/^(?!\.)/, './');

/** Paths and texts of a tree of scripts; the same for the same arguments. */
function makeTree(count, words) {
  const random = randomFrom(1463897060);
  const names = Array.from({ length: count }, (_, at) => {
    const word = () => words[random(words.length)];
    return `src/${word()}/${word()}/${word()}-${at}.${KINDS[at % KINDS.length]}`;
  });
  return new Map(names.map(name => [name, fileText(random, words, name, names)]));
}

/**
 * Writes the tree and the calls that belong to a scenario into a fresh repository; tells what was written.
 * `alike`: the last segment of the path occurs as a word that means something else, in about one file of ten.
 */
export function writeTree(folder, { files, calls, alike }) {
  rmSync(folder, { recursive: true, force: true });
  const tree = makeTree(files, alike ? [...WORDS, 'detail'] : WORDS);
  const texts = { none: [], own: CALLS, common: COMMON_CALLS }[calls];
  for (let at = 0; at < (texts.length && 50); at++) {
    tree.set(`src/images/call-${at}.ts`, texts[at % texts.length]);
  }
  let bytes = 0;
  for (const [path, text] of tree) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    bytes += text.length;
  }
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '--all');
  return { files: tree.size, bytes };
}
