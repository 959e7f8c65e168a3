import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openMentions } from '../src/files/mentions.ts';

const searchIn = (files: Record<string, string>) =>
  openMentions(
    path => (files[path] === undefined ? undefined : Buffer.from(files[path])),
    Object.keys(files),
  );

describe('files that mention a name', () => {
  test('hold it as a whole word, at their edges as well', () => {
    const files = {
      'all.ts': 'images',
      'begin.ts': 'images.map()',
      'end.ts': 'const images',
      'longer.ts': 'imagesOf(); myimages; $images; images2',
      'other.ts': 'image s',
      'empty.ts': '',
    };
    expect(searchIn(files)('images')).toEqual(['all.ts', 'begin.ts', 'end.ts']);
    expect(searchIn(files)('nothing')).toEqual([]);
  });

  test('may hold names of several words, and words of other scripts', () => {
    const files = {
      'a.ts': "'/v1.1/x'",
      'b.ts': 'v1 1',
      'c.ts': 'v1.12',
      'd.ts': 'Größe + 镜像',
      'e.ts': 'Gr',
    };
    expect(searchIn(files)('v1.1')).toEqual(['a.ts']);
    expect(searchIn(files)('Größe')).toEqual(['d.ts']);
    expect(searchIn(files)('镜像')).toEqual(['d.ts']);
    expect(searchIn(files)('Gr')).toEqual(['e.ts']);
  });

  test('are those that a plain search finds, whatever they hold', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', '$', '_', '1', 'é'),
      minLength: 1,
      maxLength: 3,
    });
    const text = fc.array(fc.oneof(word, fc.constantFrom(' ', '.', '"', '\n'))).map(parts => parts.join(''));
    const plain = (name: string, content: string) => content.split(/[ ."\n]+/).includes(name);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), fc.array(word, { minLength: 1 }), (texts, names) => {
        const files = Object.fromEntries(texts.map((content, at) => [`${at}.ts`, content]));
        const mentioning = searchIn(files);
        for (const name of names) {
          const expected = Object.keys(files).filter(path => plain(name, files[path] ?? ''));
          expect(mentioning(name)).toEqual(expected);
        }
      }),
    );
  });
});
