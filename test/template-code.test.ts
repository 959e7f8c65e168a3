import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Component, readComponent } from '../src/analysis/components/component.ts';

// What templates become as code, one after the other: `template-code/README.md`.

const FOLDER = 'test/template-code';
const UPDATE = process.env.UPDATE === '1';
const MARK = '  |';

type Entry = { comments: string[]; markup: string; code: string };

/** Entries stand apart by an empty line: comments, then the markup, then its code behind bars. */
function entriesIn(text: string): Entry[] {
  return text
    .trimEnd()
    .split('\n\n')
    .map(block => {
      const lines = block.split('\n');
      const isComment = (line: string) => line.startsWith('# ');
      const isCode = (line: string) => line.startsWith(MARK);
      return {
        comments: lines.filter(isComment),
        markup: lines.filter(line => !isComment(line) && !isCode(line)).join('\n'),
        code: lines
          .filter(isCode)
          .map(line => line.slice(MARK.length + 1))
          .join('\n'),
      };
    });
}

const textOf = (entries: readonly Entry[]): string => `${entries.map(tell).join('\n\n')}\n`;

const tell = ({ comments, markup, code }: Entry): string =>
  [...comments, markup, ...code.split('\n').map(line => `${MARK} ${line}`.trimEnd())].join('\n');

/** What stands around the code of every template. */
const WRAPPERS = [/^;\nexport \{\};\n/, /;\(function template(?:_of_A)?\(\) \{\n/, /\n\}\);\n$/];

/** The code with each copy between « and », and behind it what an edit may not bring there. */
function marked({ code, length, chunks }: Component): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, start, end, forbidden } of chunks) {
    parts.push(code.slice(from, at), '«', code.slice(at, at + end - start), '»', forbidden);
    from = at + end - start;
  }
  const all = [...parts, code.slice(from)].join('').slice(length).replaceAll('__gs_', '');
  return WRAPPERS.reduce((rest, wrapper) => rest.replace(wrapper, ''), all).trim();
}

const none = () => undefined;

/** How markup is read, where it is not the text of a component; a template of Angular, and a script with one in it. */
const READERS: Readonly<Record<string, (markup: string) => Component | undefined>> = {
  angular: markup =>
    readComponent('a.ts', "@Component({ templateUrl: './a.html' })\nclass A {}\n", path =>
      path === 'a.html' ? markup : undefined,
    ),
  'angular-inline': markup => readComponent('a.ts', markup, none),
};

describe.each(readdirSync(FOLDER).filter(name => name.endsWith('.txt')))('%s', name => {
  const file = join(FOLDER, name);
  const ending = name.replace('.txt', '');
  const entries = entriesIn(readFileSync(file, 'utf8'));
  const codeOf = ({ markup }: Entry) => {
    const reader = READERS[ending];
    const component = reader ? reader(markup) : readComponent(`a.${ending}`, markup, none);
    for (const { at, start, end } of component?.chunks ?? [])
      expect(component?.code.slice(at, at + end - start)).toBe(markup.slice(start, end));
    const own = component ? component.code.slice(0, component.length).trim() : '';
    const scripts = reader || own === '' ? [] : [own.replace(/ {2,}/g, ' ').replace(/ $/gm, '')];
    return [...scripts, component ? marked(component) : ''].filter(part => part !== '').join('\n');
  };
  if (UPDATE)
    test('is written anew', () =>
      writeFileSync(file, textOf(entries.map(entry => ({ ...entry, code: codeOf(entry) })))));
  else
    test.each(entries.map((entry, at) => [at + 1, entry] as const))('entry %i', (_, entry) => {
      expect(codeOf(entry), entry.markup).toBe(entry.code);
    });
});
