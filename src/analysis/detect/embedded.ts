import { type Match, matchTemplate } from '../fold/match.ts';
import { flatText, slice, type Template } from '../fold/template.ts';
import type { DetectContext } from './strays.ts';

/**
 * A path in a text of another language: a value in quotes behind what gives it (`path: "…"`, `@http(get: "…")`,
 * `fetch('…')`), a key of YAML, the first line of a request, or the place of a server's configuration (`location = …`).
 * A sentence that names it is none.
 */
const VALUES = [
  /(?:[:=(,[]|=>)\s*\\?(["'`])([^\s"'`\\]+)\\?\1/g,
  /(?:^|[\n;{])\s*location\s+([=~^*]*)\s*([^\s{]+)\s*\{/g,
  /^(\s*)(\/[^\s"':]+):(?=\s)/gm,
  /^(GET\s+)(\S+)(?=\s+HTTP\/)/gm,
  /(?:^|[\n;{])\s*(proxy_pass|rewrite\s+\S+)\s+([^\s;]+)/g,
];

/** The deprecated path in a text that holds more than a URL. */
export function findEmbedded(
  templates: readonly Template[],
  { rule, mounts }: DetectContext,
): Match | undefined {
  for (const template of templates) {
    const text = flatText(template);
    for (const found of VALUES.flatMap(pattern => [...text.matchAll(pattern)])) {
      const value = found[2] ?? '';
      const start = found.index + found[0].lastIndexOf(value);
      const match = matchTemplate(slice(template, start, start + value.length), rule, mounts);
      if (match) return match;
    }
  }
  return undefined;
}
