import { dirname, relative, resolve, sep } from 'node:path';
import { Failure, suggestion } from '../failure.ts';
import type { Config } from './config-schema.ts';
import { loadData, parseData } from './data-file.ts';

export type LoadedConfig = {
  config: Config;
  /** The file it came from, and the folder that its paths count from; the working directory where there is none. */
  file?: string;
  folder: string;
};

/** Names that are looked for in every folder, nearest folder first. Never code. */
const PLACES = [
  'glanceshift.config.json',
  'glanceshift.config.yaml',
  'glanceshift.config.yml',
  'package.json',
];

/**
 * Finds and loads the configuration. `choice`: a file, `false` for none, undefined to look from `cwd` upwards.
 * Throws a `Failure` that names file, place and remedy where something is wrong with it.
 */
export async function loadConfig(cwd: string, choice?: string | false): Promise<LoadedConfig> {
  if (choice === false) return { config: {}, folder: cwd };
  const found = choice === undefined ? await searchConfig(cwd) : await loadNamed(cwd, choice);
  if (found === undefined) return { config: {}, folder: cwd };
  const label = relative(cwd, found.file).split(sep).join('/');
  return { config: await validate(found.data, label), file: found.file, folder: dirname(found.file) };
}

type Found = { file: string; data: unknown };

async function loadNamed(cwd: string, choice: string): Promise<Found> {
  if (!/\.(json|ya?ml)$/i.test(choice)) {
    throw new Failure(`--config ${choice}: a configuration is a .json, .yaml or .yml file`);
  }
  const file = resolve(cwd, choice);
  return { file, data: await loadData(file, choice) };
}

async function searchConfig(cwd: string): Promise<Found | undefined> {
  const { lilconfig } = await import('lilconfig');
  const label = (file: string) => relative(cwd, file).split(sep).join('/');
  const load = (file: string, text: string) => parseData(text, label(file));
  const refuse = (file: string) => {
    throw new Failure(`${label(file)}: a configuration is never code`);
  };
  const explorer = lilconfig('glanceshift', {
    searchPlaces: PLACES,
    packageProp: 'glanceshift',
    stopDir: resolve(cwd, '/'),
    ignoreEmptySearchPlaces: false,
    loaders: {
      '.json': load,
      '.yaml': load,
      '.yml': load,
      '.js': refuse,
      '.mjs': refuse,
      '.cjs': refuse,
    },
  });
  const result = await explorer.search(cwd);
  return result === null ? undefined : { file: result.filepath, data: result.config };
}

async function validate(data: unknown, label: string): Promise<Config> {
  const { checkConfig } = await import('./config-schema.ts');
  const checked = checkConfig(data);
  if ('config' in checked) return checked.config;
  const told = checked.faults.map(({ pointer, message, known }) => {
    const key = pointer.slice(pointer.lastIndexOf('/') + 1);
    const hint = known === undefined ? '' : suggestion(key, known) || `; known are ${known.join(', ')}`;
    return `${pointer === '' ? '/' : pointer}: ${message}${hint}`;
  });
  throw new Failure(`${label}: ${told.join('; ')}`);
}
