import { parseArgs } from 'node:util';
import { Failure, suggestion } from '../failure.ts';
import { FORMATS, type Format } from '../report/index.ts';

/** One report to make: its form, and the file it goes to; without a file it goes to standard output. */
export type Output = { format: Format; file?: string };

/**
 * Pairs `-f` with `-o` by their order: a file belongs to the format before it, a file before any format to the
 * first one. Throws a `Failure` where two reports would go to one place.
 */
export function pairOutputs(args: readonly string[]): Output[] {
  const outputs: { format?: Format; file?: string }[] = [];
  for (const { name, value } of readFlags(args)) {
    const last = outputs.at(-1);
    if (name === 'format') {
      const format = demandFormat(value);
      if (last !== undefined && last.format === undefined) last.format = format;
      else outputs.push({ format });
    } else if (last === undefined || last.file !== undefined) outputs.push({ file: value });
    else last.file = value;
  }
  const complete = outputs.map(output => ({ ...output, format: output.format ?? 'pretty' }));
  demandPlaces(complete);
  return complete.length === 0 ? [{ format: 'pretty' }] : complete;
}

function readFlags(args: readonly string[]): { name: 'format' | 'output'; value: string }[] {
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      format: { type: 'string', short: 'f', multiple: true },
      output: { type: 'string', short: 'o', multiple: true },
    },
    strict: false,
    tokens: true,
  });
  return tokens.flatMap(token => {
    if (token.kind !== 'option' || (token.name !== 'format' && token.name !== 'output')) return [];
    const value = token.value?.replace(/^=/, '');
    if (!value) throw new Failure(`${token.rawName} needs a value`);
    return [{ name: token.name, value }];
  });
}

function demandFormat(value: string): Format {
  const format = FORMATS.find(name => name === value);
  if (format !== undefined) return format;
  const hint = suggestion(value, FORMATS) || `; known are ${FORMATS.join(', ')}`;
  throw new Failure(`--format ${value}: there is no such format${hint}`);
}

function demandPlaces(outputs: readonly Output[]): void {
  const [first, second] = outputs.filter(output => output.file === undefined);
  if (first !== undefined && second !== undefined) {
    throw new Failure(
      `${first.format} and ${second.format} would both go to standard output: give one -o FILE`,
    );
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new Failure(`two reports would go to ${twice}: give each its own -o FILE`);
}
