/**
 * How texts other than scripts are commented. A form is a pattern whose group is the text between the marks;
 * one without a group is a string, in which marks mean nothing. `^` in its name: only at the start of a line.
 */
const FORMS = {
  '#': String.raw`(?<=^|[\s;{(])#+([^\r\n]*)`,
  '^#': String.raw`(?<=^[ \t]*)#+([^\r\n]*)`,
  '^!': String.raw`(?<=^[ \t]*)!+([^\r\n]*)`,
  '//': String.raw`(?<=^|[\s{}[\],])//+([^\r\n]*)`,
  '^//': String.raw`(?<=^[ \t]*)//+([^\r\n]*)`,
  '/*': String.raw`/\*([\s\S]*?)\*/`,
  '<!--': String.raw`<!--([\s\S]*?)-->`,
  '"': String.raw`"(?:\\[^\n]|[^"\\\n])*"`,
  "'": String.raw`(?<!\w)'[^'\n]*'`,
} as const;

/** What comments look like, by language. A kind of file that is not here gets the last row: all of them. */
const LANGUAGES = {
  json: ['"', "'", '//', '/*'],
  yaml: ['"', "'", '#'],
  toml: ['"', "'", '#'],
  shell: ['"', "'", '#'],
  env: ['"', "'", '#'],
  dockerfile: ['^#'],
  http: ['^#', '^//'],
  properties: ['^#', '^!'],
  markdown: ['<!--'],
  other: ['<!--', '/*', '//', '#'],
} as const satisfies Record<string, readonly (keyof typeof FORMS)[]>;

export type Language = keyof typeof LANGUAGES;

const BY_ENDING: ReadonlyMap<string, Language> = new Map(
  Object.entries({
    json: 'json',
    jsonc: 'json',
    json5: 'json',
    yaml: 'yaml',
    yml: 'yaml',
    toml: 'toml',
    sh: 'shell',
    bash: 'shell',
    env: 'env',
    http: 'http',
    rest: 'http',
    properties: 'properties',
    md: 'markdown',
    mdx: 'markdown',
  } as const),
);

/** Files whose name says what they are. */
const BY_NAME: readonly [RegExp, Language][] = [
  [/^\.env(?:\.|$)/, 'env'],
  [/^(?:gnu)?makefile(?:\.|$)|\.mk$|^justfile$|^procfile$/, 'shell'],
  [/^(?:docker|container)file(?:\.|$)|\.(?:docker|container)file$/, 'dockerfile'],
];

/** The language of a text by the name of its file: its ending, then all of it. */
export function languageOf(path: string): Language {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const named = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  return named ?? BY_ENDING.get(name.slice(name.lastIndexOf('.') + 1)) ?? 'other';
}

/** Whether the name alone makes a file a text that is searched. */
export const isNamedText = (name: string): boolean =>
  BY_NAME.some(([pattern]) => pattern.test(name.toLowerCase()));

const patterns = new Map<Language, RegExp>();

/** All comments and strings of a text, in order. */
function patternOf(language: Language): RegExp {
  const known = patterns.get(language);
  if (known) return known;
  const pattern = new RegExp(LANGUAGES[language].map(form => FORMS[form]).join('|'), 'gm');
  patterns.set(language, pattern);
  return pattern;
}

/** The comments of a text that is no script. */
export function findTextComments(text: string, language: Language) {
  return [...text.matchAll(patternOf(language))].flatMap(match => {
    const inside = match.slice(1).find(group => group !== undefined);
    if (inside === undefined) return [];
    return [{ start: match.index, end: match.index + match[0].length, text: inside }];
  });
}
