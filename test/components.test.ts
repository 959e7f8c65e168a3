import fc from 'fast-check';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { readComponent } from '../src/analysis/components/component.ts';

/** Pieces of components, whole and broken. */
const PIECES = [
  '<template>',
  '</template>',
  '<script setup lang="ts">',
  '<script\n  context="module"\n>',
  '</script>',
  '---\n',
  'const a = 1;\n',
  "const text = '</' + 'script>';\n",
  '<p v-for="(a, i) in list" :key="a.id" v-if=\'a.x === "y"\'>',
  '<p v-for="in">',
  '<li *ngFor="let a of list | slice: 0:2; let i = index" [x]="a | f: 1" (y)="f($event)">',
  '<b #default="{ item }" @x="f(); g()" v-model="a.b" :[key]="c" class=x{y}z>',
  '<Row {a} {...b} on:click={() => f(a)} bind:value={c} let:item class:open={d} title="x {e} y"/>',
  '{#each list as { a, b }, i (a)}',
  '{:else}',
  '{:else if x}',
  '{/each}',
  '{#if a}',
  '{/if}',
  '{#await p then v}',
  '{/await}',
  '{@const c = a.b}',
  '{#snippet row(a)}',
  "{list.map(a => <li class={a.b}>{a.c} isn't</li>)}",
  '@for (a of list; track a.id; let i = $index) {',
  '@if (a; as b) {',
  '@let c = d;',
  '{{ a.b ? "c" : `d` }}',
  '{{ a &',
  '{a',
  '}',
  '<!-- {{ a }} -->',
  '<!--',
  '<',
  '"',
  "'",
  '`',
  '\r\n',
  '/',
  '<br>',
  '</p>',
];

const errorsIn = (code: string, name: string): readonly unknown[] =>
  (
    ts.createSourceFile(name, code, ts.ScriptTarget.ESNext) as ts.SourceFile & {
      parseDiagnostics: readonly unknown[];
    }
  ).parseDiagnostics;

describe.each(['vue', 'svelte', 'astro', 'html'])('whatever a .%s file holds', ending => {
  test('its template becomes code that parses, and nothing in front of it moves', () => {
    const markup = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(markup, text => {
        const component = readComponent(`a.${ending}`, text, () => undefined);
        expect(component?.length).toBe(text.length);
        const code = component?.code ?? '';
        const lineEnds = (all: string) => [...all.matchAll(/\n/g)].map(({ index }) => index);
        expect(lineEnds(code.slice(0, text.length))).toEqual(lineEnds(text));
        expect(errorsIn(code.slice(text.length), 'a.ts')).toEqual([]);
        for (const { at, start, end } of component?.chunks ?? [])
          expect(code.slice(at, at + end - start)).toBe(text.slice(start, end));
      }),
      { numRuns: 300 },
    );
  });
});

test('an Angular template becomes code that parses, in its class or beside it', () => {
  const markup = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map(pieces => pieces.join(''));
  fc.assert(
    fc.property(markup, text => {
      const script = "@Component({ templateUrl: './a.html' })\nclass A {}\n";
      const component = readComponent('a.ts', script, path => (path === 'a.html' ? text : undefined));
      const code = component?.code ?? script;
      expect(code.startsWith(script)).toBe(true);
      expect(errorsIn(code, 'a.ts')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
