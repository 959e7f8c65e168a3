import { readFileSync } from 'node:fs';
import { Failure, systemCode } from '../failure.ts';

/** Reads a JSON or YAML file. Throws a {@link Failure} that names `label` and, for broken text, line and column. */
export async function loadData(file: string, label: string): Promise<unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw new Failure(code === 'ENOENT' ? `${label} does not exist` : `${label} cannot be read (${code})`);
  }
  return parseData(text, label);
}

/** Parses the text of a JSON or, by the ending of its label, YAML file. */
export async function parseData(text: string, label: string): Promise<unknown> {
  const bare = text.replace(/^\uFEFF/, '');
  if (/\.ya?ml$/i.test(label)) return parseYaml(bare, label);
  try {
    return JSON.parse(bare);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Failure(`${label}:${await placeOfFault(bare)} is not valid JSON`);
  }
}

/** Line and column of the first fault, as `3:14`. The parser that knows positions is only loaded for this. */
async function placeOfFault(text: string): Promise<string> {
  const { parse } = await import('jsonc-parser');
  const faults: { offset: number }[] = [];
  parse(text, faults as never[], { disallowComments: true });
  const before = text.slice(0, faults[0]?.offset ?? text.length).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

async function parseYaml(text: string, label: string): Promise<unknown> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault === undefined) return document.toJS();
  const place = fault.linePos === undefined ? '' : `:${fault.linePos[0].line}:${fault.linePos[0].col}`;
  throw new Failure(`${label}${place} is not valid YAML: ${fault.message.split('\n')[0]}`);
}
