import { type Finding, fix, type Scan, type ScanOptions, scan } from '../../src/index.ts';
import type { Image } from '../glance/images.ts';
import { entryOf, type Program } from './programs.ts';

/** How the tool is run. */
export type Mode = { name: string; unsafe: boolean; compat: boolean };

export const MODES: readonly Mode[] = [
  { name: '--fix', unsafe: false, compat: false },
  { name: '--fix --unsafe', unsafe: true, compat: false },
  { name: '--fix --unsafe --compat', unsafe: true, compat: true },
];

/**
 * A program as the tool left it. `left` are the calls that were not rewritten; `notes` the differences that the user
 * was told of.
 */
export type Rewritten = {
  program: Program;
  isChanged: boolean;
  notes: ReadonlySet<string>;
  fixed: Finding[];
  left: Finding[];
};

const COMPAT = 'glance-compat';

/** What is found does not depend on what is then fixed of it. */
const scans = new WeakMap<Program['files'], Promise<Scan>>();

function scanOnce(files: Program['files']): Promise<Scan> {
  const known = scans.get(files) ?? scan({ files });
  scans.set(files, known);
  return known;
}

/** Fixes a program in memory. */
export async function rewrite(program: Program, mode: Mode): Promise<Rewritten> {
  const { files } = program;
  const report = await (mode.compat ? scan({ files, ...compatOf(program, mode) }) : scanOnce(files));
  const { changes, fixed, left } = await fix(report, { unsafe: mode.unsafe, write: false });
  const after = new Map([...files, ...changes.map(change => [change.path, change.after] as const)]);
  const notes = new Set(fixed.flatMap(finding => finding.notes.map(({ code }) => code)));
  if (changes.some(({ path }) => path.startsWith(COMPAT))) notes.add(COMPAT);
  return { program: { ...program, files: after }, isChanged: changes.length > 0, notes, fixed, left };
}

/** The module is written in the language and the module system of the program. */
function compatOf(program: Program, { compat }: Mode): ScanOptions {
  const extension = /\.[cm]?[jt]s/.exec(entryOf(program))?.[0];
  return compat ? { compat: `${COMPAT}${extension}` } : {};
}

type Excuse = (image: Image) => Image | undefined;

const mapProperties = (
  image: Image,
  change: (key: string, value: string | null) => [string, string | null][],
): Image => ({
  ...image,
  properties: Object.fromEntries(
    Object.entries(image.properties).flatMap(([key, value]) => change(key, value)),
  ),
});

const alive: Excuse = image => (image.deleted || image.status === 'killed' ? undefined : image);

const WHOLE = 1_000_000;
const wholeSeconds: Excuse = image => ({
  ...image,
  created_at: image.created_at - (image.created_at % WHOLE),
  updated_at: image.updated_at - (image.updated_at % WHOLE),
});

const withoutNulls: Excuse = image => mapProperties(image, (key, value) => [[key, value ?? '']]);

/** A property that has the name of a base field of v2 does not reach the client. */
const withoutCollisions: Excuse = image =>
  mapProperties(image, (key, value) => (BASE.has(key) ? [] : [[key, value]]));
const BASE = new Set([
  ...['id', 'name', 'status', 'visibility', 'owner', 'protected', 'tags', 'self', 'file', 'schema'],
  ...['checksum', 'size', 'virtual_size', 'container_format', 'disk_format', 'min_ram', 'min_disk'],
  ...['created_at', 'updated_at', 'os_hidden', 'os_hash_algo', 'os_hash_value'],
]);

/** What each note tells the user to live with is taken out of the store, and nothing else. */
const EXCUSES: Readonly<Record<string, readonly Excuse[]>> = {
  'deleted-images': [alive],
  timestamps: [wholeSeconds],
  'null-properties': [withoutNulls],
  [COMPAT]: [alive, wholeSeconds, withoutNulls, withoutCollisions],
};

/** The images that a fixed program has to give the same results on: all, but for the differences its notes name. */
export function imagesFor(images: readonly Image[], notes: Iterable<string>): readonly Image[] {
  const excuses = [...notes].flatMap(code => EXCUSES[code] ?? []);
  return excuses.reduce<readonly Image[]>((rows, excuse) => rows.flatMap(row => excuse(row) ?? []), images);
}
