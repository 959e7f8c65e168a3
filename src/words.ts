/** What a reader is told: what is there, why it matters, what to do about it. */
export type Words = { what: string; why: string; todo: string };

/** `{name}` becomes the argument of that name. */
export const fill = (text: string, args: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? name);

/** The headline of a finding. */
export const headline = (deprecated: string, replacement: string): string =>
  `${deprecated} is deprecated, use ${replacement}`;
