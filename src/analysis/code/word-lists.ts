/** Exact names, asked for by what stands in the code. */
export type Words = { has(name: string | undefined): boolean };

/**
 * Names with a blank between them. `console.*` stands for all members of one object. Said by a list and not by a
 * pattern, as a pattern that forgets an anchor takes names that only begin or end like one of these.
 */
export function words(text: string): Words {
  const names = new Set<string | undefined>(text.split(' '));
  return { has: name => names.has(name) || names.has(name?.replace(/[^.]+$/, '*')) };
}

/** The same for what React exports: each is also called as `React.name`. */
export const wordsOfReact = (text: string): Words => words(`${text} ${text.replace(/\S+/g, 'React.$&')}`);
