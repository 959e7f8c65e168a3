import type { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import {
  flatText,
  HOLE,
  type Part,
  partAt,
  product,
  slice,
  type Template,
} from '../src/analysis/fold/template.ts';

// Only who a node is matters here.
const node = (name: string) => ({ name }) as unknown as ts.Node;
const text = (content: string, start: number): Part => ({ text: content, node: node(content), start });
const hole = (name: string): Part => ({ hole: node(name) as ts.Expression, frame: undefined });

const [a, host, b, glue, c] = [text('ab', 0), hole('host'), text('cde', 20), text('/', -1), text('f', 40)];
const template: Template = [a, host, b, glue, c];

describe('a template', () => {
  test('has a flat text with one character for each hole', () => {
    expect(flatText(template)).toBe(`ab${HOLE}cde/f`);
    expect(flatText([])).toBe('');
  });

  test.each([
    [0, a, 0],
    [1, a, 1],
    [2, host, 0],
    [3, b, 0],
    [5, b, 2],
    [6, glue, 0],
    [7, c, 0],
  ])('offset %i is in one part of it', (offset, part, inside) => {
    expect(partAt(template, offset)).toEqual({ part, inside });
  });

  test('no part is behind its end', () => {
    expect(partAt(template, 8)).toBeUndefined();
    expect(partAt([], 0)).toBeUndefined();
  });

  test('a slice is cut to its offsets, and its texts still know where they stand', () => {
    const cut = (from: number, to: number) => slice(template, from, to);
    expect(cut(0, 8)).toEqual(template);
    expect(cut(0, 1)).toEqual([{ ...a, text: 'a', start: 0 }]);
    expect(cut(1, 4)).toEqual([{ ...a, text: 'b', start: 1 }, host, { ...b, text: 'c', start: 20 }]);
    expect(cut(4, 7)).toEqual([{ ...b, text: 'de', start: 21 }, glue]);
    expect(cut(2, 3)).toEqual([host]);
    expect(cut(3, 3)).toEqual([]);
    expect(cut(8, 20)).toEqual([]);
  });

  test('what has no place in the source has none after a cut either', () => {
    expect(slice([text('glued', -1)], 2, 4)).toMatchObject([{ text: 'ue', start: -1 }]);
  });
});

describe('alternatives', () => {
  const some = (count: number): Template[] => Array.from({ length: count }, (_, i) => [text(`${i}`, i)]);

  test('are put together in order', () => {
    const found = product([[a], [b]], [[c], []]);
    expect(found).toEqual([[a, c], [a], [b, c], [b]]);
    expect(product([], some(3))).toEqual([]);
  });

  test('are given up where they are more than 24', () => {
    expect(product(some(4), some(6))).toHaveLength(24);
    expect(product(some(5), some(5))).toBeUndefined();
    expect(product(some(1), some(25))).toBeUndefined();
  });
});
